/** A batch job gone wrong: it overwrites a third of a bucket's objects with damaged bytes and deletes a quarter. */
import { createHash } from 'node:crypto';
import type { BucketTarget } from '../../aws/resources';
import { quietly } from '../../aws/s3/s3';
import type { Experiment, Ground } from '../experiment';
import { fileVersionsBack, putVersionsBack } from './versions-back';

type Fate = 'overwritten' | 'deleted' | 'spared';

export const overwrittenObjects: Experiment<BucketTarget> = {
  name: 'overwritten-objects',
  does: 'Overwrites a third of the objects of a bucket with damaged bytes and deletes a quarter of them.',
  target: 'bucket',
  blastRadius: 'The current versions of the objects of one bucket; older versions stay.',
  permissions: ['s3:ListBucket', 's3:ListBucketVersions', 's3:PutObject', 's3:DeleteObject'],
  undo: { 'put-versions-back': putVersionsBack },

  async inject(ground, { region, bucket, s3 }) {
    const current = (await s3.versions(bucket, '')).filter((version) => version.isLatest && !version.isDeleteMarker);
    const hit = current.filter(({ key }) => fateOf(ground, key) !== 'spared');
    fileVersionsBack(ground.undo, { region, bucket }, hit);
    for (const { key } of hit) {
      if (fateOf(ground, key) === 'deleted') await s3.delete(bucket, key);
      else await s3.put(bucket, key, damagedBytes(ground, key));
    }
  },

  async landed(ground, { bucket, s3 }) {
    const there = new Set(await s3.keys(bucket, ''));
    const known = new Set((await s3.versions(bucket, '', quietly)).map(({ key }) => key));
    const deleted = [...known].filter((key) => fateOf(ground, key) === 'deleted' && !there.has(key)).length;
    let overwritten = 0;
    for (const key of [...there].filter((one) => fateOf(ground, one) === 'overwritten')) {
      const content = await s3.get(bucket, key, quietly);
      if (content && Buffer.from(content).equals(damagedBytes(ground, key))) overwritten += 1;
    }
    return { good: deleted > 0 && overwritten > 0, saw: `${overwritten} objects overwritten, ${deleted} deleted` };
  },
};

function fateOf({ seed }: Ground, key: string): Fate {
  const share = createHash('sha256').update(JSON.stringify([seed, 'overwritten-objects', key])).digest().readUInt32BE(0) / 2 ** 32;
  if (share < 1 / 3) return 'overwritten';
  return share < 1 / 3 + 1 / 4 ? 'deleted' : 'spared';
}

function damagedBytes({ seed }: Ground, key: string): Buffer {
  return createHash('sha512').update(JSON.stringify([seed, 'damaged', key])).digest();
}
