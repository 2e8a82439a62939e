/** What is asked for and not served is refused, rather than accepted and not done. */
import { AwsError } from '../aws-error';

/** Takes an input with no member beyond `served` but those that ask for nothing: absent, false, 0 or empty. */
export function onlyServed(input: object, served: readonly string[]): void {
  for (const [member, value] of Object.entries(input)) {
    if (served.includes(member) || asksForNothing(value)) continue;
    throw new AwsError('InvalidParameterCombination', `${member} is not served by this stand-in, and is refused rather than ignored.`);
  }
}

function asksForNothing(value: unknown): boolean {
  return value === undefined || value === null || value === false || value === 0 || value === '' || (Array.isArray(value) && value.length === 0);
}
