/** What SNS refuses calls with. */
import { AwsError } from '../aws-error';

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameter', `Invalid parameter: ${message}`);
}

export function noSuchTopic(): AwsError {
  return new AwsError('NotFound', 'Topic does not exist', { status: 404 });
}

export function noSuchSubscription(): AwsError {
  return new AwsError('NotFound', 'Subscription does not exist', { status: 404 });
}

/** What AWS has and this stand-in has not: better said than taken for done. */
export function notServed(what: string): AwsError {
  return new AwsError('NotImplemented', `The stand-in does not serve SNS ${what}.`, { status: 501 });
}
