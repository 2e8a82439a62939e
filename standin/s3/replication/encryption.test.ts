/** What encryption does to replication. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { CreateKeyCommand, DisableKeyCommand, EnableKeyCommand } from '@aws-sdk/client-kms';
import { GetObjectCommand, HeadObjectCommand, PutBucketEncryptionCommand } from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import { textOf } from '../s3-under-test';
import { replicationUnderTest, type ReplicationUnderTest, rule } from './replication-under-test';

const lag = Duration.minutes(3);

async function newKey(s3: ReplicationUnderTest, region: string): Promise<string> {
  return (await s3.kms(region).send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? '';
}

function encrypting(ReplicaKmsKeyID: string) {
  const destination = { Bucket: 'arn:aws:s3:::replica', EncryptionConfiguration: { ReplicaKmsKeyID }, Metrics: { Status: 'Enabled' as const } };
  return rule({ SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } }, Destination: destination });
}

const reasons = (s3: ReplicationUnderTest) => s3.told.map(({ replication }) => replication?.failureReason);

test('what is encrypted with a key of KMS is replicated only where the rule selects it, and with the key that it names', async () => {
  await using s3 = await replicationUnderTest();
  const [here, there] = [await newKey(s3, 'us-east-1'), await newKey(s3, 'us-west-2')];
  const encrypted = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: here } as const;
  await s3.replicate(rule());
  await s3.put('unselected', encrypted);
  await s3.pass(lag);
  assert.equal(await s3.status('unselected'), undefined);
  await s3.replicate(encrypting(there));
  await s3.put('selected', encrypted);
  await s3.put('plain');
  await s3.pass(lag);
  const replica = await s3.west.send(new GetObjectCommand({ Bucket: 'replica', Key: 'selected' }));
  assert.deepEqual([replica.ServerSideEncryption, replica.SSEKMSKeyId, await textOf(replica)], ['aws:kms', there, 'of selected']);
  assert.equal((await s3.west.send(new HeadObjectCommand({ Bucket: 'replica', Key: 'plain' }))).ServerSideEncryption, 'AES256');
});

test('a key that is disabled, or is not there, has the object fail', async () => {
  await using s3 = await replicationUnderTest();
  const [here, there] = [await newKey(s3, 'us-east-1'), await newKey(s3, 'us-west-2')];
  const encrypted = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: here } as const;
  await s3.replicate(encrypting(there));
  await s3.put('a', encrypted);
  await s3.kms('us-west-2').send(new DisableKeyCommand({ KeyId: there }));
  await s3.pass(lag);
  await s3.kms('us-west-2').send(new EnableKeyCommand({ KeyId: there }));
  await s3.put('b', encrypted);
  await s3.kms('us-east-1').send(new DisableKeyCommand({ KeyId: here }));
  await s3.pass(lag);
  await s3.kms('us-east-1').send(new EnableKeyCommand({ KeyId: here }));
  await s3.replicate(encrypting(there.replace(/[^/]+$/, '00000000-0000-4000-a000-000000000000')));
  await s3.put('c', encrypted);
  await s3.pass(lag);
  assert.deepEqual(reasons(s3), ['DstKmsKeyInvalidState', 'SrcKmsKeyInvalidState', 'DstKmsKeyNotFound']);
});

test('what is encrypted with a key of the caller goes as it is, where the destination takes such objects', async () => {
  await using s3 = await replicationUnderTest();
  const takes = (bucket: string, client: typeof s3.east, EncryptionType: 'NONE' | 'SSE-C') =>
    client.send(
      new PutBucketEncryptionCommand({
        Bucket: bucket,
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BlockedEncryptionTypes: { EncryptionType: [EncryptionType] } }],
        },
      }),
    );
  await takes('source', s3.east, 'NONE');
  await takes('replica', s3.west, 'SSE-C');
  const key = Buffer.alloc(32, 7);
  const own = { SSECustomerAlgorithm: 'AES256', SSECustomerKey: key.toString('base64'), SSECustomerKeyMD5: createHash('md5').update(key).digest('base64') };
  await s3.replicate(rule({ Destination: { Bucket: 'arn:aws:s3:::replica', Metrics: { Status: 'Enabled' } } }));
  await s3.put('a', own);
  await s3.pass(lag);
  await takes('replica', s3.west, 'NONE');
  await s3.put('b', own);
  await s3.pass(lag);
  assert.deepEqual(reasons(s3), ['DstPutObjectNotPermitted']);
  assert.equal(await textOf(await s3.west.send(new GetObjectCommand({ Bucket: 'replica', Key: 'b', ...own }))), 'of b');
});
