/** What EventBridge refuses calls with. */
import { AwsError } from '../aws-error';

export function validation(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

export function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}

/** What AWS has and this stand-in has not: better said than taken for done. */
export function notServed(what: string): AwsError {
  return new AwsError('NotImplemented', `The stand-in does not serve EventBridge ${what}.`, { status: 501 });
}

/** Refuses members that would be taken and then not heeded. */
export function refuseMembers(input: object, names: readonly string[], of: string): void {
  for (const name of names) if (name in input && (input as Record<string, unknown>)[name] !== undefined) throw notServed(`${name} of ${of}`);
}
