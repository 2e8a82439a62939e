/** For tests: everything that can be read of a bucket, against its model. */
import assert from 'node:assert/strict';
import {
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { textOf } from '../../s3-under-test';
import { type BucketModel, etagOf, type Held, isReadable } from './bucket-model';
import { nowOf, type Run } from './run';
import type { Step } from './steps';

const inBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** One line for each version, as a list shows it. */
function row(key: string, held: Held, isLatest: boolean): string {
  const what = held.body === undefined ? 'marker' : `${held.storageClass} ${held.body.length} ${etagOf(held)}`;
  return `${key} ${held.id} ${isLatest} ${Math.floor(held.made / 1_000)} ${what}`;
}

function rowsOf(model: BucketModel, prefix = ''): string[] {
  return model.inOrder().filter((key) => key.startsWith(prefix)).flatMap((key) => model.of(key).map((held, index) => row(key, held, index === 0)));
}

type Listed = Pick<ListObjectVersionsCommandOutput, 'Versions' | 'DeleteMarkers'>;

/** The rows of a list, object versions and delete markers apart as the client has them. */
function listed({ Versions = [], DeleteMarkers = [] }: Listed): { objects: string[]; markers: string[] } {
  const objects = Versions.map(({ Key, VersionId, IsLatest, LastModified, StorageClass, Size, ETag }) => `${Key} ${VersionId} ${IsLatest} ${Math.floor((LastModified?.getTime() ?? 0) / 1_000)} ${StorageClass} ${Size} ${ETag}`);
  const markers = DeleteMarkers.map(({ Key, VersionId, IsLatest, LastModified }) => `${Key} ${VersionId} ${IsLatest} ${Math.floor((LastModified?.getTime() ?? 0) / 1_000)} marker`);
  return { objects, markers };
}

const apart = (rows: string[]): { objects: string[]; markers: string[] } => ({ objects: rows.filter((one) => !one.endsWith('marker')), markers: rows.filter((one) => one.endsWith('marker')) });

/** Takes over the ids of markers that lifecycle put, which only a list tells. */
export async function adoptIds({ client, Bucket, model }: Run): Promise<void> {
  if (![...model.keys.values()].flat().some(({ id }) => id === undefined)) return;
  const { DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
  for (const [key, versions] of model.keys) {
    const known = new Set(versions.map(({ id }) => id));
    const unknown = DeleteMarkers.filter(({ Key, VersionId }) => Key === key && !known.has(VersionId));
    for (const held of versions) if (held.id === undefined) held.id = unknown.shift()?.VersionId;
  }
}

export async function compareLists({ client, Bucket, model }: Run): Promise<void> {
  assert.deepEqual(listed(await client.send(new ListObjectVersionsCommand({ Bucket }))), apart(rowsOf(model)));
}

/** Each object read by itself, the uploads, and the replica. */
export async function compareAll(run: Run): Promise<void> {
  const { client, Bucket, model } = run;
  await compareLists(run);
  for (const key of model.inOrder()) for (const held of model.of(key)) if (held.body !== undefined) await compareObject(run, key, held);
  const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket }));
  const open = [...model.uploads].sort((a, b) => inBytes(a.key, b.key) || a.begun - b.begun);
  assert.deepEqual(Uploads.map(({ Key }) => Key), open.map(({ key }) => key));
  assert.deepEqual(new Set(Uploads.map(({ UploadId }) => UploadId)), new Set(open.map(({ id }) => id)));
}

async function compareObject(run: Run, Key: string, held: Held): Promise<void> {
  const now = nowOf(run);
  const named = { Bucket: run.Bucket, Key, VersionId: held.id };
  const got = isReadable(held, now) ? await run.client.send(new GetObjectCommand(named)) : undefined;
  const head = got ?? (await run.client.send(new HeadObjectCommand(named)));
  const { lock, restored, passage } = held;
  const isThere = restored !== undefined && now < restored.until;
  const actual = {
    storageClass: head.StorageClass ?? 'STANDARD',
    mode: head.ObjectLockMode,
    until: head.ObjectLockRetainUntilDate?.getTime(),
    hold: head.ObjectLockLegalHoldStatus,
    restore: head.Restore,
    replication: head.ReplicationStatus,
  };
  const copy = restored?.arrived ? `ongoing-request="false", expiry-date="${new Date(restored.until).toUTCString()}"` : 'ongoing-request="true"';
  const hold = lock.hold === undefined ? undefined : lock.hold ? 'ON' : 'OFF';
  assert.deepEqual(actual, { storageClass: held.storageClass, mode: lock.mode, until: lock.until, hold, restore: isThere ? copy : undefined, replication: passage?.status }, `${Key} ${held.id}`);
  if (got) assert.equal(await textOf(got), held.body);
  assert.equal(head.TagCount, held.tag === undefined ? undefined : 1);
  if (held.tag === undefined) return;
  const { TagSet } = await run.client.send(new GetObjectTaggingCommand(named));
  assert.deepEqual(TagSet?.map(({ Value }) => Value), [held.tag]);
}

