/** S3: versioned buckets and their objects, versions and delete markers. */
import * as sdk from '@aws-sdk/client-s3';
import { Instant } from '../time/instant';
import { clientConfig, signingByClock } from './client-config';
import { AwsRefusal } from './refusal';
import type { Caller } from './services';
import type { ClientSettings } from './target';

/** One version of an object, or a delete marker. */
export interface ObjectVersion {
  key: string;
  versionId: string;
  isLatest: boolean;
  isDeleteMarker: boolean;
  lastModified: Instant;
}

/** Whether a call stands in the ledger by itself; those that write witnesses or read data have a record of their own. */
export interface CallOptions {
  recorded?: boolean;
}

const emptyingBatch = 500;

export class S3 {
  readonly #client: sdk.S3Client;
  readonly #region: string;
  readonly #call: Caller;

  constructor(settings: ClientSettings, call: Caller) {
    this.#client = signingByClock(new sdk.S3Client({ ...clientConfig(settings), forcePathStyle: true }), settings);
    this.#region = settings.region;
    this.#call = call;
  }

  async createBucket(bucket: string): Promise<void> {
    const elsewhere = this.#region !== 'us-east-1';
    // us-east-1 takes no location constraint, every other region needs its own.
    const input: sdk.CreateBucketCommandInput = {
      Bucket: bucket,
      ...(elsewhere && { CreateBucketConfiguration: { LocationConstraint: this.#region as sdk.BucketLocationConstraint } }),
    };
    await this.#ask('CreateBucket', input, () => this.#client.send(new sdk.CreateBucketCommand(input)));
  }

  async exists(bucket: string): Promise<boolean> {
    const input = { Bucket: bucket };
    const answer = this.#ask('HeadBucket', input, () => this.#client.send(new sdk.HeadBucketCommand(input)));
    return (await noneWhen(['NotFound', 'NoSuchBucket'], answer)) !== undefined;
  }

  async tagBucket(bucket: string, tags: Readonly<Record<string, string>>): Promise<void> {
    const input = { Bucket: bucket, Tagging: { TagSet: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) } };
    await this.#ask('PutBucketTagging', input, () => this.#client.send(new sdk.PutBucketTaggingCommand(input)));
  }

  /** None where none were ever set. */
  async bucketTags(bucket: string): Promise<Record<string, string>> {
    const input = { Bucket: bucket };
    const answer = await noneWhen(['NoSuchTagSet'], this.#ask('GetBucketTagging', input, () => this.#client.send(new sdk.GetBucketTaggingCommand(input))));
    return Object.fromEntries((answer?.TagSet ?? []).map((tag) => [tag.Key ?? '', tag.Value ?? '']));
  }

  async enableVersioning(bucket: string): Promise<void> {
    const input: sdk.PutBucketVersioningCommandInput = { Bucket: bucket, VersioningConfiguration: { Status: 'Enabled' } };
    await this.#ask('PutBucketVersioning', input, () => this.#client.send(new sdk.PutBucketVersioningCommand(input)));
  }

  /** `Enabled`, `Suspended`, or undefined where versioning was never set. */
  async versioning(bucket: string): Promise<string | undefined> {
    const input = { Bucket: bucket };
    const answer = await this.#ask('GetBucketVersioning', input, () => this.#client.send(new sdk.GetBucketVersioningCommand(input)));
    return answer.Status;
  }

  async put(bucket: string, key: string, body: Uint8Array, options: CallOptions & { contentType?: string } = {}): Promise<void> {
    const input = { Bucket: bucket, Key: key, Body: body, ContentType: options.contentType };
    await this.#ask('PutObject', input, () => this.#client.send(new sdk.PutObjectCommand(input)), options);
  }

  /** The content of a key, or of one version of it; undefined when there is none. */
  async get(bucket: string, key: string, options: CallOptions & { versionId?: string } = {}): Promise<Uint8Array | undefined> {
    const input = { Bucket: bucket, Key: key, VersionId: options.versionId };
    const send = async (): Promise<Uint8Array | undefined> => {
      const answer = await this.#client.send(new sdk.GetObjectCommand(input));
      // The body is read inside the call: on a virtual clock reading a stream is I/O too.
      return answer.Body?.transformToByteArray();
    };
    return noneWhen(['NoSuchKey', 'NoSuchVersion'], this.#ask('GetObject', input, send, options));
  }

  /** With no version: puts a delete marker. With one: removes that version, or that marker, for good. */
  async delete(bucket: string, key: string, options: CallOptions & { versionId?: string } = {}): Promise<void> {
    const input = { Bucket: bucket, Key: key, VersionId: options.versionId };
    await this.#ask('DeleteObject', input, () => this.#client.send(new sdk.DeleteObjectCommand(input)), options);
  }

  /** Makes an older version of a key its newest again, by copying it over the current one. */
  async copyVersionOver(bucket: string, key: string, versionId: string): Promise<void> {
    const source = `${bucket}/${key.split('/').map(encodeURIComponent).join('/')}?versionId=${encodeURIComponent(versionId)}`;
    const input: sdk.CopyObjectCommandInput = { Bucket: bucket, Key: key, CopySource: source, MetadataDirective: 'COPY' };
    await this.#ask('CopyObject', input, () => this.#client.send(new sdk.CopyObjectCommand(input)));
  }

  /** Every version and delete marker under a prefix, by key, the newest of each key first. */
  async versions(bucket: string, prefix: string, options: CallOptions = {}): Promise<ObjectVersion[]> {
    const found: ObjectVersion[] = [];
    let keyMarker: string | undefined;
    let versionIdMarker: string | undefined;
    do {
      const input = { Bucket: bucket, Prefix: prefix, KeyMarker: keyMarker, VersionIdMarker: versionIdMarker };
      const send = () => this.#client.send(new sdk.ListObjectVersionsCommand(input));
      const page = await this.#ask('ListObjectVersions', input, send, options);
      for (const version of page.Versions ?? []) found.push(asVersion(version, false));
      for (const marker of page.DeleteMarkers ?? []) found.push(asVersion(marker, true));
      keyMarker = page.IsTruncated ? page.NextKeyMarker : undefined;
      versionIdMarker = page.NextVersionIdMarker;
    } while (keyMarker !== undefined);
    return found.sort(byKeyThenNewest);
  }

  /** The keys that can be read now, in S3's order. */
  async keys(bucket: string, prefix: string, options: CallOptions = {}): Promise<string[]> {
    const found: string[] = [];
    let token: string | undefined;
    do {
      const input = { Bucket: bucket, Prefix: prefix, ContinuationToken: token };
      const page = await this.#ask('ListObjectsV2', input, () => this.#client.send(new sdk.ListObjectsV2Command(input)), options);
      found.push(...(page.Contents ?? []).map((object) => object.Key ?? ''));
      token = page.NextContinuationToken;
    } while (token);
    return found;
  }

  /** Removes every version and marker of a bucket, then the bucket. False when there was no such bucket. */
  async deleteBucketWithContent(bucket: string): Promise<boolean> {
    const versions = await noneWhen(['NoSuchBucket'], this.versions(bucket, '', { recorded: false }));
    if (!versions) return false;
    for (let from = 0; from < versions.length; from += emptyingBatch) {
      const Objects = versions.slice(from, from + emptyingBatch).map(({ key, versionId }) => ({ Key: key, VersionId: versionId }));
      const input = { Bucket: bucket, Delete: { Objects, Quiet: true } };
      await this.#ask('DeleteObjects', input, () => this.#client.send(new sdk.DeleteObjectsCommand(input)), { recorded: false });
    }
    await this.#ask('DeleteBucket', { Bucket: bucket }, () => this.#client.send(new sdk.DeleteBucketCommand({ Bucket: bucket })));
    return true;
  }

  #ask<Output>(operation: string, input: object, send: () => Promise<Output>, options: CallOptions = {}): Promise<Output> {
    return this.#call({ service: 's3', operation, region: this.#region, input, send, recorded: options.recorded });
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
  };
}

function byKeyThenNewest(a: ObjectVersion, b: ObjectVersion): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  if (a.isLatest !== b.isLatest) return a.isLatest ? -1 : 1;
  return b.lastModified.compare(a.lastModified);
}

async function noneWhen<T>(codes: readonly string[], answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AwsRefusal && codes.includes(error.code)) return undefined;
    throw error;
  }
}
