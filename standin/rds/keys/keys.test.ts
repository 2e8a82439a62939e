/** Encrypted instances by example: which keys they take, and what becomes of them when they lose theirs. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { KMS } from '@aws-sdk/client-kms';
import { Duration } from '../../../time/duration';
import { codeOf, RdsUnderTest } from '../rds-under-test';

let under: RdsUnderTest;
let kms: KMS;

before(async () => {
  under = await RdsUnderTest.start();
  const { requestHandler, clock } = under.standin;
  kms = new KMS({ region: 'us-east-1', requestHandler, credentials: { accessKeyId: 'muster', secretAccessKey: 'muster' }, maxAttempts: 1 });
  Object.defineProperty(kms.config, 'systemClockOffset', { get: () => clock.now().epochMilliseconds - Date.now(), set: () => undefined });
});

after(async () => {
  await under.close();
  assert.deepEqual(under.faults, []);
});

const small = { BackupRetentionPeriod: 0, StorageEncrypted: true };
const recoverable = 'inaccessible-encryption-credentials-recoverable';

async function makeKey(): Promise<string> {
  return (await kms.createKey({})).KeyMetadata?.Arn ?? '';
}

test('the key aws/rds is used where none is named, and KMS knows it', async () => {
  const { KmsKeyId: key } = await under.create('plain', small);
  const { KeyMetadata: known } = await kms.describeKey({ KeyId: 'alias/aws/rds' });
  assert.equal(key, known?.Arn);
  assert.equal(known?.KeyManager, 'AWS');
});

test('a key that is not there, or cannot be used, is refused', async () => {
  const key = await makeKey();
  await kms.disableKey({ KeyId: key });
  assert.equal(await codeOf(under.create('refused', { ...small, KmsKeyId: key })), 'KMSKeyNotAccessibleFault');
  assert.equal(await codeOf(under.create('refused', { ...small, KmsKeyId: 'alias/nothing' })), 'KMSKeyNotAccessibleFault');
  assert.equal(await codeOf(under.create('refused', { KmsKeyId: key })), 'InvalidParameterCombination');
});

test('an instance whose key is disabled is reached by nobody until the key is back and it is started', async () => {
  const key = await makeKey();
  const made = await under.create('sealed', { ...small, BackupRetentionPeriod: 1, KmsKeyId: key });
  assert.equal(made.KmsKeyId, key);
  await under.available('sealed');
  await under.query('sealed', 'create table kept (n int)');
  await under.rds.createDBSnapshot({ DBInstanceIdentifier: 'sealed', DBSnapshotIdentifier: 'shot' });
  await under.available('sealed');
  await kms.disableKey({ KeyId: key });
  await under.query('sealed', 'select * from kept');
  await under.pass(Duration.minutes(16));
  assert.equal(await under.status('sealed'), recoverable);
  await assert.rejects(under.connect('sealed'));
  assert.equal(await codeOf(under.rds.createDBSnapshot({ DBInstanceIdentifier: 'sealed', DBSnapshotIdentifier: 'late' })), 'InvalidDBInstanceState');
  assert.equal(await codeOf(under.rds.restoreDBInstanceFromDBSnapshot({ DBInstanceIdentifier: 'copy', DBSnapshotIdentifier: 'shot' })), 'KMSKeyNotAccessibleFault');
  const toNow = { SourceDBInstanceIdentifier: 'sealed', TargetDBInstanceIdentifier: 'copy', UseLatestRestorableTime: true };
  assert.equal(await codeOf(under.rds.restoreDBInstanceToPointInTime(toNow)), 'KMSKeyNotAccessibleFault');
  assert.equal(await codeOf(under.rds.startDBInstance({ DBInstanceIdentifier: 'sealed' })), 'KMSKeyNotAccessibleFault');
  await kms.enableKey({ KeyId: key });
  assert.equal(await under.status('sealed'), recoverable);
  await under.rds.startDBInstance({ DBInstanceIdentifier: 'sealed' });
  await under.available('sealed');
  await under.query('sealed', 'select * from kept');
});

test('a replica of what is encrypted needs a key of its region elsewhere, and has that of its source here', async () => {
  const source = (await under.find('sealed')).DBInstanceArn;
  const replica = (region: string, more: object = {}) => under.client(region).createDBInstanceReadReplica({ DBInstanceIdentifier: 'copy', SourceDBInstanceIdentifier: source, ...more });
  assert.equal(await codeOf(replica('us-west-2')), 'InvalidParameterCombination');
  assert.equal(await codeOf(replica('us-west-2', { KmsKeyId: await makeKey() })), 'KMSKeyNotAccessibleFault');
  assert.equal(await codeOf(replica('us-east-1', { KmsKeyId: await makeKey() })), 'InvalidParameterCombination');
});

test('a key that comes back in time is not missed', async () => {
  const key = await makeKey();
  await under.create('brief', { ...small, KmsKeyId: key });
  await under.available('brief');
  await kms.disableKey({ KeyId: key });
  await kms.enableKey({ KeyId: key });
  await under.pass(Duration.minutes(16));
  assert.equal(await under.status('brief'), 'available');
});

test('after seven days only a backup helps', async () => {
  const key = await makeKey();
  await under.create('gone', { ...small, KmsKeyId: key });
  await under.available('gone');
  await kms.scheduleKeyDeletion({ KeyId: key, PendingWindowInDays: 30 });
  await under.pass(Duration.minutes(16));
  assert.equal(await under.status('gone'), recoverable);
  await under.pass(Duration.days(7));
  assert.equal(await under.status('gone'), 'inaccessible-encryption-credentials');
  assert.equal(await codeOf(under.rds.startDBInstance({ DBInstanceIdentifier: 'gone' })), 'InvalidDBInstanceState');
  assert.equal(await codeOf(under.rds.deleteDBInstance({ DBInstanceIdentifier: 'gone', FinalDBSnapshotIdentifier: 'last' })), 'InvalidDBInstanceState');
  await under.rds.deleteDBInstance({ DBInstanceIdentifier: 'gone', SkipFinalSnapshot: true });
});
