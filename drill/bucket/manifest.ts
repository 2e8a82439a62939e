/** Reads a bucket for its manifest: every key that a listing shows, with the bytes behind it and what their writer said of them. */
import { quietly, type S3, type StoredObject } from '../../aws/s3/s3';
import { ContentDigest, type Manifest, manifestKey } from '../../measure/manifest';
import { witnessPrefix } from './witness-objects';

/** What its writer said of an object, in one form; by hand, so that this reader shares nothing with the writers. */
function describe({ contentType, metadata, storageClass }: StoredObject): string {
  const said = Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([contentType, storageClass, said]);
}

/** The digest of all objects but the witnesses, which have a record of their own. `seed` keys it. */
export async function readObjects(s3: S3, bucket: string, seed: number, component: string): Promise<Manifest> {
  const digest = new ContentDigest(manifestKey(seed, component));
  for (const key of await s3.keys(bucket, '', quietly)) {
    if (key.startsWith(witnessPrefix)) continue;
    const object = await s3.read(bucket, key, quietly);
    digest.add([key, object?.content ?? null, object ? describe(object) : null]);
  }
  return { objects: digest.result };
}
