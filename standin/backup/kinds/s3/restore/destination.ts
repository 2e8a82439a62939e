/** The bucket that a restore puts objects into. */
import { isEnforced, roleMay } from '../../../../s3/access/decide';
import type { Bucket } from '../../../../s3/buckets/bucket';
import type { S3State } from '../../../../s3/state';
import { JobFailure } from '../../../jobs/job-failure';
import type { RestoreWork } from '../../kind';
import { contentOf } from '../content';
import { arnOfBucket } from '../../../../s3/buckets/bucket-tags';
import type { AskedRestore } from './asked-restore';

/** Makes the bucket where that is asked for. Throws JobFailure for one that nothing can be restored to. */
export function openDestination(s3: S3State, work: RestoreWork, asked: AskedRestore): Bucket {
  const bucket = asked.makes ? makeBucket(s3, work, asked) : s3.buckets.get(asked.bucket);
  checkDestination(s3, work, bucket, asked);
  return bucket;
}

/** Throws JobFailure; wording is assumed where no page of AWS's has it. */
export function checkDestination(s3: S3State, { point, role, where }: Omit<RestoreWork, 'tags'>, bucket: Bucket | undefined, asked: AskedRestore): asserts bucket {
  if (!bucket) throw new JobFailure(`The destination bucket ${asked.bucket} does not exist.`);
  if (bucket.origin.region !== where.region) throw new JobFailure(`The destination bucket ${bucket.name} is not in the Region ${where.region} of the recovery point.`);
  if (!['s3:ListBucketVersions', 's3:GetBucketVersioning'].every((action) => roleMay(s3, role, { action, bucket }))) {
    throw new JobFailure(`AWS Backup does not have permission to describe resource ${arnOfBucket(bucket.name)}`, 'AccessDenied');
  }
  if (bucket.settings.versioning !== 'Enabled') throw new JobFailure(`Versioning is not enabled on the destination bucket ${bucket.name}.`);
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-s3.html#s3-restore-considerations
  if (asked.acls && contentOf(point).aclsCount && isEnforced(bucket)) throw new JobFailure(`The destination bucket ${bucket.name} does not allow ACLs.`);
}

function makeBucket(s3: S3State, { role, where, tags, point }: RestoreWork, { bucket: name, acls }: AskedRestore): Bucket {
  if (s3.buckets.has(name)) throw new JobFailure(`The bucket ${name} already exists.`);
  const takesAcls = acls && contentOf(point).aclsCount;
  for (const action of ['s3:CreateBucket', 's3:PutBucketVersioning', ...(takesAcls ? ['s3:PutBucketOwnershipControls'] : [])]) {
    s3.neighbours.access.require({ caller: role, action, resource: arnOfBucket(name) });
  }
  const bucket = s3.createBucket(name, where.region, where.accountId);
  const tagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  bucket.configure({ versioning: 'Enabled', tags: tagSet, ...(takesAcls && { ownership: 'BucketOwnerPreferred' as const }) });
  return bucket;
}
