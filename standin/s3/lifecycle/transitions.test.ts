/** Objects go down the storage classes as their rules say, if they are worth it, and what conflicts is resolved as AWS does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PutBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import { Bucket, configure, contents, days, head, large, put, rule, withBucket } from './lifecycle-under-test';

test('objects go down the storage classes and change nothing else', async () => {
  await using s3 = await withBucket('Enabled');
  const { VersionId, ETag } = await put(s3, 'a', { Body: large });
  const { LastModified } = await head(s3, 'a');
  await configure(s3, rule({ Transitions: [{ Days: 30, StorageClass: 'STANDARD_IA' }, { Days: 60, StorageClass: 'GLACIER' }, { Days: 90, StorageClass: 'DEEP_ARCHIVE' }] }));
  for (const expected of ['STANDARD', 'STANDARD_IA', 'GLACIER', 'DEEP_ARCHIVE']) {
    assert.deepEqual(await contents(s3), [`a ${expected} *`]);
    await days(s3, 30);
  }
  const seen = await head(s3, 'a');
  assert.deepEqual([seen.VersionId, seen.ETag, seen.LastModified], [VersionId, ETag, LastModified]);
});

test('nothing goes up the storage classes', async () => {
  await using s3 = await withBucket(undefined);
  for (const StorageClass of ['GLACIER', 'ONEZONE_IA', 'DEEP_ARCHIVE'] as const) await put(s3, StorageClass, { Body: large, StorageClass });
  await configure(s3, rule({ Transitions: [{ Days: 0, StorageClass: 'GLACIER_IR' }] }));
  await days(s3, 1);
  assert.deepEqual(await contents(s3), ['DEEP_ARCHIVE DEEP_ARCHIVE *', 'GLACIER GLACIER *', 'ONEZONE_IA ONEZONE_IA *']);
});

test('from each storage class an object can go to those below it in AWS’s order, and to no other', async () => {
  const below = {
    STANDARD: ['STANDARD_IA', 'INTELLIGENT_TIERING', 'ONEZONE_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'],
    STANDARD_IA: ['INTELLIGENT_TIERING', 'ONEZONE_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'],
    INTELLIGENT_TIERING: ['ONEZONE_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'],
    ONEZONE_IA: ['GLACIER', 'DEEP_ARCHIVE'],
    GLACIER_IR: ['GLACIER', 'DEEP_ARCHIVE'],
    GLACIER: ['DEEP_ARCHIVE'],
    DEEP_ARCHIVE: [],
  } as const;
  const [classes, targets] = [Object.keys(below) as (keyof typeof below)[], below.STANDARD];
  await using s3 = await withBucket(undefined);
  for (const from of classes) for (const to of targets) await put(s3, `${to}/${from}`, { Body: large, StorageClass: from });
  await configure(s3, ...targets.map((to) => rule({ ID: to, Filter: { Prefix: `${to}/` }, Transitions: [{ Days: 30, StorageClass: to }] })));
  await days(s3, 30);
  const expected = targets.flatMap((to) => classes.map((from) => `${to}/${from} ${(below[from] as readonly string[]).includes(to) ? to : from} *`));
  assert.deepEqual(await contents(s3), expected.sort((a, b) => a.localeCompare(b)));
});

test('small objects are not moved, unless the rule or the configuration says so', async () => {
  await using s3 = await withBucket(undefined);
  await put(s3, 'small', { Body: large.subarray(1) });
  await put(s3, 'large', { Body: large });
  const glacier = { Transitions: [{ Days: 0, StorageClass: 'GLACIER' as const }] };
  await configure(s3, rule(glacier));
  await days(s3, 1);
  assert.deepEqual(await contents(s3), ['large GLACIER *', 'small STANDARD *']);
  const varies = { Bucket, TransitionDefaultMinimumObjectSize: 'varies_by_storage_class' } as const;
  const instant = rule({ Transitions: [{ Days: 0, StorageClass: 'GLACIER_IR' }] });
  await s3.client.send(new PutBucketLifecycleConfigurationCommand({ ...varies, LifecycleConfiguration: { Rules: [instant] } }));
  await days(s3, 1);
  assert.deepEqual(await contents(s3), ['large GLACIER *', 'small STANDARD *']);
  await configure(s3, { ...instant, Filter: { ObjectSizeGreaterThan: 100 } });
  await days(s3, 1);
  assert.deepEqual(await contents(s3), ['large GLACIER *', 'small GLACIER_IR *']);
  await s3.client.send(new PutBucketLifecycleConfigurationCommand({ ...varies, LifecycleConfiguration: { Rules: [rule(glacier)] } }));
  await days(s3, 1);
  assert.deepEqual(await contents(s3), ['large GLACIER *', 'small GLACIER *']);
});

test('noncurrent versions are archived, all but the newest of them', async () => {
  await using s3 = await withBucket('Enabled');
  for (let count = 0; count < 3; count += 1) {
    await put(s3, 'a', { Body: large });
    await s3.pass(Duration.minutes(1));
  }
  await configure(s3, rule({ NoncurrentVersionTransitions: [{ NoncurrentDays: 0, NewerNoncurrentVersions: 1, StorageClass: 'GLACIER' }] }));
  await days(s3, 1);
  assert.deepEqual(await contents(s3), ['a STANDARD *', 'a STANDARD', 'a GLACIER']);
});

test('of conflicting rules deletion for good comes first, then a transition, then a delete marker', async () => {
  const both = rule({ ID: 'move', Transitions: [{ Days: 1, StorageClass: 'GLACIER' }] });
  const expire = rule({ ID: 'expire', Expiration: { Days: 1 } });
  await using plain = await withBucket(undefined);
  await put(plain, 'a', { Body: large });
  await configure(plain, both, expire);
  await days(plain, 1);
  assert.deepEqual(await contents(plain), []);
  await using versioned = await withBucket('Enabled');
  await put(versioned, 'a', { Body: large });
  await configure(versioned, expire, both);
  await days(versioned, 1);
  assert.deepEqual(await contents(versioned), ['a GLACIER *']);
  await days(versioned, 1);
  assert.deepEqual(await contents(versioned), ['a marker *', 'a GLACIER']);
});

test('of two expirations the shorter one wins', async () => {
  await using s3 = await withBucket(undefined);
  await put(s3, 'logs/a');
  await put(s3, 'b');
  await configure(s3, rule({ ID: 'long', Expiration: { Days: 5 } }), rule({ ID: 'short', Filter: { Prefix: 'logs/' }, Expiration: { Days: 2 } }));
  await days(s3, 2);
  assert.deepEqual(await contents(s3), ['b STANDARD *']);
});

test('of two classes the cheaper one wins', async () => {
  await using s3 = await withBucket(undefined);
  await put(s3, 'a', { Body: large });
  await configure(s3, rule({ ID: '1', Transitions: [{ Days: 1, StorageClass: 'DEEP_ARCHIVE' }] }), rule({ ID: '2', Transitions: [{ Days: 1, StorageClass: 'INTELLIGENT_TIERING' }] }));
  await days(s3, 1);
  assert.deepEqual(await contents(s3), ['a DEEP_ARCHIVE *']);
});
