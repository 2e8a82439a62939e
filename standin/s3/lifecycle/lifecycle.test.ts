/** Lifecycle does at midnight UTC what its rules say, to what they are for, in the order that AWS gives them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteBucketLifecycleCommand,
  DeleteObjectCommand,
  CreateBucketCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  PutObjectRetentionCommand,
  PutObjectTaggingCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import { s3UnderTest } from '../s3-under-test';
import { Bucket, configure, contents, days, head, large, put, rule, setVersioning, withBucket } from './lifecycle-under-test';

test('the days of a rule are rounded up to the next midnight', async () => {
  await using s3 = await withBucket(undefined);
  await configure(s3, rule({ Expiration: { Days: 3 } }));
  await s3.pass(Duration.hours(10));
  await put(s3, 'a');
  await s3.pass(Duration.hours(14).plus(Duration.days(3)).minus(Duration.milliseconds(1)));
  assert.deepEqual(await contents(s3), ['a STANDARD *'], 'three days and a half old');
  await s3.pass(Duration.milliseconds(1));
  assert.deepEqual(await contents(s3), []);
});

test('an object expires for good, behind a delete marker, or under a null marker, as its bucket keeps versions', async () => {
  const expected = { never: [], Enabled: ['a marker *', 'a STANDARD', 'b marker *', 'b STANDARD', 'b STANDARD'], Suspended: ['a marker *', 'b marker *', 'b STANDARD'] };
  for (const versioning of [undefined, 'Enabled', 'Suspended'] as const) {
    await using s3 = await withBucket(versioning);
    await s3.pass(Duration.seconds(1));
    await put(s3, 'a');
    if (versioning === 'Suspended') await setVersioning(s3, 'Enabled');
    await put(s3, 'b');
    await s3.pass(Duration.seconds(1));
    if (versioning === 'Suspended') await setVersioning(s3, 'Suspended');
    await put(s3, 'b');
    await configure(s3, rule({ Expiration: { Days: 1 } }));
    await days(s3, 2);
    assert.deepEqual(await contents(s3), expected[versioning ?? 'never'], versioning);
  }
});

test('a date is due for every object, also for those that come later', async () => {
  await using s3 = await withBucket(undefined);
  await configure(s3, rule({ Expiration: { Date: new Date('2026-01-08T00:00:00Z') } }));
  await put(s3, 'early');
  await days(s3, 2);
  assert.deepEqual(await contents(s3), ['early STANDARD *']);
  await days(s3, 2);
  await s3.pass(Duration.hours(1));
  await put(s3, 'late');
  assert.deepEqual(await contents(s3), ['late STANDARD *']);
  await days(s3, 1);
  assert.deepEqual(await contents(s3), []);
});

test('noncurrent versions age from when they were followed, and the newest of them can be kept', async () => {
  await using s3 = await withBucket('Enabled');
  await configure(s3, rule({ NoncurrentVersionExpiration: { NoncurrentDays: 2, NewerNoncurrentVersions: 1 } }));
  await s3.pass(Duration.hours(1));
  for (let count = 0; count < 4; count += 1) {
    await put(s3, 'a');
    await s3.pass(Duration.hours(12));
  }
  await s3.pass(Duration.hours(22));
  assert.equal((await contents(s3)).length, 4);
  await s3.pass(Duration.hours(1));
  assert.equal((await contents(s3)).length, 3, 'followed after half a day, it goes after three');
  await days(s3, 1);
  assert.equal((await contents(s3)).length, 2);
  await days(s3, 9);
  assert.deepEqual(await contents(s3), ['a STANDARD *', 'a STANDARD']);
});

test('a delete marker makes noncurrent, and goes when it hides nothing any more', async () => {
  await using s3 = await withBucket('Enabled');
  await configure(s3, rule({ ID: 'old', NoncurrentVersionExpiration: { NoncurrentDays: 1 } }), rule({ ID: 'markers', Expiration: { ExpiredObjectDeleteMarker: true } }));
  await put(s3, 'a');
  await days(s3, 5);
  await s3.pass(Duration.hours(1));
  await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  await days(s3, 1);
  assert.deepEqual(await contents(s3), ['a marker *', 'a STANDARD']);
  await days(s3, 1);
  assert.deepEqual(await contents(s3), ['a marker *']);
  await days(s3, 1);
  assert.deepEqual(await contents(s3), []);
});

test('a rule that expires objects by days also removes markers that hide nothing, when they are as old', async () => {
  await using s3 = await withBucket('Enabled');
  await configure(s3, rule({ Expiration: { Days: 2 } }));
  await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  await s3.pass(Duration.days(2).minus(Duration.seconds(1)));
  assert.deepEqual(await contents(s3), ['a marker *']);
  await s3.pass(Duration.seconds(1));
  assert.deepEqual(await contents(s3), []);
});

test('a rule is for what its filter matches at the time', async () => {
  await using s3 = await withBucket(undefined);
  await put(s3, 'logs/1');
  await put(s3, 'logs/2', { Body: large });
  await put(s3, 'logs/3', { Tagging: 'keep=no&more=1' });
  await put(s3, 'data/1', { Tagging: 'keep=no' });
  await put(s3, 'data/2');
  const expire = { Expiration: { Days: 1 } };
  const gone = async (Filter: object): Promise<string[]> => {
    const before = await contents(s3);
    await configure(s3, rule({ ...expire, Filter }));
    await days(s3, 1);
    const after = await contents(s3);
    return before.filter((one) => !after.includes(one)).map((one) => one.split(' ')[0] ?? '');
  };
  await days(s3, 1);
  assert.deepEqual(await gone({ And: { Prefix: 'logs/', Tags: [{ Key: 'keep', Value: 'no' }] } }), ['logs/3']);
  assert.deepEqual(await gone({ And: { Tags: [{ Key: 'keep', Value: 'no' }, { Key: 'more', Value: '1' }] } }), [], 'one of the two is not enough');
  assert.deepEqual(await gone({ ObjectSizeGreaterThan: 1000 }), ['logs/2']);
  assert.deepEqual(await gone({ Prefix: 'logs/' }), ['logs/1']);
  assert.deepEqual(await gone({ And: { ObjectSizeLessThan: 4, Prefix: '' } }), []);
  assert.deepEqual(await gone({ Tag: { Key: 'keep', Value: 'yes' } }), []);
  await s3.client.send(new PutObjectTaggingCommand({ Bucket, Key: 'data/2', Tagging: { TagSet: [{ Key: 'keep', Value: 'yes' }] } }));
  assert.deepEqual(await gone({ Tag: { Key: 'keep', Value: 'yes' } }), ['data/2']);
});

test('a locked version is moved and hidden, and not removed until its lock is over', async () => {
  await using s3 = await s3UnderTest();
  await s3.client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  await put(s3, 'a', { Body: large });
  const RetainUntilDate = s3.clock.now().plus(Duration.days(5)).toDate();
  await s3.client.send(new PutObjectRetentionCommand({ Bucket, Key: 'a', Retention: { Mode: 'COMPLIANCE', RetainUntilDate } }));
  await configure(s3, rule({ Expiration: { Days: 1 }, NoncurrentVersionExpiration: { NoncurrentDays: 2 }, NoncurrentVersionTransitions: [{ NoncurrentDays: 1, StorageClass: 'GLACIER' }] }));
  await days(s3, 4);
  assert.deepEqual(await contents(s3), ['a marker *', 'a GLACIER']);
  await days(s3, 1);
  assert.deepEqual(await contents(s3), ['a marker *']);
});

test('uploads that are not finished in time are ended', async () => {
  await using s3 = await withBucket(undefined);
  await configure(s3, rule({ ID: 'tidy up', Filter: { Prefix: 'in/' }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 } }));
  await s3.pass(Duration.hours(1));
  const begun = await s3.client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'in/a' }));
  assert.deepEqual([begun.AbortDate, begun.AbortRuleId], [new Date('2026-01-08T00:00:00Z'), 'tidy up']);
  const other = await s3.client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'out/a' }));
  assert.equal(other.AbortDate, undefined);
  await s3.client.send(new UploadPartCommand({ Bucket, Key: 'in/a', UploadId: begun.UploadId, PartNumber: 1, Body: 'part' }));
  const parts = await s3.client.send(new ListPartsCommand({ Bucket, Key: 'in/a', UploadId: begun.UploadId }));
  assert.deepEqual(parts.AbortRuleId, 'tidy up');
  await days(s3, 2);
  const open = async () => (await s3.client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads?.map(({ Key }) => Key);
  assert.deepEqual(await open(), ['in/a', 'out/a']);
  await days(s3, 1);
  assert.deepEqual(await open(), ['out/a']);
});

test('answers say when an object expires, and by which rule', async () => {
  await using s3 = await withBucket('Enabled');
  const week = rule({ ID: 'Delete after 7 days', Filter: { Prefix: 'a' }, Expiration: { Days: 7 } });
  await configure(s3, rule({ ID: 'year', Expiration: { Days: 365 } }), week, { ...week, ID: 'same' }, rule({ ID: 'off', Status: 'Disabled', Expiration: { Days: 1 } }));
  await s3.pass(Duration.hours(1));
  const said = 'expiry-date="Tue, 13 Jan 2026 00:00:00 GMT", rule-id="Delete after 7 days"';
  const { Expiration, VersionId } = await put(s3, 'a');
  assert.equal(Expiration, said);
  assert.equal((await head(s3, 'a')).Expiration, said);
  assert.equal((await s3.client.send(new GetObjectCommand({ Bucket, Key: 'a' }))).Expiration, said);
  assert.equal((await head(s3, 'a', VersionId)).Expiration, undefined, 'not of a version that is named');
  assert.match((await put(s3, 'b')).Expiration ?? '', /rule-id="year"$/);
  await configure(s3, rule({ Expiration: { ExpiredObjectDeleteMarker: true } }));
  assert.equal((await put(s3, 'a')).Expiration, undefined);
  await configure(s3, rule({ ID: 'by date', Expiration: { Date: new Date('2027-01-01T00:00:00Z') } }));
  assert.equal((await put(s3, 'a')).Expiration, 'expiry-date="Fri, 01 Jan 2027 00:00:00 GMT", rule-id="by date"');
  await configure(s3, rule({ Expiration: { Days: 2 ** 31 - 1 } }));
  assert.equal((await head(s3, 'a')).Expiration, undefined, 'no date can be written for it');
  await configure(s3, rule({ ID: 'zwölf', Expiration: { Days: 12 } }));
  assert.match((await head(s3, 'a')).Expiration ?? '', /rule-id="zw%C3%B6lf"$/);
});

test('a large jump of the clock passes every midnight, and nothing is scheduled without a rule', async () => {
  await using s3 = await withBucket('Enabled');
  assert.equal(s3.clock.nextDue(), undefined);
  await configure(s3, rule({ Status: 'Disabled', Expiration: { Days: 1 } }));
  assert.equal(s3.clock.nextDue(), undefined);
  await configure(s3, rule({ Expiration: { Days: 1 }, NoncurrentVersionExpiration: { NoncurrentDays: 1 } }));
  await put(s3, 'a');
  await days(s3, 30);
  assert.deepEqual(await contents(s3), [], 'hidden, removed, and the marker after it');
  assert.equal(s3.clock.nextDue()?.toString(), '2026-02-05T00:00:00.000Z');
  await s3.client.send(new DeleteBucketLifecycleCommand({ Bucket }));
  assert.equal(s3.clock.nextDue(), undefined);
  await configure(s3, rule({ Expiration: { Days: 1 } }));
  await s3.client.send(new DeleteBucketCommand({ Bucket }));
  assert.equal(s3.clock.nextDue(), undefined);
  assert.deepEqual(s3.faults, []);
});

test('the bytes of what is removed are let go of', async () => {
  await using s3 = await withBucket(undefined);
  await configure(s3, rule({ Expiration: { Days: 1 } }));
  await put(s3, 'a');
  await days(s3, 1);
  await s3.client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'text' }));
  assert.deepEqual(await contents(s3), ['a STANDARD *']);
});
