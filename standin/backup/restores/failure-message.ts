/** What a restore job's status message says of what went wrong. */
import { AwsError } from '../../aws-error';
import { JobFailure } from '../jobs/job-failure';

const denied = 'You are not authorized to perform this operation. Please consult the permissions associated with your AWS Backup role(s), and refer to the AWS Backup documentation for more details.';

/** Undefined for what is no failure of AWS's, but a fault of the stand-in. */
export function failureMessage(error: unknown): string | undefined {
  if (error instanceof JobFailure) return error.message;
  if (!(error instanceof AwsError)) return undefined;
  return /^(AccessDenied|UnauthorizedOperation)/.test(error.code) ? `${denied} ${error.message}` : error.message;
}
