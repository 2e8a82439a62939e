/** How measures, moments and verdicts are put into words. */
import type { Outcome } from '../../measure/endings';
import type { MarkName } from '../../measure/marks';
import type { Verdict } from '../../measure/verdict';
import { Duration } from '../../time/duration';
import type { Instant } from '../../time/instant';
import type { MeasuredObjective, ReportedDrill } from '../model';
import { html, type Html } from './html';

/** What an objective promises. */
export function sayObjective(objectiveSeconds: number | null): string {
  return objectiveSeconds === null ? 'none promised' : Duration.seconds(objectiveSeconds).inWords();
}

/** What was measured, as the interval that is known. */
export function sayMeasure({ notBeforeSeconds, notAfterSeconds }: MeasuredObjective): string {
  if (notBeforeSeconds === null && notAfterSeconds === null) return 'not measured';
  const least = Duration.seconds(notBeforeSeconds ?? 0).inWords();
  if (notAfterSeconds === null) return `at least ${least}`;
  const most = Duration.seconds(notAfterSeconds).inWords();
  if (least === most) return most;
  return notBeforeSeconds === 0 ? `at most ${most}` : `${least} to ${most}`;
}

/** The text with its durations kept together, so that no line ends between a number and its unit. */
export function unbroken(text: string): string {
  return text.replace(/(?<=\d) (?=(d|h|min|s|ms)\b)|(?<=\d (d|h|min)) (?=\d)/g, '\u00a0');
}

/** The text as the beginning of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** An instant for people: `2026-01-05 09:27:00 UTC`. */
export function sayInstant(at: Instant): string {
  return at.toString().replace('T', ' ').replace(/\.\d+Z$/, ' UTC');
}

/** How long after `zero`, with its sign: `+1 min 18 s`. */
export function sayOffset(at: Instant, zero: Instant): string {
  const offset = at.since(zero);
  if (offset.milliseconds === 0) return '0';
  return offset.milliseconds > 0 ? `+${offset.inWords()}` : offset.inWords();
}

/** A mark for people; where the ledger's word does not tell, with what it stands for. */
export function nameOfMark(mark: MarkName): string {
  return mark === 'hydrated' ? 'readable (hydrated)' : mark;
}

/** The fault's mark of a drill, if it had one. */
export function faultOf(drill: ReportedDrill): Instant | undefined {
  return drill.marks.find(({ mark }) => mark === 'fault')?.notBefore;
}

const symbols: Readonly<Record<Verdict | Exclude<Outcome, 'finished'>, string>> = {
  met: '✓',
  missed: '✕',
  unproven: '?',
  refused: '⊘',
  compromised: '△',
  aborted: '■',
};

/** A verdict as symbol and word, so that colour is never needed to read it. */
export function verdictChip(verdict: Verdict): Html {
  return chip(verdict, verdict);
}

/** What is to be said of a drill or a run first: how it ended where it did not finish, its verdict where it did. */
export function endingWord(outcome: Outcome, verdict: Verdict): keyof typeof symbols {
  return outcome === 'finished' ? verdict : outcome;
}

/** The same as a chip. */
export function endingChip(outcome: Outcome, verdict: Verdict): Html {
  return chip(endingWord(outcome, verdict), outcome === 'finished' ? verdict : 'broken-off');
}

function chip(word: keyof typeof symbols, kind: string): Html {
  return html`<span class="chip ${kind}"><span aria-hidden="true">${symbols[word]}</span> ${word}</span>`;
}
