/** The errors of Service Quotas. */
import { AwsError } from '../aws-error';

export function noService(): AwsError {
  return new AwsError('NoSuchResourceException', 'The request failed because the specified service does not exist.');
}

export function noQuota(): AwsError {
  return new AwsError('NoSuchResourceException', 'The request failed because the specified quota does not exist.');
}

export function invalidToken(): AwsError {
  return new AwsError('InvalidPaginationTokenException', 'Invalid input was provided.');
}

/** A member that breaks a rule of its own; `rule` continues "Member must". */
export function invalidMember(member: string, value: unknown, rule: string): AwsError {
  return new AwsError('ValidationException', `1 validation error detected: Value '${String(value)}' at '${member}' failed to satisfy constraint: Member must ${rule}`);
}

/** What AWS takes and the stand-in does not do. */
export function notServed(what: string): AwsError {
  return new AwsError('NotImplemented', `The stand-in does not serve ${what}.`, { status: 501 });
}
