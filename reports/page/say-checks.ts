/** How checks are named and counted for people. */
import type { CheckEntry } from '../../evidence/entry';

const attempt = /^refusal of /;
/** Those of the ledger's names that do not say what was looked at. */
const names: Readonly<Record<string, string>> = { replica: 'content of the replica', configuration: 'settings' };

/** True for an attempt at something that had to be refused, as opposed to a look at what there is. */
export function isAttempt({ check }: CheckEntry): boolean {
  return attempt.test(check);
}

/** What was looked at, or what was attempted. */
export function nameOfCheck({ check }: CheckEntry): string {
  return names[check] ?? check.replace(attempt, '');
}

/** What a check saw; null where it could not look, or looked at nothing, whatever it says of itself. */
export function sawOf({ passed, examined }: CheckEntry): boolean | null {
  return passed && examined === 0 ? null : passed;
}

/** `4 of 5 checks passed`. */
export function sayChecks(checks: readonly CheckEntry[]): string {
  if (checks.length === 0) return 'nothing was checked';
  return `${checks.filter((check) => sawOf(check)).length} of ${checks.length} ${checks.length === 1 ? 'check' : 'checks'} passed`;
}

/** `125 items examined`. */
export function sayExamined(checks: readonly CheckEntry[]): string {
  const examined = checks.reduce((sum, check) => sum + check.examined, 0);
  return `${examined} ${examined === 1 ? 'item' : 'items'} examined`;
}
