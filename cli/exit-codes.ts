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
 * The code for a whole run. An interruption outweighs everything, as shells expect; then a promise that was missed,
 * which is certain; then a drill that could not be performed; then one that proved nothing.
 */
export function exitCodeOf(drills: readonly DrillEnd[]): number {
  if (drills.some(({ outcome }) => outcome === 'aborted')) return exitCodes.interrupted;
  if (drills.some(({ verdict }) => verdict === 'missed')) return exitCodes.missed;
  if (drills.length === 0 || drills.some(({ outcome }) => outcome !== 'finished')) return exitCodes.notPerformed;
  return drills.every(({ verdict }) => verdict === 'met') ? exitCodes.met : exitCodes.unproven;
}
