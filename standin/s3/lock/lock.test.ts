/** Object lock: what is locked stays, for as long as its mode and its date say, and what is not can go. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  PutBucketPolicyCommand,
  PutObjectRetentionCommand,
} from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import { refusal } from '../s3-under-test';
import { Bucket, counts, head, held, hold, inDays, Key, put, remove, retain, retention, withLock } from './lock-under-test';

const protectedMessage = 'Access Denied because object protected by object lock.';

async function isProtected(call: Promise<unknown>): Promise<void> {
  const { code, status, message } = await refusal(call);
  assert.deepEqual([code, status, message], ['AccessDenied', 403, protectedMessage]);
}

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

test('who may not pass over governance is refused, and who may not ask for a lock is not told of it', async () => {
  await using s3 = await withLock();
  const { VersionId } = await put(s3, { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: inDays(s3, 10), ObjectLockLegalHoldStatus: 'OFF' });
  const deny = async (...Action: string[]): Promise<void> => {
    const Statement = [{ Effect: 'Deny', Principal: '*', Action, Resource: `arn:aws:s3:::${Bucket}/*` }];
    await s3.client.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }));
  };
  await deny('s3:BypassGovernanceRetention', 's3:GetObjectRetention');
  await isProtected(remove(s3, VersionId, true));
  await isProtected(retain(s3, {}, true));
  const seen = await head(s3);
  assert.deepEqual([seen.ObjectLockMode, seen.ObjectLockRetainUntilDate, seen.ObjectLockLegalHoldStatus], [undefined, undefined, 'OFF']);
  await deny('s3:GetObjectLegalHold');
  const { ObjectLockMode, ObjectLockLegalHoldStatus } = await head(s3);
  assert.deepEqual([ObjectLockMode, ObjectLockLegalHoldStatus], ['GOVERNANCE', undefined]);
  await remove(s3, VersionId, true);
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
