/** The only place that may say `met`. */

export type Verdict = 'met' | 'unproven' | 'missed';
