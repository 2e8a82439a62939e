/** Buckets that a drill makes for itself, and takes back with all that is in them. */
import type { BucketPlace } from '../../aws/resources';
import type { Services } from '../../aws/services';
import type { UndoArguments } from '../../drill/undo';
import type { BucketComponent } from '../../plan/plan';
import type { Ground } from '../ground';

/** Makes one as the component says, with its undo filed first. */
export async function createBucket(ground: Ground, place: BucketPlace, like: { component: BucketComponent; tags: Readonly<Record<string, string>> }): Promise<void> {
  const { component, tags } = like;
  const locking = component.lock !== undefined;
  const { region, bucket } = place;
  ground.undo.file({
    action: 'delete-bucket',
    does: `Deletes a bucket that the drill makes for "${component.name}" in ${region}, with all its versions.`,
    arguments: { region, bucket, locking },
  });
  const s3 = ground.services.s3(region);
  await s3.createBucket(bucket, { locking });
  if (component.versioning) await s3.enableVersioning(bucket);
  await s3.tagBucket(bucket, tags);
}

/** Undo action `delete-bucket`. */
export async function deleteBucket(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  // Arguments come from our own undo entries, written by createBucket.
  const { region, bucket, locking } = args as { region: string; bucket: string; locking: boolean };
  return (await services.s3(region).deleteBucketWithContent(bucket, { locking })) ? 'done' : 'nothing left to do';
}
