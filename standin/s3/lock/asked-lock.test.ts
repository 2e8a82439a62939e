/** How a bucket comes to lock, and what new objects are locked with: by their headers, or by default. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateMultipartUploadCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  CreateBucketCommand,
  HeadObjectCommand,
  type ObjectLockConfiguration,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import { refusal, s3UnderTest, type S3UnderTest } from '../s3-under-test';
import { Bucket, head, held, hold, inDays, Key, put, remove, retain, retention, withLock } from './lock-under-test';

const configure = (s3: S3UnderTest, ObjectLockConfiguration: ObjectLockConfiguration | undefined, bucket = Bucket) =>
  s3.client.send(new PutObjectLockConfigurationCommand({ Bucket: bucket, ObjectLockConfiguration }));

test('a bucket made with object lock has versioning, and keeps it', async () => {
  await using s3 = await withLock();
  assert.equal((await s3.client.send(new GetBucketVersioningCommand({ Bucket }))).Status, 'Enabled');
  const { ObjectLockConfiguration } = await s3.client.send(new GetObjectLockConfigurationCommand({ Bucket }));
  assert.deepEqual(ObjectLockConfiguration, { ObjectLockEnabled: 'Enabled' });
  const { code, status, message } = await refusal(s3.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } })));
  assert.deepEqual([code, status], ['InvalidBucketState', 409]);
  assert.equal(message, 'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.');
  await s3.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
});

test('a bucket without object lock knows nothing of it', async () => {
  await using s3 = await s3UnderTest();
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  const VersionId = (await put(s3)).VersionId;
  const none = await refusal(s3.client.send(new GetObjectLockConfigurationCommand({ Bucket })));
  assert.deepEqual([none.code, none.status], ['ObjectLockConfigurationNotFoundError', 404]);
  const unversioned = await refusal(configure(s3, { ObjectLockEnabled: 'Enabled' }));
  assert.deepEqual([unversioned.code, unversioned.status], ['InvalidBucketState', 409]);
  assert.equal(unversioned.message, "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
  for (const call of [retention(s3), held(s3), hold(s3, 'ON'), retain(s3, {})]) {
    const { code, message } = await refusal(call);
    assert.deepEqual([code, message], ['InvalidRequest', 'Bucket is missing Object Lock Configuration']);
  }
  for (const asked of [true, false]) {
    const { code, message, fields } = await refusal(remove(s3, VersionId, asked));
    assert.deepEqual([code, fields.ArgumentName], ['InvalidArgument', 'x-amz-bypass-governance-retention']);
    assert.equal(message, 'x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.');
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
    [undefined, 'MissingRequestBodyError'],
    [{}, 'MalformedXML'],
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
  const bare = (more: object = {}) => stripped(new PutObjectCommand({ Bucket, Key, Body: 'signed', ...more }));
  const stripped = (command: PutObjectCommand | UploadPartCommand) => {
    // The two commands' stacks differ in types that this step does not look at.
    const stack = command.middlewareStack as PutObjectCommand['middlewareStack'];
    stack.add(
      (next) => (args) => {
        const { headers } = args.request as { headers: Record<string, string> };
        for (const name of Object.keys(headers)) if (/checksum|trailer/.test(name)) delete headers[name];
        return next(args);
      },
      { step: 'build', priority: 'low' },
    );
    return s3.client.send(command as PutObjectCommand);
  };
  await bare();
  const { code, message } = await refusal(bare({ ObjectLockLegalHoldStatus: 'ON' }));
  assert.deepEqual([code, message], ['InvalidRequest', 'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters']);
  await configure(s3, { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } } });
  assert.equal((await refusal(bare())).code, 'InvalidRequest', 'also where the bucket locks by default');
  const { UploadId } = await s3.client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const part = await refusal(stripped(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'signed' })));
  assert.deepEqual([part.code, part.status], ['InvalidRequest', 400], 'and of each part');
});
