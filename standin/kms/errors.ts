/** The errors that more than one operation of KMS answers with; all of them are 400. */
import { AwsError } from '../aws-error';
import { arnOf, type Key } from './key';

export function notFound(message: string): AwsError {
  return new AwsError('NotFoundException', message);
}

export function validation(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** A member that breaks a rule of its own; `rule` continues "Member must". */
export function invalidMember(member: string, value: string | number | undefined, rule: string): AwsError {
  const said = value === undefined ? 'Value' : `Value '${value}'`;
  return validation(`1 validation error detected: ${said} at '${member}' failed to satisfy constraint: Member must ${rule}`);
}

export function disabled(key: Key): AwsError {
  return new AwsError('DisabledException', `${arnOf(key)} is disabled.`);
}

export function invalidState(key: Key, state: string): AwsError {
  return new AwsError('KMSInvalidStateException', `${arnOf(key)} is ${state}.`);
}

/** KMS does not say what is wrong with a ciphertext. */
export function invalidCiphertext(): AwsError {
  return new AwsError('InvalidCiphertextException', '');
}

/** What AWS takes and the stand-in does not do. */
export function notServed(what: string): AwsError {
  return new AwsError('NotImplemented', `The stand-in does not serve ${what}.`, { status: 501 });
}
