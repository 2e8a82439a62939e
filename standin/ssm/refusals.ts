/** The errors of Parameter Store that more than one operation answers with; all of them are 400. */
import { AwsError } from '../aws-error';

export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** A member that breaks a rule of its own; `rule` continues "Member must". */
export function invalidMember(member: string, value: unknown, rule: string): AwsError {
  return invalid(`1 validation error detected: Value '${String(value)}' at '${member}' failed to satisfy constraint: Member must ${rule}`);
}

/** AWS says no more than the code. */
export function noParameter(): AwsError {
  return new AwsError('ParameterNotFound', '');
}

/** `which` is `version 3` or `label blue`. */
export function noVersion(which: string, name: string): AwsError {
  return new AwsError('ParameterVersionNotFound', `Systems Manager could not find ${which} of ${name}. Verify the ${which.split(' ')[0] ?? ''} and try again.`);
}

export function invalidToken(): AwsError {
  return new AwsError('InvalidNextToken', 'The specified token is not valid.');
}

/** What AWS takes and the stand-in does not do. */
export function notServed(what: string): AwsError {
  return new AwsError('NotImplemented', `The stand-in does not serve ${what}.`, { status: 501 });
}