/** At the replica: what was carried there, in the order of the source, whatever was deleted at the source since. */
export async function compareReplica({ s3, replica, model }: Run): Promise<void> {
  const all = await s3.west.send(new ListObjectVersionsCommand({ Bucket: replica }));
  const rows = [...model.replica].sort(([a], [b]) => inBytes(a, b)).flatMap(([key, copies]) =>
    copies.map((copied) => ({ ...copied, lock: {} })).reverse().sort((a, b) => b.made - a.made).map((copied) => `${key} ${copied.id} ${copied.body === undefined ? 'marker' : copied.storageClass}`),
  );
  const { Versions = [], DeleteMarkers = [] } = all;
  const there = [...Versions.map(({ Key, VersionId, StorageClass }) => `${Key} ${VersionId} ${StorageClass}`), ...DeleteMarkers.map(({ Key, VersionId }) => `${Key} ${VersionId} marker`)];
  assert.deepEqual(there.sort(), [...rows].sort());
  for (const [Key, copies] of model.replica) {
    for (const { id: VersionId, body, tag, storageClass } of copies) {
      if (body === undefined || storageClass === 'GLACIER') continue;
      assert.equal(await textOf(await s3.west.send(new GetObjectCommand({ Bucket: replica, Key, VersionId }))), body);
      const { TagSet } = await s3.west.send(new GetObjectTaggingCommand({ Bucket: replica, Key, VersionId }));
      assert.deepEqual(TagSet?.map(({ Value }) => Value), tag === undefined ? [] : [tag], `tags of ${Key} at the replica`);
    }
  }
}

/** Both lists, page by page. */
export async function comparePages(run: Run, { prefix, delimiter, most }: Extract<Step, { act: 'list' }>): Promise<void> {
  const { client, Bucket, model } = run;
  const keys = model.inOrder().filter((key) => model.current(key)?.body !== undefined);
  assert.deepEqual(await pagesOfObjects(client, { Bucket, Prefix: prefix, Delimiter: delimiter || undefined, MaxKeys: most }), [...new Set(keys.filter((key) => key.startsWith(prefix)).map(folded))]);
  const shown: string[] = [];
  for (let KeyMarker: string | undefined, VersionIdMarker: string | undefined; ; ) {
    const page = await client.send(new ListObjectVersionsCommand({ Bucket, Prefix: prefix, MaxKeys: most, KeyMarker, VersionIdMarker }));
    const { objects, markers } = listed(page);
    assert.ok(objects.length + markers.length <= most);
    shown.push(...objects, ...markers);
    if (!page.IsTruncated) break;
    [KeyMarker, VersionIdMarker] = [page.NextKeyMarker, page.NextVersionIdMarker];
  }
  assert.deepEqual(shown.sort(), rowsOf(model, prefix).sort());

  function folded(key: string): string {
    const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    return at < 0 ? key : key.slice(0, at + 1);
  }
}

async function pagesOfObjects(client: S3Client, asked: { Bucket: string; Prefix: string; Delimiter: string | undefined; MaxKeys: number }): Promise<string[]> {
  const all: string[] = [];
  for (let ContinuationToken: string | undefined; ; ) {
    const page = await client.send(new ListObjectsV2Command({ ...asked, ContinuationToken }));
    const names = [...(page.Contents ?? []).map(({ Key = '' }) => Key), ...(page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix)].sort(inBytes);
    assert.equal(page.KeyCount, names.length);
    assert.ok(names.length <= asked.MaxKeys);
    all.push(...names);
    if (!page.IsTruncated) return all;
    ContinuationToken = page.NextContinuationToken;
  }
}
