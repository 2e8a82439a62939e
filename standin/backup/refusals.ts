/** What AWS Backup refuses calls with: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Operations.html. Its own codes have no status of their own, which makes it 400. */
import { AwsError } from '../aws-error';

/** `context` is what is wrong: the member, or its value. */
export function invalidParameter(message: string, context: readonly string[] = []): AwsError {
  return new AwsError('InvalidParameterValueException', message, withContext(context));
}

export function missingParameter(member: string): AwsError {
  return new AwsError('MissingParameterValueException', `Missing required parameter: ${member}`, withContext([member]));
}

export function invalidRequest(message: string): AwsError {
  return new AwsError('InvalidRequestException', message);
}

export function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}

export function limitExceeded(message: string): AwsError {
  return new AwsError('LimitExceededException', message);
}

export function alreadyExists(message: string, { arn, creatorRequestId }: { arn: string; creatorRequestId?: string }): AwsError {
  return new AwsError('AlreadyExistsException', message, { fields: { Arn: arn, ...(creatorRequestId !== undefined && { CreatorRequestId: creatorRequestId }) } });
}

/** A vault that is not there is answered like one that the caller may not see: https://github.com/boto/boto3/issues/2269 */
export function insufficient(): AwsError {
  return new AwsError('AccessDeniedException', 'Insufficient privileges to perform this action.', { status: 403 });
}

/** What AWS has and this stand-in has not: better said than taken for done. */
export function notServed(what: string): AwsError {
  return new AwsError('NotImplemented', `The stand-in does not serve AWS Backup ${what}.`, { status: 501 });
}

function withContext(context: readonly string[]): { fields?: Record<string, string> } {
  return context.length ? { fields: { Context: context.join(', ') } } : {};
}
