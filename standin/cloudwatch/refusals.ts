/** What CloudWatch refuses calls with. */
import { AwsError } from '../aws-error';

export function invalidValue(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}

export function invalidCombination(message: string): AwsError {
  return new AwsError('InvalidParameterCombinationException', message);
}

export function missingParameter(name: string): AwsError {
  return new AwsError('MissingRequiredParameterException', `The parameter ${name} is required.`);
}

export function validationError(path: string, value: unknown, constraint: string): AwsError {
  return new AwsError('ValidationException', `1 validation error detected: Value '${String(value)}' at '${path}' failed to satisfy constraint: ${constraint}`);
}

export function invalidToken(): AwsError {
  return new AwsError('InvalidNextToken', 'The next token specified is invalid.');
}

/** What AWS has and this stand-in has not: better said than taken for done. */
export function notServed(what: string): AwsError {
  return new AwsError('NotImplemented', `The stand-in does not serve CloudWatch's ${what}.`, { status: 501 });
}
