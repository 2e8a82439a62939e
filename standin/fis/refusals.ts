/** What FIS refuses calls with: https://docs.aws.amazon.com/fis/latest/APIReference/CommonErrors.html */
import { AwsError } from '../aws-error';

export function validation(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

export function notFound(what: string): AwsError {
  return new AwsError('ResourceNotFoundException', `${what} not found.`, { status: 404 });
}

export function conflict(message: string): AwsError {
  return new AwsError('ConflictException', message, { status: 409 });
}

/** FIS says with 402 that a quota is used up. */
export function quotaExceeded(message: string): AwsError {
  return new AwsError('ServiceQuotaExceededException', message, { status: 402 });
}

/** What AWS has and this stand-in has not: better said than taken for done. */
export function notServed(what: string): AwsError {
  return new AwsError('NotImplemented', `The stand-in does not serve FIS ${what}.`, { status: 501 });
}
