/** Whether what is encrypted with a vault's key can be had. */
import { AwsError } from '../../../aws-error';
import { findKey } from '../../../kms/find-key';
import { checkUsable } from '../../../kms/key-ring';
import type { S3State } from '../../../s3/state';
import { JobFailure } from '../../jobs/job-failure';

/** Throws JobFailure. Who made the vault has let AWS Backup use its key, so that no role need be let in once more. */
export function requireUsableKey(s3: S3State, keyArn: string): void {
  const [, , , region = '', accountId = ''] = keyArn.split(':');
  try {
    checkUsable(findKey(s3.neighbours.keys.store, { region, accountId, now: s3.now() }, keyArn));
  } catch (error) {
    if (error instanceof AwsError) throw new JobFailure(`Access denied to KMS key. ${error.message}`, 'AccessDenied');
    throw error;
  }
}
