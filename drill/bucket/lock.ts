/** A bucket's lock, tried: every way that somebody with the keys of its account has to remove what it keeps. */
import { AwsRefusal } from '../../aws/calls/refusal';
import { quietly } from '../../aws/s3/s3';
import { Compromised } from '../../measure/endings';
import type { Instant } from '../../time/instant';
import type { Attempt, Compared, Lock } from '../subject';
import type { Bucket } from './bucket';
import { areOnRecord, type Tried } from './tried-removals';

/** The answers of S3's that mean that a lock holds: to removing a version, suspending versioning, and deleting a bucket that holds something. */
const refusals = new Set(['AccessDenied', 'InvalidBucketState', 'BucketNotEmpty']);

export class BucketLock implements Lock {
  /** What was tried, and since when. */
  #tried: { calls: readonly Tried[]; since: Instant } | undefined;

  constructor(private readonly bucket: Bucket) {}

  /**
   * Tries to remove every version for good, then to stop the keeping of versions, then to remove the bucket. Nothing of it may succeed.
   * Throws AwsRefusal where it could not even be tried.
   */
  async attemptRemoval(): Promise<Attempt[]> {
    const { s3, services } = this.bucket;
    const { region, bucket } = this.bucket.inService;
    const versions = (await s3.versions(bucket, '')).filter(({ isDeleteMarker }) => !isDeleteMarker);
    const deletions = versions.map(({ key, versionId }): Tried => ({ operation: 'DeleteObject', key, versionId }));
    this.#tried = { calls: [...deletions, { operation: 'PutBucketVersioning' }, { operation: 'DeleteBucket' }], since: services.clock.now().toWholeSecond() };
    // One of them is enough for the record.
    const removals = versions.map(({ key, versionId }, index) => () => s3.delete(bucket, key, { versionId, ...(index > 0 && quietly) }));
    return [
      await attempt('removing every version for good', removals),
      await attempt('suspending versioning', [() => services.s3Settings(region).suspendVersioning(bucket)]),
      await attempt('deleting the bucket', [() => s3.deleteBucket(bucket)]),
    ];
  }

  /** Throws Compromised where nothing was tried, or nothing keeps a record. */
  async attemptsAreOnRecord(): Promise<Compared> {
    const { services, inService: place, resource } = this.bucket;
    if (!this.#tried) throw new Compromised(`The runbook looks for attempts to remove "${this.bucket.component.name}" on record, and nothing was tried before.`);
    if (!resource.deletionLogs) throw new Compromised(`Nothing keeps a record of what is deleted from "${this.bucket.component.name}".`);
    const { calls, since } = this.#tried;
    return areOnRecord(calls, since, { services, place, logs: resource.deletionLogs });
  }
}

async function attempt(does: string, acts: readonly (() => Promise<unknown>)[]): Promise<Attempt> {
  const answers: (string | undefined)[] = [];
  for (const act of acts) answers.push(await refusalOf(act));
  const refused = answers.filter((answer) => answer !== undefined);
  return { does, tried: acts.length, refused: refused.length, answer: refused[0] ?? 'done' };
}

/** What AWS refused it with; undefined when it was done. Any other error, such as a bad key or an outage, says nothing of the lock and is thrown on. */
async function refusalOf(act: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof AwsRefusal && refusals.has(error.code)) return error.message;
    throw error;
  }
}
