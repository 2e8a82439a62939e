/** The only place that may say `met`. */
import type { Duration } from '../time/duration';
import type { DurationInterval } from './recovery';

export type Verdict = 'met' | 'unproven' | 'missed';

const fromWorstToBest: readonly Verdict[] = ['missed', 'unproven', 'met'];

/** The worst of them. Of none, `unproven`: that nothing spoke against it proves nothing. */
export function mergeVerdicts(verdicts: readonly Verdict[]): Verdict {
  return fromWorstToBest.find((verdict) => verdicts.includes(verdict)) ?? 'unproven';
}

/** `met` only when all of the interval lies within the objective (its edge included), `missed` only when all of it lies outside. */
export function judgeAgainst(objective: Duration, measured: DurationInterval | undefined): Verdict {
  if (!measured) return 'unproven';
  if (measured.notBefore.compare(objective) > 0) return 'missed';
  if (measured.notAfter && measured.notAfter.compare(objective) <= 0) return 'met';
  return 'unproven';
}

/** True for the one verdict that lets a drill pass. */
export function isMet(verdict: Verdict): boolean {
  return verdict === 'met';
}

/** What a set of checks says: one that failed is `missed`; none at all, or one that could not look, is `unproven`. */
export function judgeChecks(passed: readonly (boolean | null)[]): Verdict {
  return mergeVerdicts(passed.map((one) => (one === null ? 'unproven' : one ? 'met' : 'missed')));
}
