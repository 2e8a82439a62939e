/** The tags of buckets, for whoever finds buckets by them: AWS Backup, FIS and the tagging API. */
import { AwsError } from '../../aws-error';
import { type TagRecord, tagList, withoutTags } from '../../tag-record';
import type { Ask, Tagged } from '../../tagging/tagged';
import type { Whereabouts } from '../../whereabouts';
import type { S3State } from '../state';
import type { Bucket } from './bucket';
import type { BucketSettings } from './settings';

const prefix = 'arn:aws:s3:::';

export function arnOfBucket(name: string): string {
  return `${prefix}${name}`;
}

export function* bucketsIn(s3: S3State, { accountId, region }: Whereabouts): Generator<Bucket> {
  for (const bucket of s3.buckets.values()) if (bucket.origin.accountId === accountId && bucket.origin.region === region) yield bucket;
}

/** Settings are replaced, never changed, and asked for often. */
const known = new WeakMap<BucketSettings, TagRecord>();

export function tagsOfBucket({ settings }: Pick<Bucket, 'settings'>): TagRecord {
  let tags = known.get(settings);
  if (!tags) known.set(settings, (tags = Object.fromEntries(settings.tags.map(({ Key: key = '', Value: value = '' }) => [key, value]))));
  return tags;
}

/** S3 knows sets of tags only, so one is read before it is replaced: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html */
export function taggedBuckets(s3: S3State): Tagged {
  const change = async (arn: string, ask: Ask, changed: (tags: TagRecord) => TagRecord): Promise<void> => {
    const Bucket = arn.slice(prefix.length);
    await ask('GetBucketTagging', { Bucket }).catch(unlessNone);
    const bucket = s3.buckets.get(Bucket);
    const tags = changed(bucket ? tagsOfBucket(bucket) : {});
    await (Object.keys(tags).length > 0 ? ask('PutBucketTagging', { Bucket, Tagging: { TagSet: tagList(tags) } }) : ask('DeleteBucketTagging', { Bucket }));
  };
  return {
    arnName: 's3',
    plainType: 'bucket',
    untagging: ['PutBucketTagging', 'DeleteBucketTagging'],
    *list(where) {
      for (const bucket of bucketsIn(s3, where)) yield { arn: arnOfBucket(bucket.name), tags: tagsOfBucket(bucket) };
    },
    tag: (arn, tags, ask) => change(arn, ask, (before) => ({ ...before, ...tags })),
    untag: (arn, keys, ask) => change(arn, ask, (before) => withoutTags(before, keys)),
  };
}

function unlessNone(error: unknown): void {
  if (!(error instanceof AwsError) || error.code !== 'NoSuchTagSet') throw error;
}
