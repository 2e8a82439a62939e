/** In whose records a call stands: the caller's, and those of the owner of what it was about where AWS tells both. */
import type { Call } from '../../service';
import { whereaboutsOf } from '../../whereabouts';

/**
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-shared-event-id.html, and for S3
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html. A role or a key of another account is not
 * told of those whom it refused; that a bucket is told of them is assumed.
 */
export function concernedBy({ service, operation, caller }: Call, input: object, bucketOwner: string | undefined, isRefused: boolean): string[] {
  const owner = service === 's3' ? bucketOwner : isRefused ? undefined : ownerOf(service, operation, input);
  return [...new Set([caller.accountId, owner ?? ''])].filter((accountId) => accountId !== '');
}

function ownerOf(service: string, operation: string, input: object): string | undefined {
  const { RoleArn, KeyId } = input as { RoleArn?: unknown; KeyId?: unknown };
  const arn = operation === 'AssumeRole' ? RoleArn : service === 'kms' ? KeyId : undefined;
  return typeof arn === 'string' && arn.startsWith('arn:') ? whereaboutsOf(arn).accountId : undefined;
}
