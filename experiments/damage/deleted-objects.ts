/** A delete storm: every object of a bucket is deleted, as by a cleaning job with the wrong prefix. */
import type { BucketTarget } from '../../aws/resources';
import { quietly } from '../../aws/s3/s3';
import type { Experiment } from '../experiment';
import { fileVersionsBack, putVersionsBack } from './versions-back';

export const deletedObjects: Experiment<BucketTarget> = {
  name: 'deleted-objects',
  does: 'Deletes every object of a bucket, as a cleaning job with the wrong prefix would.',
  target: 'bucket',
  blastRadius: 'Every object of one bucket is hidden behind a delete marker; all versions stay.',
  permissions: ['s3:ListBucket', 's3:ListBucketVersions', 's3:DeleteObject'],
  undo: { 'put-versions-back': putVersionsBack },

  async inject({ undo }, { region, bucket, s3 }) {
    const current = (await s3.versions(bucket, '')).filter((version) => version.isLatest && !version.isDeleteMarker);
    fileVersionsBack(undo, { region, bucket }, current);
    for (const { key } of current) await s3.delete(bucket, key);
  },

  async landed(_ground, { bucket, s3 }) {
    const there = new Set(await s3.keys(bucket, '', quietly));
    const known = new Set((await s3.versions(bucket, '', quietly)).map(({ key }) => key));
    const hidden = [...known].filter((key) => !there.has(key)).length;
    // What is written after the storm is not a part of it.
    return { good: hidden > 0 && hidden > there.size, saw: `${hidden} of ${known.size} keys are hidden` };
  },
};
