/** A bucket as the plan says: versioned, tagged, archived, replicated or locked, and filled with the documents that the runbooks damage and recover. */
import type { BucketResource } from '../../aws/resources';
import type { S3 } from '../../aws/s3/s3';
import type { Seen } from '../../measure/seen';
import type { BucketComponent } from '../../plan/plan';
import { fillWithDocuments } from './documents';
import type { Ground } from '../ground';
import { provisionDeletionTrail } from '../watching/deletion-trail';
import { bucketHealth } from '../health/bucket';
import { resourceName, resourceTags } from '../naming';
import { createBucket } from './own-bucket';
import { provisionReplica } from './replica';

export interface ProvisionedBucket extends BucketResource {
  kind: 'bucket';
  probe: (s3: S3, bucket: string) => Promise<Seen>;
}

/** Sets up what the bucket does with versions before the first object, since all of it begins with the objects that come later. */
export async function provisionBucket(ground: Ground, component: BucketComponent): Promise<ProvisionedBucket> {
  const owner = { plan: ground.plan.name, drill: ground.id, seed: ground.seed, component: component.name };
  const place = { region: component.region, bucket: resourceName(owner) };
  const tags = resourceTags(owner, ground.plan);
  const { archive, lock } = component;
  const settings = ground.services.s3Settings(place.region);

  await createBucket(ground, place, { component, tags });
  if (lock) await settings.lockNewVersions(place.bucket, lock);
  const deletionLogs = lock && (await provisionDeletionTrail(ground, { component, place, tags }));
  if (archive) await settings.archiveReplacedVersions(place.bucket, archive);
  const replica = component.replica && (await provisionReplica(ground, component.replica, { component, place, tags }));

  const catalogue = await fillWithDocuments(ground.services.s3(place.region), place.bucket, ground.seed);
  return { kind: 'bucket', owner, ...place, tags, ...(replica && { replica }), ...(deletionLogs && { deletionLogs }), probe: (s3, bucket) => bucketHealth(s3, bucket, catalogue) };
}
