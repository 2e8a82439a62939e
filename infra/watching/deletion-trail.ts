/** A trail of CloudTrail that has every deletion of a locked bucket's objects on record, and the bucket that it writes to. */
import { logBucketPolicy } from '../../aws/cloudtrail';
import type { BucketPlace } from '../../aws/resources';
import type { Services } from '../../aws/services';
import type { UndoArguments } from '../../drill/undo';
import type { BucketComponent } from '../../plan/plan';
import type { Ground } from '../ground';
import { createBucket } from '../bucket/own-bucket';

interface Watched {
  component: BucketComponent;
  place: BucketPlace;
  tags: Readonly<Record<string, string>>;
}

/** Makes both, with their undo filed first. Answers where the files arrive. */
export async function provisionDeletionTrail(ground: Ground, { component, place, tags }: Watched): Promise<BucketPlace> {
  const { region, bucket: watched } = place;
  const { lock: _lock, ...unlocked } = component;
  const logs = { region, bucket: `${watched}-calls` };
  await createBucket(ground, logs, { component: { ...unlocked, versioning: false }, tags });
  const name = `${watched}-deletions`;
  const { account } = await ground.services.identity(region).whoAmI();
  await ground.services.s3Settings(region).setPolicy(logs.bucket, logBucketPolicy({ bucket: logs.bucket, account, region, trail: name }));
  ground.undo.file({ action: 'delete-trail', does: `Deletes the trail ${name} of the drill.`, arguments: { region, name } });
  await ground.services.cloudTrail(region).watchDeletions({ name, watched, logBucket: logs.bucket, tags });
  return logs;
}

/** Undo action `delete-trail`. */
export async function deleteTrail(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  // Arguments come from our own undo entries, written by provisionDeletionTrail.
  const { region, name } = args as { region: string; name: string };
  return (await services.cloudTrail(region).deleteTrail(name)) ? 'done' : 'nothing left to do';
}
