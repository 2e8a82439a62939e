/** S3: versioned buckets and their objects, versions and delete markers. */
import * as sdk from '@aws-sdk/client-s3';
import { Instant } from '../../time/instant';
import { AwsRefusal, noneWhen } from '../calls/refusal';
import type { CallOptions, S3Calls } from './s3-calls';

/** One version of an object, or a delete marker. */
export interface ObjectVersion {
  key: string;
  versionId: string;
  isLatest: boolean;
  isDeleteMarker: boolean;
  lastModified: Instant;
  /** `STANDARD`, `GLACIER` and so on; a delete marker has none. */
  storageClass?: string;
}

/** An object's content, and what its writer said of it. */
export interface StoredObject {
  content: Uint8Array;
  contentType: string;
  metadata: Readonly<Record<string, string>>;
  storageClass: string;
}

/** A key as a listing shows it. */
export interface ListedObject {
  key: string;
  etag: string;
  lastModified: Instant;
}

/** For calls that have a record of their own. */
export const quietly: CallOptions = { recorded: false };

const emptyingBatch = 500;

export class S3 {
  readonly #s3: S3Calls;

  constructor(s3: S3Calls) {
    this.#s3 = s3;
  }

  /** `locking`: with object lock from its first version on, which no bucket loses again. */
  async createBucket(bucket: string, { locking = false }: { locking?: boolean } = {}): Promise<void> {
    const elsewhere = this.#s3.region !== 'us-east-1';
    // us-east-1 takes no location constraint, every other region needs its own.
    const input: sdk.CreateBucketCommandInput = {
      Bucket: bucket,
      ...(locking && { ObjectLockEnabledForBucket: true }),
      ...(elsewhere && { CreateBucketConfiguration: { LocationConstraint: this.#s3.region as sdk.BucketLocationConstraint } }),
    };
    await this.#s3.ask('CreateBucket', input, () => this.#s3.client.send(new sdk.CreateBucketCommand(input)));
  }

  async exists(bucket: string): Promise<boolean> {
    const input = { Bucket: bucket };
    const answer = this.#s3.ask('HeadBucket', input, () => this.#s3.client.send(new sdk.HeadBucketCommand(input)));
    return (await noneWhen(['NotFound', 'NoSuchBucket'], answer)) !== undefined;
  }

  async tagBucket(bucket: string, tags: Readonly<Record<string, string>>): Promise<void> {
    const input = { Bucket: bucket, Tagging: { TagSet: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) } };
    await this.#s3.ask('PutBucketTagging', input, () => this.#s3.client.send(new sdk.PutBucketTaggingCommand(input)));
  }

  /** None where none were ever set. */
  async bucketTags(bucket: string): Promise<Record<string, string>> {
    const input = { Bucket: bucket };
    const answer = await noneWhen(['NoSuchTagSet'], this.#s3.ask('GetBucketTagging', input, () => this.#s3.client.send(new sdk.GetBucketTaggingCommand(input))));
    return Object.fromEntries((answer?.TagSet ?? []).map((tag) => [tag.Key ?? '', tag.Value ?? '']));
  }

  async enableVersioning(bucket: string): Promise<void> {
    const input: sdk.PutBucketVersioningCommandInput = { Bucket: bucket, VersioningConfiguration: { Status: 'Enabled' } };
    await this.#s3.ask('PutBucketVersioning', input, () => this.#s3.client.send(new sdk.PutBucketVersioningCommand(input)));
  }

  /** `Enabled`, `Suspended`, or undefined where versioning was never set. */
  async versioning(bucket: string): Promise<string | undefined> {
    const input = { Bucket: bucket };
    const answer = await this.#s3.ask('GetBucketVersioning', input, () => this.#s3.client.send(new sdk.GetBucketVersioningCommand(input)));
    return answer.Status;
  }

  async put(bucket: string, key: string, body: Uint8Array, options: CallOptions & { contentType?: string; metadata?: Readonly<Record<string, string>> } = {}): Promise<void> {
    const input = { Bucket: bucket, Key: key, Body: body, ContentType: options.contentType, ...(options.metadata && { Metadata: { ...options.metadata } }) };
    await this.#s3.ask('PutObject', input, () => this.#s3.client.send(new sdk.PutObjectCommand(input)), options);
  }

  /** The content of a key, or of one version of it; undefined when there is none. */
  async get(bucket: string, key: string, options: CallOptions & { versionId?: string } = {}): Promise<Uint8Array | undefined> {
    return (await this.read(bucket, key, options))?.content;
  }

  /** The content of a key with what its writer said of it; undefined when there is none. */
  async read(bucket: string, key: string, options: CallOptions & { versionId?: string } = {}): Promise<StoredObject | undefined> {
    const input = { Bucket: bucket, Key: key, VersionId: options.versionId };
    const send = async (): Promise<StoredObject> => {
      const answer = await this.#s3.client.send(new sdk.GetObjectCommand(input));
      // The body is read inside the call: on a virtual clock reading a stream is I/O too.
      const content = (await answer.Body?.transformToByteArray()) ?? new Uint8Array();
      return { content, contentType: answer.ContentType ?? '', metadata: answer.Metadata ?? {}, storageClass: answer.StorageClass ?? 'STANDARD' };
    };
    return noneWhen(['NoSuchKey', 'NoSuchVersion'], this.#s3.ask('GetObject', input, send, options));
  }

  /**
   * With no version: puts a delete marker. With one: removes that version, or that marker, for good.
   * `bypassGovernance` passes over a governance lock, where the caller may.
   */
  async delete(bucket: string, key: string, options: CallOptions & { versionId?: string; bypassGovernance?: boolean } = {}): Promise<void> {
    const input = { Bucket: bucket, Key: key, VersionId: options.versionId, ...(options.bypassGovernance && { BypassGovernanceRetention: true }) };
    await this.#s3.ask('DeleteObject', input, () => this.#s3.client.send(new sdk.DeleteObjectCommand(input)), options);
  }

  /** Makes an older version of a key its newest again, by copying it over the current one. */
  async copyVersionOver(bucket: string, key: string, versionId: string): Promise<void> {
    const source = `${bucket}/${key.split('/').map(encodeURIComponent).join('/')}?versionId=${encodeURIComponent(versionId)}`;
    const input: sdk.CopyObjectCommandInput = { Bucket: bucket, Key: key, CopySource: source, MetadataDirective: 'COPY' };
    await this.#s3.ask('CopyObject', input, () => this.#s3.client.send(new sdk.CopyObjectCommand(input)));
  }

  /** Every version and delete marker under a prefix, by key, the newest of each key first. */
  async versions(bucket: string, prefix: string, options: CallOptions = {}): Promise<ObjectVersion[]> {
    const found: ObjectVersion[] = [];
    let keyMarker: string | undefined;
    let versionIdMarker: string | undefined;
    do {
      const input = { Bucket: bucket, Prefix: prefix, KeyMarker: keyMarker, VersionIdMarker: versionIdMarker };
      const send = () => this.#s3.client.send(new sdk.ListObjectVersionsCommand(input));
      const page = await this.#s3.ask('ListObjectVersions', input, send, options);
      for (const version of page.Versions ?? []) found.push(asVersion(version, false));
      for (const marker of page.DeleteMarkers ?? []) found.push(asVersion(marker, true));
      keyMarker = page.IsTruncated ? page.NextKeyMarker : undefined;
      versionIdMarker = page.NextVersionIdMarker;
    } while (keyMarker !== undefined);
    return found.sort(byKeyThenNewest);
  }

  /** The keys that can be read now, in S3's order. */
  async keys(bucket: string, prefix: string, options: CallOptions = {}): Promise<string[]> {
    return (await this.listing(bucket, prefix, options)).map(({ key }) => key);
  }

  /** What can be read now, in S3's order. */
  async listing(bucket: string, prefix: string, options: CallOptions = {}): Promise<ListedObject[]> {
    const found: ListedObject[] = [];
    let token: string | undefined;
    do {
      const input = { Bucket: bucket, Prefix: prefix, ContinuationToken: token };
      const page = await this.#s3.ask('ListObjectsV2', input, () => this.#s3.client.send(new sdk.ListObjectsV2Command(input)), options);
      for (const { Key, ETag, LastModified } of page.Contents ?? []) {
        if (Key !== undefined && LastModified) found.push({ key: Key, etag: ETag ?? '', lastModified: Instant.ofDate(LastModified) });
      }
      token = page.NextContinuationToken;
    } while (token);
    return found;
  }

  /**
   * Removes every version and marker of a bucket, then the bucket. False when there was no such bucket.
   * Passes over governance locks, where the caller may. Throws AwsRefusal when something is locked all the same.
   */
  async deleteBucketWithContent(bucket: string, { locking = false }: { locking?: boolean } = {}): Promise<boolean> {
    const versions = await noneWhen(['NoSuchBucket'], this.versions(bucket, '', { recorded: false }));
    if (!versions) return false;
    for (let from = 0; from < versions.length; from += emptyingBatch) {
      const Objects = versions.slice(from, from + emptyingBatch).map(({ key, versionId }) => ({ Key: key, VersionId: versionId }));
      const input = { Bucket: bucket, Delete: { Objects, Quiet: true }, ...(locking && { BypassGovernanceRetention: true }) };
      const { Errors = [] } = await this.#s3.ask('DeleteObjects', input, () => this.#s3.client.send(new sdk.DeleteObjectsCommand(input)), { recorded: false });
      const [first] = Errors;
      if (first) throw new AwsRefusal('s3', 'DeleteObjects', first.Code ?? '', 200, `${Errors.length} versions stay, ${first.Key ?? ''} first: ${first.Message ?? ''}`);
    }
    await this.deleteBucket(bucket);
    return true;
  }

  /** Removes a bucket that holds nothing. */
  async deleteBucket(bucket: string): Promise<void> {
    await this.#s3.ask('DeleteBucket', { Bucket: bucket }, () => this.#s3.client.send(new sdk.DeleteBucketCommand({ Bucket: bucket })));
  }
}

function asVersion(version: sdk.ObjectVersion | sdk.DeleteMarkerEntry, isDeleteMarker: boolean): ObjectVersion {
  if (!version.LastModified) throw new Error(`S3 listed a version of ${version.Key ?? 'a key'} without its date`);
  return {
    key: version.Key ?? '',
    versionId: version.VersionId ?? '',
    isLatest: version.IsLatest ?? false,
    isDeleteMarker,
    lastModified: Instant.ofDate(version.LastModified),
    ...('StorageClass' in version && version.StorageClass !== undefined ? { storageClass: version.StorageClass } : {}),
  };
}

function byKeyThenNewest(a: ObjectVersion, b: ObjectVersion): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  if (a.isLatest !== b.isLatest) return a.isLatest ? -1 : 1;
  return b.lastModified.compare(a.lastModified);
}
