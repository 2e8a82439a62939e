/** A bucket's lock, tried: every way that somebody with the keys of its account has to remove what it keeps. */
import { AwsRefusal } from '../../aws/refusal';
import type { ObjectVersion } from '../../aws/s3/s3';
import type { Attempt, Lock } from '../subject';
import type { Bucket } from './bucket';

const quietly = { recorded: false };

export class BucketLock implements Lock {
  constructor(private readonly bucket: Bucket) {}

  /** Tries to remove every version for good, then to stop the keeping of versions, then to remove the bucket. Nothing of it may succeed. */
  async attemptRemoval(): Promise<Attempt[]> {
    const { s3, services } = this.bucket;
    const { region, bucket } = this.bucket.inService;
    const versions = (await s3.versions(bucket, '')).filter(({ isDeleteMarker }) => !isDeleteMarker);
    return [
      await this.#attemptVersions(versions),
      await attempt('suspending versioning', 1, () => services.s3Settings(region).suspendVersioning(bucket)),
      await attempt('deleting the bucket', 1, () => s3.deleteBucket(bucket)),
    ];
  }

  async #attemptVersions(versions: readonly ObjectVersion[]): Promise<Attempt> {
    const { s3, inService } = this.bucket;
    let [refused, answer] = [0, ''];
    for (const [index, { key, versionId }] of versions.entries()) {
      // One of them is enough for the record.
      const recorded = index === 0 ? {} : quietly;
      const one = await attempt(`removing ${key}`, 1, () => s3.delete(inService.bucket, key, { versionId, ...recorded }));
      refused += one.refused;
      answer ||= one.answer;
    }
    return { does: 'removing every version for good', tried: versions.length, refused, answer };
  }
}

/** Refused is what AWS says no to; that it could not be asked is no answer. */
async function attempt(does: string, tried: number, act: () => Promise<unknown>): Promise<Attempt> {
  try {
    await act();
    return { does, tried, refused: 0, answer: 'done' };
  } catch (error) {
    if (error instanceof AwsRefusal && !error.isPassing) return { does, tried, refused: tried, answer: error.message };
    throw error;
  }
}
