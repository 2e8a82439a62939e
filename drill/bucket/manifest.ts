/** Reads a bucket for its manifest: every key that a listing shows, with the bytes behind it. */
import type { S3 } from '../../aws/s3';
import { ContentDigest, type Manifest, manifestKey } from '../../measure/manifest';
import { witnessPrefix } from './witness-objects';

const quietly = { recorded: false };

/** The digest of all objects but the witnesses, which have a record of their own. `seed` keys it. */
export async function readObjects(s3: S3, bucket: string, seed: number, component: string): Promise<Manifest> {
  const digest = new ContentDigest(manifestKey(seed, component));
  for (const key of await s3.keys(bucket, '', quietly)) {
    if (key.startsWith(witnessPrefix)) continue;
    digest.add([key, (await s3.get(bucket, key, quietly)) ?? null]);
  }
  return { objects: digest.result };
}
