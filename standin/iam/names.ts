/** The names and paths that IAM takes: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
import { refusals } from './refusals';

/** Where a name stands in the input, and how long it may be. */
const lengths = { userName: 64, newUserName: 64, roleName: 64, groupName: 128, newGroupName: 128, policyName: 128, roleSessionName: 64 } as const;

/** The name itself. Throws ValidationError where it is missing or not one. */
export function nameIn(member: keyof typeof lengths, given: string | undefined): string {
  if (given === undefined) throw refusals.constraint(given, member, 'Member must not be null');
  if (given.length < 1) throw refusals.constraint(given, member, 'Member must have length greater than or equal to 1');
  if (given.length > lengths[member]) throw refusals.constraint(given, member, `Member must have length less than or equal to ${lengths[member]}`);
  if (!/^[\w+=,.@-]+$/.test(given)) throw refusals.validation(`The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`);
  return given;
}

export function given<T>(member: string, value: T | undefined): T {
  if (value === undefined) throw refusals.constraint(undefined, member, 'Member must not be null');
  return value;
}

/** `/` when none is given. */
export function pathIn(path = '/'): string {
  if (path.length <= 512 && /^\/([!-~]+\/)?$/.test(path)) return path;
  throw refusals.validation('The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.');
}
