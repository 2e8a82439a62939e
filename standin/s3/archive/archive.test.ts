/** What lies in an archive cannot be read until it is brought back, which takes its tier's time and lasts for its days. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  RestoreObjectCommand,
  type RestoreRequest,
  type StorageClass,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import type { Mischief } from '../../index';
import { refusal, s3UnderTest, textOf, type S3UnderTest } from '../s3-under-test';

const Bucket = 'ledger';
const Key = 'old';

async function withArchived(StorageClass: StorageClass, ...mischief: Mischief[]): Promise<S3UnderTest> {
  const s3 = await s3UnderTest({ mischief });
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  await s3.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  await s3.client.send(new PutObjectCommand({ Bucket, Key, Body: 'long ago', StorageClass }));
  return s3;
}

const read = (s3: S3UnderTest, VersionId?: string) => s3.client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
const head = (s3: S3UnderTest) => s3.client.send(new HeadObjectCommand({ Bucket, Key }));
const restore = async (s3: S3UnderTest, RestoreRequest?: RestoreRequest, VersionId?: string) =>
  (await s3.client.send(new RestoreObjectCommand({ Bucket, Key, VersionId, RestoreRequest }))).$metadata.httpStatusCode;
const copy = (s3: S3UnderTest, to: string, more: object = {}) => s3.client.send(new CopyObjectCommand({ Bucket, Key: to, CopySource: `${Bucket}/${Key}`, ...more }));
const tier = (Tier: 'Expedited' | 'Standard' | 'Bulk', Days = 1): RestoreRequest => ({ Days, GlacierJobParameters: { Tier } });

test('an archived object can be looked at and not read', async () => {
  for (const StorageClass of ['GLACIER', 'DEEP_ARCHIVE'] as const) {
    await using s3 = await withArchived(StorageClass);
    const { code, status, message, fields } = await refusal(read(s3));
    assert.deepEqual([code, status, message, fields.StorageClass], ['InvalidObjectState', 403, "The operation is not valid for the object's storage class", StorageClass]);
    const copied = await refusal(copy(s3, 'copy'));
    assert.deepEqual([copied.code, copied.message], ['InvalidObjectState', "Operation is not valid for the source object's storage class"]);
    const { UploadId } = await s3.client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'copy' }));
    const part = s3.client.send(new UploadPartCopyCommand({ Bucket, Key: 'copy', UploadId, PartNumber: 1, CopySource: `${Bucket}/${Key}` }));
    assert.equal((await refusal(part)).code, 'InvalidObjectState');
    const seen = await head(s3);
    assert.deepEqual([seen.StorageClass, seen.ContentLength, seen.Restore], [StorageClass, 8, undefined]);
  }
});

test('what is archived for instant retrieval is read at once, and needs no restore', async () => {
  await using s3 = await withArchived('GLACIER_IR');
  assert.equal(await textOf(await read(s3)), 'long ago');
  const { code, status, message } = await refusal(restore(s3, tier('Standard')));
  assert.deepEqual([code, status, message], ['InvalidObjectState', 403, "Restore is not allowed for the object's current storage class"]);
});

test('a restore takes the time of its tier', async () => {
  const times = [
    ['GLACIER', 'Expedited', Duration.minutes(1), Duration.minutes(5)],
    ['GLACIER', 'Standard', Duration.hours(3), Duration.hours(5)],
    ['GLACIER', 'Bulk', Duration.hours(5), Duration.hours(12)],
    ['DEEP_ARCHIVE', 'Standard', Duration.hours(9), Duration.hours(12)],
    ['DEEP_ARCHIVE', 'Bulk', Duration.hours(24), Duration.hours(48)],
  ] as const;
  for (const [storageClass, name, least, most] of times) {
    await using s3 = await withArchived(storageClass);
    assert.equal(await restore(s3, tier(name, 3)), 202);
    await s3.pass(least.minus(Duration.seconds(1)));
    assert.equal((await head(s3)).Restore, 'ongoing-request="true"', `${storageClass} ${name}`);
    assert.equal((await refusal(read(s3))).code, 'InvalidObjectState');
    await s3.pass(most.minus(least).plus(Duration.seconds(1)));
    assert.match((await head(s3)).Restore ?? '', /^ongoing-request="false", expiry-date="/, `${storageClass} ${name}`);
    assert.equal(await textOf(await read(s3)), 'long ago');
  }
});

test('a platform that restores slowly takes ten times as long', async () => {
  await using s3 = await withArchived('GLACIER', 'slow-restore');
  await restore(s3, tier('Expedited'));
  await s3.pass(Duration.minutes(9));
  assert.equal((await head(s3)).Restore, 'ongoing-request="true"');
  await s3.pass(Duration.minutes(41));
  assert.equal(await textOf(await read(s3)), 'long ago');
});

test('the copy stays until the midnight after its days, and the object is in its archive all the while', async () => {
  await using s3 = await withArchived('GLACIER');
  await s3.pass(Duration.hours(10));
  await restore(s3, tier('Expedited', 3));
  await s3.pass(Duration.hours(1));
  const seen = await head(s3);
  assert.deepEqual([seen.Restore, seen.StorageClass], ['ongoing-request="false", expiry-date="Fri, 09 Jan 2026 00:00:00 GMT"', 'GLACIER']);
  await s3.pass(Duration.days(1));
  assert.equal(await restore(s3, { Days: 1 }), 200, 'the days can be changed, counted from now');
  assert.equal((await head(s3)).Restore, 'ongoing-request="false", expiry-date="Thu, 08 Jan 2026 00:00:00 GMT"');
  await s3.pass(Duration.hours(37).minus(Duration.seconds(1)));
  assert.equal(await textOf(await read(s3)), 'long ago');
  await s3.pass(Duration.seconds(1));
  assert.equal((await refusal(read(s3))).code, 'InvalidObjectState');
  assert.equal((await head(s3)).Restore, undefined);
  assert.equal(await restore(s3, { Days: 1 }), 202, 'it can be brought back again');
});

test('a copy that arrives when its days are over stays until the next midnight', async () => {
  await using s3 = await withArchived('DEEP_ARCHIVE', 'slow-restore');
  await restore(s3, tier('Standard', 1));
  for (let hours = 0; hours < 120 && (await head(s3)).Restore === 'ongoing-request="true"'; hours += 1) await s3.pass(Duration.hours(1));
  assert.equal(await textOf(await read(s3)), 'long ago');
  await s3.pass(Duration.hours(24));
  assert.equal((await refusal(read(s3))).code, 'InvalidObjectState');
});

test('a restore under way can be made faster and not begun again', async () => {
  await using s3 = await withArchived('GLACIER');
  await restore(s3, tier('Bulk'));
  const { code, status, message } = await refusal(restore(s3, tier('Bulk')));
  assert.deepEqual([code, status, message], ['RestoreAlreadyInProgress', 409, 'Object restore is already in progress.']);
  assert.equal(await restore(s3, tier('Expedited')), 202);
  assert.equal((await refusal(restore(s3, tier('Standard')))).code, 'RestoreAlreadyInProgress');
  await s3.pass(Duration.minutes(5));
  assert.equal(await textOf(await read(s3)), 'long ago');
});

test('a restore must ask for what there is', async () => {
  await using s3 = await withArchived('DEEP_ARCHIVE');
  const refused: [RestoreRequest | undefined, string][] = [
    [undefined, 'MalformedXML'],
    [{}, 'MalformedXML'],
    [{ Days: 0 }, 'InvalidArgument'],
    [{ Days: 2 ** 31 - 1 }, 'InvalidArgument'],
    [tier('Expedited'), 'InvalidArgument'],
    [{ Days: 1, Tier: 'Instant' as 'Bulk' }, 'MalformedXML'],
    [{ Days: 1, Type: 'SELECT' }, 'MethodNotAllowed'],
  ];
  for (const [request, code] of refused) assert.equal((await refusal(restore(s3, request))).code, code, JSON.stringify(request));
  assert.equal((await head(s3)).Restore, undefined);
});

test('a version is brought back by its id, and a delete marker is not', async () => {
  await using s3 = await withArchived('GLACIER');
  const { VersionId } = await head(s3);
  const { VersionId: marker } = await s3.client.send(new DeleteObjectCommand({ Bucket, Key }));
  assert.equal((await refusal(restore(s3, tier('Expedited')))).code, 'NoSuchKey');
  assert.equal((await refusal(restore(s3, tier('Expedited'), marker))).status, 405);
  await restore(s3, tier('Expedited'), VersionId);
  await s3.pass(Duration.minutes(5));
  assert.equal(await textOf(await read(s3, VersionId)), 'long ago');
});

test('copying a restored object onto itself brings it back for good', async () => {
  await using s3 = await withArchived('GLACIER');
  await restore(s3, tier('Expedited', 2));
  await s3.pass(Duration.minutes(5));
  await copy(s3, Key, { StorageClass: 'STANDARD' });
  await s3.pass(Duration.days(4));
  assert.equal(await textOf(await read(s3)), 'long ago');
  const seen = await head(s3);
  assert.deepEqual([seen.StorageClass, seen.Restore], [undefined, undefined]);
});

test('listings tell of restores when asked', async () => {
  await using s3 = await withArchived('GLACIER');
  const ask = { Bucket, OptionalObjectAttributes: ['RestoreStatus' as const] };
  const statuses = async (): Promise<unknown[]> => [
    (await s3.client.send(new ListObjectsV2Command(ask))).Contents?.[0]?.RestoreStatus,
    (await s3.client.send(new ListObjectVersionsCommand(ask))).Versions?.[0]?.RestoreStatus,
  ];
  assert.deepEqual(await statuses(), [undefined, undefined]);
  await restore(s3, tier('Expedited', 2));
  assert.deepEqual(await statuses(), [{ IsRestoreInProgress: true }, { IsRestoreInProgress: true }]);
  await s3.pass(Duration.minutes(5));
  const ready = { IsRestoreInProgress: false, RestoreExpiryDate: new Date('2026-01-07T00:00:00Z') };
  assert.deepEqual(await statuses(), [ready, ready]);
  assert.equal((await s3.client.send(new ListObjectsV2Command({ Bucket }))).Contents?.[0]?.RestoreStatus, undefined);
  const unknown = s3.client.send(new ListObjectsV2Command({ Bucket, OptionalObjectAttributes: ['Colour' as 'RestoreStatus'] }));
  assert.equal((await refusal(unknown)).code, 'InvalidArgument');
});
