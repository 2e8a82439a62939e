/** A bucket's copy in another region: S3 follows the bucket with it, and an alarm says when it no longer does. */
import type { BucketPlace, ReplicaResource } from '../../aws/resources';
import type { BucketComponent, ReplicaPromise } from '../../plan/plan';
import { provisionReplicationAlarms } from '../watching/alarms';
import { createBucket } from './own-bucket';
import type { Ground } from '../ground';
import { createRole } from '../roles';

interface Followed {
  component: BucketComponent;
  place: BucketPlace;
  tags: Readonly<Record<string, string>>;
}

/** Makes the replica and has the bucket followed from now on: what is there already is not copied. */
export async function provisionReplica(ground: Ground, promise: ReplicaPromise, { component, place, tags }: Followed): Promise<ReplicaResource> {
  const replica = { region: promise.region, bucket: `${place.bucket}-replica` };
  await createBucket(ground, replica, { component, tags });
  const role = await createRole(ground, place.region, {
    name: `${place.bucket}-copies`,
    service: 's3.amazonaws.com',
    allow: [
      { actions: ['s3:GetReplicationConfiguration', 's3:ListBucket'], resources: [arnOf(place)] },
      { actions: ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging', 's3:GetObjectRetention', 's3:GetObjectLegalHold'], resources: [`${arnOf(place)}/*`] },
      { actions: ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'], resources: [`${arnOf(replica)}/*`] },
    ],
    tags,
  });
  const rule = { id: 'to-replica', role, destination: replica.bucket };
  await ground.services.s3Settings(place.region).replicate(place.bucket, rule);
  const faultRole = await createRole(ground, place.region, {
    name: `${place.bucket}-fault`,
    service: 'fis.amazonaws.com',
    // https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html#bucket-pause-replication
    allow: [
      { actions: ['s3:GetReplicationConfiguration', 's3:PutReplicationConfiguration', 's3:PauseReplication'], resources: [arnOf(place)] },
      { actions: ['s3:ListAllMyBuckets', 'tag:GetResources'], resources: ['*'] },
    ],
    tags,
  });
  const alarms = await provisionReplicationAlarms(ground, promise, { bucket: place, replica, rule: rule.id, tags });
  return { ...replica, ...alarms, faultRole };
}

function arnOf({ bucket }: BucketPlace): string {
  return `arn:aws:s3:::${bucket}`;
}
