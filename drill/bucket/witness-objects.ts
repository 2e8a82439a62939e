/** Witnesses as objects: put as the application puts, read back by listing and digesting what is there. */
import { createHash } from 'node:crypto';
import { quietly, type S3 } from '../../aws/s3/s3';
import type { WitnessPath } from '../subject';

export const witnessPrefix = 'witness/';

/** `served` says where the service writes to at the moment. */
export function witnessObjectsPath(served: () => { s3: S3; bucket: string }): WitnessPath {
  const keyOf = (witness: number): string => witnessPrefix + String(witness).padStart(8, '0');
  return {
    write: (witness, body) => {
      const { s3, bucket } = served();
      return s3.put(bucket, keyOf(witness), Buffer.from(body, 'utf8'), quietly);
    },
    remove: (witness) => {
      const { s3, bucket } = served();
      return s3.delete(bucket, keyOf(witness), quietly);
    },
    close: () => Promise.resolve(),
  };
}

/** Reads every witness object that a listing shows. A listed key that cannot be read counts as not there. */
export async function readWitnessObjects(s3: S3, bucket: string): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  for (const key of await s3.keys(bucket, witnessPrefix, quietly)) {
    const content = await s3.get(bucket, key, quietly);
    if (content) found.set(Number.parseInt(key.slice(witnessPrefix.length), 10), `sha256:${createHash('sha256').update(content).digest('hex')}`);
  }
  return found;
}
