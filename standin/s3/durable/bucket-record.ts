/** Puts on record what becomes of buckets, versions and uploads, so that they are there after a sudden end. */
import type { Journal } from '../../durable/journal';
import type { Bucket } from '../buckets/bucket';
import type { BucketSettings } from '../buckets/settings';
import type { Version } from '../keys/version';
import type { Part, Upload } from '../multipart/uploads';

/** The tables of the journal, each with what makes a key of it. */
export const tables = { buckets: 's3.buckets', versions: 's3.versions', uploads: 's3.uploads', parts: 's3.parts', written: 's3.written', made: 's3.made' } as const;

/** Joins the parts of a row's key. No bucket's name, version id or upload id holds a NUL; an object's key may, and so comes last. */
const joint = '\0';

export class BucketRecord {
  constructor(private readonly journal: Journal) {}

  bucketKept(bucket: Bucket, settings: BucketSettings): void {
    if (!this.journal.keeps) return;
    const { origin, written } = bucket;
    this.journal.put(tables.buckets, bucket.name, { origin, settings, written });
  }

  bucketGone(bucket: Bucket): void {
    if (!this.journal.keeps) return;
    this.journal.together(() => {
      this.journal.delete(tables.buckets, bucket.name);
      this.journal.delete(tables.written, bucket.name);
      this.journal.put(tables.made, bucket.name, bucket.origin.incarnation + 1);
    });
  }

  versionKept(bucket: Bucket, key: string, version: Version): void {
    if (this.journal.keeps) this.journal.put(tables.versions, versionKey(bucket, key, version), version);
  }

  versionGone(bucket: Bucket, key: string, version: Version): void {
    if (!this.journal.keeps) return;
    this.journal.together(() => {
      this.journal.delete(tables.versions, versionKey(bucket, key, version));
      // The next version must not get the id of one that is gone.
      this.journal.put(tables.written, bucket.name, bucket.written);
    });
  }

  uploadKept(bucket: Bucket, upload: Upload): void {
    if (!this.journal.keeps) return;
    const { parts: _parts, ...begun } = upload;
    this.journal.put(tables.uploads, [bucket.name, upload.id].join(joint), begun);
  }

  uploadGone(bucket: Bucket, upload: Upload): void {
    if (!this.journal.keeps) return;
    this.journal.together(() => {
      this.journal.delete(tables.uploads, [bucket.name, upload.id].join(joint));
      for (const part of upload.parts.values()) this.journal.delete(tables.parts, partKey(bucket, upload, part));
    });
  }

  partKept(bucket: Bucket, upload: Upload, part: Part): void {
    if (this.journal.keeps) this.journal.put(tables.parts, partKey(bucket, upload, part), part);
  }
}

/** The bucket, the id and the key that a row's key is made of. */
export function partsOfKey(key: string): [bucket: string, id: string, rest: string] {
  const [bucket = '', id = '', ...rest] = key.split(joint);
  return [bucket, id, rest.join(joint)];
}

function versionKey(bucket: Bucket, key: string, { id }: Version): string {
  return [bucket.name, id, key].join(joint);
}

function partKey(bucket: Bucket, { id }: Upload, { number }: Part): string {
  return [bucket.name, id, String(number)].join(joint);
}
