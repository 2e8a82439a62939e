/** The errors of Secrets Manager that more than one operation answers with; all of them are 400. */
import { AwsError } from '../aws-error';
import { current, type Secret } from './secret';

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

export function invalidRequest(message: string): AwsError {
  return new AwsError('InvalidRequestException', message);
}

/** A member that breaks a rule of its own; `rule` continues "Member must". */
export function invalidMember(member: string, rule: string): AwsError {
  return new AwsError('ValidationException', `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must ${rule}`);
}

export function noSecret(): AwsError {
  return new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
}

/** `which` is `staging label: AWSCURRENT` or `VersionId: …`. */
export function noValue(which = `staging label: ${current}`): AwsError {
  return new AwsError('ResourceNotFoundException', `Secrets Manager can't find the specified secret value for ${which}`);
}

export function secretExists(name: string): AwsError {
  return new AwsError('ResourceExistsException', `The operation failed because the secret ${name} already exists.`);
}

export function limitExceeded(message: string): AwsError {
  return new AwsError('LimitExceededException', message);
}

/** What AWS takes and the stand-in does not do. */
export function notServed(what: string): AwsError {
  return new AwsError('NotImplemented', `The stand-in does not serve ${what}.`, { status: 501 });
}

/** Throws InvalidRequestException for a secret that waits for its end. */
export function checkNotLeaving({ deletion }: Secret): void {
  if (deletion) throw invalidRequest("You can't perform this operation on the secret because it was marked for deletion.");
}

/** Throws InvalidParameterException for a copy, which changes only as its primary does. */
export function checkPrimary({ copyOf }: Secret): void {
  if (copyOf !== undefined) throw invalidParameter("Operation not permitted on a replica secret. Call must be made in primary secret's region.");
}
