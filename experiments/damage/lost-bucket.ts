/** A bucket is gone with all its versions, as when its region is lost for good, or somebody with the keys of the account removes it. */
import { AwsRefusal } from '../../aws/calls/refusal';
import type { BucketTarget } from '../../aws/resources';
import type { Services } from '../../aws/services';
import { quietly } from '../../aws/s3/s3';
import type { UndoArguments } from '../../drill/undo';
import { Compromised } from '../../measure/endings';
import type { Experiment } from '../experiment';

export const lostBucket: Experiment<BucketTarget> = {
  name: 'lost-bucket',
  does: 'Removes every version of every object of a bucket, and the bucket.',
  target: 'bucket',
  blastRadius: 'One bucket with everything in it; its replica stays, since S3 does not replicate the removal of versions.',
  permissions: ['s3:ListBucketVersions', 's3:DeleteObjectVersion', 's3:DeleteBucket'],
  undo: { 'make-bucket-from-replica': makeBucketFromReplica },

  async inject({ undo }, { region, bucket, tags, s3, replica }) {
    if (!replica) throw new Compromised(`The experiment "lost-bucket" destroys what only a replica brings back, and ${bucket} has none. Give it one in the plan.`);
    undo.file({
      action: 'make-bucket-from-replica',
      does: 'Makes the bucket again, where it is gone, and copies into it what it lacks of what its replica holds.',
      arguments: { region, bucket, tags, from: { region: replica.region, bucket: replica.bucket } },
    });
    await removeWhileWritten(() => s3.deleteBucketWithContent(bucket));
  },

  async landed(_ground, { bucket, s3 }) {
    const there = await s3.exists(bucket);
    return { good: !there, saw: there ? `${bucket} is there` : `there is no ${bucket}` };
  },
};

/** The application writes on meanwhile, and S3 deletes no bucket that holds one object more. */
async function removeWhileWritten(remove: () => Promise<boolean>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await remove();
      return;
    } catch (error) {
      if (!(error instanceof AwsRefusal) || error.code !== 'BucketNotEmpty' || attempt === 10) throw error;
    }
  }
}

/** Undo action `make-bucket-from-replica`. What the bucket has by now, in whatever version, stays as it is: it may be half lost, or half made again. */
async function makeBucketFromReplica(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  // Arguments come from our own undo entries, written by inject above.
  const { region, bucket, tags, from } = args as { region: string; bucket: string; tags: Record<string, string>; from: { region: string; bucket: string } };
  const [s3, source] = [services.s3(region), services.s3(from.region)];
  if (!(await source.exists(from.bucket))) return 'nothing left to do';
  const made = !(await s3.exists(bucket));
  if (made) await s3.createBucket(bucket);
  if ((await s3.versioning(bucket)) !== 'Enabled') await s3.enableVersioning(bucket);
  if (Object.keys(await s3.bucketTags(bucket)).length === 0) await s3.tagBucket(bucket, tags);
  const has = new Set((await s3.versions(bucket, '', quietly)).map(({ key }) => key));
  const lost = (await source.keys(from.bucket, '', quietly)).filter((key) => !has.has(key));
  for (const key of lost) {
    const object = await source.read(from.bucket, key, quietly);
    if (object) await s3.put(bucket, key, object.content, { contentType: object.contentType, metadata: object.metadata, ...quietly });
  }
  return made || lost.length > 0 ? 'done' : 'nothing left to do';
}
