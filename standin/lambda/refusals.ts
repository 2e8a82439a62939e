/** How Lambda says no: https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html */
import { AwsError } from '../aws-error';

function user(code: string, message: string, status: number, fields: Record<string, string> = {}): AwsError {
  return new AwsError(code, message, { status, fields: { Type: 'User', message, ...fields } });
}

export const refusals = {
  notFound: (message: string) => user('ResourceNotFoundException', message, 404),
  noFunction: (arn: string) => user('ResourceNotFoundException', `Function not found: ${arn}`, 404),
  invalid: (message: string) => user('InvalidParameterValueException', message, 400),
  conflict: (message: string) => user('ResourceConflictException', message, 409),
  stale: () => user('PreconditionFailedException', 'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id', 412),
  validation: (member: string, value: string | number, rule: string) =>
    new AwsError('ValidationException', `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must ${rule}`),
  throttled: (reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' | 'ConcurrentInvocationLimitExceeded') =>
    user('TooManyRequestsException', 'Rate Exceeded.', 429, { Reason: reason }),
  tooLarge: (most: number) => user('RequestTooLargeException', `Request must be smaller than ${most} bytes for the InvokeFunction operation`, 413),
  notJson: () => user('InvalidRequestContentException', 'Could not parse request body into json: Could not parse payload into json', 400),
  key: (code: string, message: string) => user(code, message, 502),
  notServed: (what: string) => new AwsError('NotImplemented', `The stand-in does not serve ${what}.`, { status: 501 }),
} as const;
