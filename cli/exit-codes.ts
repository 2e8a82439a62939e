/** What the command's exit code says; CI acts on it. */
import type { Outcome } from '../measure/endings';
import type { Verdict } from '../measure/verdict';

export const exitCodes = { met: 0, missed: 1, unproven: 2, notPerformed: 3, interrupted: 130 } as const;

/** How one drill ended and was judged. */
export interface DrillEnd {
  outcome: Outcome;
  verdict: Verdict;
}

/**
 * The code for a whole run: first a promise that was missed, which is certain; then a drill that was not performed to its end;
 * then one that proved nothing. Whoever is interrupted while drilling ends with `interrupted` instead.
 */
export function exitCodeOf(drills: readonly DrillEnd[]): number {
  if (drills.some(({ verdict }) => verdict === 'missed')) return exitCodes.missed;
  if (drills.length === 0 || drills.some(({ outcome }) => outcome !== 'finished')) return exitCodes.notPerformed;
  return drills.every(({ verdict }) => verdict === 'met') ? exitCodes.met : exitCodes.unproven;
}
