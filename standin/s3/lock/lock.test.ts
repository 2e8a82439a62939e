/** Object lock: what is locked stays, for as long as its mode and its date say, and what is not can go. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  CreateBucketCommand,
  HeadObjectCommand,
  type ObjectLockConfiguration,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
} from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import { refusal, s3UnderTest, type S3UnderTest } from '../s3-under-test';
import { Bucket, counts, head, held, hold, inDays, Key, put, remove, retain, retention, withLock } from './lock-under-test';

const configure = (s3: S3UnderTest, ObjectLockConfiguration: ObjectLockConfiguration | undefined, bucket = Bucket) =>
  s3.client.send(new PutObjectLockConfigurationCommand({ Bucket: bucket, ObjectLockConfiguration }));
const protectedMessage = 'Access Denied because object protected by object lock.';

async function isProtected(call: Promise<unknown>): Promise<void> {
  const { code, status, message } = await refusal(call);
  assert.deepEqual([code, status, message], ['AccessDenied', 403, protectedMessage]);
}

test('a bucket made with object lock has versioning, and keeps it', async () => {
  await using s3 = await withLock();
  assert.equal((await s3.client.send(new GetBucketVersioningCommand({ Bucket }))).Status, 'Enabled');
  const { ObjectLockConfiguration } = await s3.client.send(new GetObjectLockConfigurationCommand({ Bucket }));
  assert.deepEqual(ObjectLockConfiguration, { ObjectLockEnabled: 'Enabled' });
  const { code, status } = await refusal(s3.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } })));
  assert.deepEqual([code, status], ['InvalidBucketState', 409]);
  await s3.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
});

test('a bucket without object lock knows nothing of it', async () => {
  await using s3 = await s3UnderTest();
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  const VersionId = (await put(s3)).VersionId;
  const none = await refusal(s3.client.send(new GetObjectLockConfigurationCommand({ Bucket })));
  assert.deepEqual([none.code, none.status], ['ObjectLockConfigurationNotFoundError', 404]);
  assert.equal((await refusal(configure(s3, { ObjectLockEnabled: 'Enabled' }))).code, 'InvalidBucketState');
  for (const call of [retention(s3), held(s3), hold(s3, 'ON'), retain(s3, {})]) {
    const { code, message } = await refusal(call);
    assert.deepEqual([code, message], ['InvalidRequest', 'Bucket is missing Object Lock Configuration']);
  }
  for (const asked of [true, false]) {
    const { code, fields } = await refusal(remove(s3, VersionId, asked));
    assert.deepEqual([code, fields.ArgumentName], ['InvalidArgument', 'x-amz-bypass-governance-retention']);
  }
  const written = await refusal(put(s3, { ObjectLockLegalHoldStatus: 'ON' }));
  assert.deepEqual([written.code, written.message], ['InvalidRequest', 'Bucket is missing ObjectLockConfiguration']);
});

test('object lock can be put on a versioned bucket, with a default that is checked', async () => {
  await using s3 = await s3UnderTest();
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  await s3.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  const Rule = { DefaultRetention: { Mode: 'GOVERNANCE', Days: 3 } } as const;
  await configure(s3, { ObjectLockEnabled: 'Enabled', Rule });
  const { ObjectLockConfiguration } = await s3.client.send(new GetObjectLockConfigurationCommand({ Bucket }));
  assert.deepEqual(ObjectLockConfiguration, { ObjectLockEnabled: 'Enabled', Rule });
  const refused: [object | undefined, string][] = [
    [undefined, 'MalformedXML'],
    [{ Rule }, 'MalformedXML'],
    [{ ObjectLockEnabled: 'Disabled', Rule }, 'MalformedXML'],
    [{ ObjectLockEnabled: 'Enabled', Rule: {} }, 'MalformedXML'],
    [{ ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'governance', Days: 3 } } }, 'MalformedXML'],
    [{ ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE' } } }, 'MalformedXML'],
    [{ ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1, Years: 1 } } }, 'MalformedXML'],
    [{ ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 0 } } }, 'InvalidArgument'],
    [{ ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Years: -1 } } }, 'InvalidArgument'],
    [{ ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 36_501 } } }, 'InvalidArgument'],
    [{ ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1, DefaultEventHold: { Days: 1 } } } }, 'NotImplemented'],
  ];
  for (const [configuration, code] of refused) assert.equal((await refusal(configure(s3, configuration))).code, code, JSON.stringify(configuration));
});

test('new objects get the default retention, counted from when they were made, unless they bring their own', async () => {
  await using s3 = await withLock();
  await put(s3, { Key: 'before' });
  await configure(s3, { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Years: 1 } } });
  await s3.pass(Duration.hours(5));
  await put(s3);
  const { ObjectLockMode, ObjectLockRetainUntilDate, ObjectLockLegalHoldStatus } = await head(s3);
  assert.deepEqual([ObjectLockMode, ObjectLockRetainUntilDate, ObjectLockLegalHoldStatus], ['COMPLIANCE', inDays(s3, 365), undefined]);
  await put(s3, { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: inDays(s3, 2), ObjectLockLegalHoldStatus: 'OFF' });
  assert.deepEqual(await retention(s3), { Mode: 'GOVERNANCE', RetainUntilDate: inDays(s3, 2) });
  assert.equal(await held(s3), 'OFF');
  await put(s3, { ObjectLockLegalHoldStatus: 'ON' });
  assert.equal((await retention(s3))?.Mode, 'COMPLIANCE');
  const before = await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'before' }));
  assert.equal(before.ObjectLockMode, undefined, 'what was there is left as it was');
});

test('the lock headers must make sense', async () => {
  await using s3 = await withLock();
  const date = inDays(s3, 1);
  const refused: [object, string, string][] = [
    [{ ObjectLockMode: 'GOVERNANCE' }, 'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied', 'x-amz-object-lock-retain-until-date'],
    [{ ObjectLockRetainUntilDate: date }, 'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied', 'x-amz-object-lock-mode'],
    [{ ObjectLockMode: 'governance', ObjectLockRetainUntilDate: date }, 'Unknown wormMode directive.', 'x-amz-object-lock-mode'],
    [{ ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: inDays(s3, 0) }, 'The retain until date must be in the future!', 'x-amz-object-lock-retain-until-date'],
    [{ ObjectLockLegalHoldStatus: 'wrong' }, "Legal Hold must be either of 'ON' or 'OFF'", 'x-amz-object-lock-legal-hold'],
  ];
  const upload = (headers: object) => s3.client.send(new CreateMultipartUploadCommand({ Bucket, Key, ...headers }));
  for (const [headers, message, argument] of refused) {
    for (const call of [put(s3, headers), upload(headers)]) {
      const { code, message: said, fields } = await refusal(call);
      assert.deepEqual([code, said, fields.ArgumentName], ['InvalidArgument', message, argument]);
    }
  }
  assert.equal((await refusal(put(s3, { ObjectLockEventHold: 'ON' }))).status, 501);
});

test('a locked object must come with a digest', async () => {
  await using s3 = await withLock();
  const bare = (more: object = {}) => {
    const command = new PutObjectCommand({ Bucket, Key, Body: 'signed', ...more });
    command.middlewareStack.add(
      (next) => (args) => {
        const { headers } = args.request as { headers: Record<string, string> };
        for (const name of Object.keys(headers)) if (/checksum|trailer/.test(name)) delete headers[name];
        return next(args);
      },
      { step: 'build', priority: 'low' },
    );
    return s3.client.send(command);
  };
  await bare();
  const { code, message } = await refusal(bare({ ObjectLockLegalHoldStatus: 'ON' }));
  assert.deepEqual([code, message], ['InvalidRequest', 'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters']);
  await configure(s3, { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } } });
  assert.equal((await refusal(bare())).code, 'InvalidRequest', 'also where the bucket locks by default');
});

test('a locked version can be hidden and written over, and not removed', async () => {
  await using s3 = await withLock();
  const { VersionId } = await put(s3, { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: inDays(s3, 1) });
  await put(s3, { Body: 'newer' });
  assert.equal((await remove(s3, undefined)).DeleteMarker, true);
  await isProtected(remove(s3, VersionId));
  const { Errors, Deleted } = await s3.client.send(
    new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key, VersionId }, { Key: 'other' }] } }),
  );
  assert.deepEqual(Errors?.map(({ Code, Message, VersionId: id }) => [Code, Message, id]), [['AccessDenied', protectedMessage, VersionId]]);
  assert.deepEqual(Deleted?.map((deleted) => deleted.Key), ['other']);
  assert.deepEqual(await counts(s3), [2, 2]);
  await s3.pass(Duration.days(1));
  await remove(s3, VersionId);
  assert.deepEqual(await counts(s3), [1, 2], 'when its time is over, it can go');
});

test('governance gives way to who asks for it and may', async () => {
  await using s3 = await withLock();
  const { VersionId } = await put(s3, { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: inDays(s3, 10) });
  await retain(s3, { Mode: 'GOVERNANCE', RetainUntilDate: inDays(s3, 20) });
  await isProtected(retain(s3, { Mode: 'GOVERNANCE', RetainUntilDate: inDays(s3, 19) }));
  await isProtected(retain(s3, { Mode: 'COMPLIANCE', RetainUntilDate: inDays(s3, 30) }));
  await isProtected(retain(s3, {}));
  await retain(s3, { Mode: 'GOVERNANCE', RetainUntilDate: inDays(s3, 5) }, true);
  assert.deepEqual(await retention(s3), { Mode: 'GOVERNANCE', RetainUntilDate: inDays(s3, 5) });
  await retain(s3, {}, true);
  assert.equal((await refusal(retention(s3))).code, 'NoSuchObjectLockConfiguration');
  await retain(s3, { Mode: 'GOVERNANCE', RetainUntilDate: inDays(s3, 5) });
  await isProtected(remove(s3, VersionId, false));
  await remove(s3, VersionId, true);
  assert.deepEqual(await counts(s3), [0, 0]);
});

test('compliance gives way to nobody, and is only ever extended', async () => {
  await using s3 = await withLock();
  const { VersionId } = await put(s3, { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: inDays(s3, 10) });
  for (const bypass of [false, true]) {
    await isProtected(remove(s3, VersionId, bypass));
    await isProtected(retain(s3, { Mode: 'COMPLIANCE', RetainUntilDate: inDays(s3, 9) }, bypass));
    await isProtected(retain(s3, { Mode: 'GOVERNANCE', RetainUntilDate: inDays(s3, 20) }, bypass));
    await isProtected(retain(s3, {}, bypass));
  }
  await retain(s3, { Mode: 'COMPLIANCE', RetainUntilDate: inDays(s3, 20) });
  await s3.pass(Duration.days(19));
  await isProtected(remove(s3, VersionId, true));
  await s3.pass(Duration.days(1));
  await remove(s3, VersionId);
});

test('a legal hold keeps a version until it is taken off, whatever its retention', async () => {
  await using s3 = await withLock();
  const { VersionId } = await put(s3, { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: inDays(s3, 1) });
  assert.equal((await head(s3)).ObjectLockLegalHoldStatus, undefined);
  assert.equal((await refusal(held(s3))).code, 'NoSuchObjectLockConfiguration');
  await hold(s3, 'ON');
  assert.equal((await head(s3)).ObjectLockLegalHoldStatus, 'ON');
  await isProtected(remove(s3, VersionId, true));
  await s3.pass(Duration.days(2));
  await isProtected(remove(s3, VersionId));
  await hold(s3, 'OFF');
  assert.equal(await held(s3), 'OFF');
  assert.equal((await retention(s3))?.Mode, 'GOVERNANCE', 'the retention is still told when it is over');
  await remove(s3, VersionId);
});

test('what is asked of a version that cannot be locked is refused', async () => {
  await using s3 = await withLock();
  assert.deepEqual((await refusal(retention(s3))).code, 'NoSuchKey');
  await put(s3);
  for (const call of [retention(s3), held(s3)]) {
    const { code, status, message } = await refusal(call);
    assert.deepEqual([code, status, message], ['NoSuchObjectLockConfiguration', 404, 'The specified object does not have a ObjectLock configuration']);
  }
  assert.equal((await refusal(retain(s3, { Mode: 'GOVERNANCE' }))).code, 'MalformedXML');
  assert.equal((await refusal(hold(s3))).code, 'MalformedXML');
  const past = await refusal(retain(s3, { Mode: 'GOVERNANCE', RetainUntilDate: inDays(s3, -1) }));
  assert.deepEqual([past.code, past.message, past.fields.ArgumentName], ['InvalidArgument', 'The retain until date must be in the future!', 'RetainUntilDate']);
  const { VersionId } = await remove(s3, undefined);
  const RetainUntilDate = inDays(s3, 1);
  const onMarker = await refusal(s3.client.send(new PutObjectRetentionCommand({ Bucket, Key, VersionId, Retention: { Mode: 'GOVERNANCE', RetainUntilDate } })));
  assert.deepEqual([onMarker.code, onMarker.status, onMarker.fields.ResourceType], ['MethodNotAllowed', 405, 'DeleteMarker']);
  assert.equal((await refusal(s3.client.send(new GetObjectRetentionCommand({ Bucket, Key, VersionId })))).status, 405);
});

test('a copy of a locked version is not locked, unless it is asked to be', async () => {
  await using s3 = await withLock();
  await put(s3, { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: inDays(s3, 9), ObjectLockLegalHoldStatus: 'ON' });
  const copy = (to: string, more: object = {}) => s3.client.send(new CopyObjectCommand({ Bucket, Key: to, CopySource: `${Bucket}/${Key}`, ...more }));
  await copy('plain');
  await copy('locked', { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: inDays(s3, 3) });
  const modes = await Promise.all(['plain', 'locked'].map((name) => s3.client.send(new HeadObjectCommand({ Bucket, Key: name }))));
  assert.deepEqual(modes.map((answer) => [answer.ObjectLockMode, answer.ObjectLockLegalHoldStatus]), [[undefined, undefined], ['GOVERNANCE', undefined]]);
});

test('a platform that ignores locks removes what is locked', async () => {
  await using s3 = await withLock('ignored-lock');
  const { VersionId } = await put(s3, { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: inDays(s3, 9) });
  await remove(s3, VersionId);
  assert.deepEqual(await counts(s3), [0, 0]);
});
