/** Copies of snapshots and who else may have them. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { KMS } from '@aws-sdk/client-kms';
import { RDS } from '@aws-sdk/client-rds';
import { Duration } from '../../../time/duration';
import { codeOf, RdsUnderTest } from '../rds-under-test';

const otherAccount = '210987654321';

let under: RdsUnderTest;
let west: RDS;
let other: RDS;
let kms: KMS;

before(async () => {
  under = await RdsUnderTest.start();
  [west, other, kms] = [under.client('us-west-2'), clientOf(RDS, otherAccount), clientOf(KMS, '123456789012')];
  await under.create('source', { BackupRetentionPeriod: 0, DeletionProtection: true });
  await under.available('source');
  await under.query('source', 'create table written (n int primary key)');
  await under.query('source', 'insert into written values (1)');
  await under.rds.createDBSnapshot({ DBInstanceIdentifier: 'source', DBSnapshotIdentifier: 'first', Tags: [{ Key: 'team', Value: 'orders' }] });
  await under.available('source');
});

after(() => under.close());

/** A client of the root of an account, whose signatures follow the stand-in's clock. */
function clientOf<Client extends { config: object }>(Made: new (options: object) => Client, accountId: string, region = 'us-east-1'): Client {
  const { clock, requestHandler } = under.standin;
  const client = new Made({ region, requestHandler, credentials: { accessKeyId: accountId, secretAccessKey: accountId }, maxAttempts: 1 });
  Object.defineProperty(client.config, 'systemClockOffset', { get: () => clock.now().epochMilliseconds - Date.now(), set: () => undefined });
  return client;
}

const arn = (name: string, region = 'us-east-1') => `arn:aws:rds:${region}:123456789012:snapshot:${name}`;
const copy = (SourceDBSnapshotIdentifier: string, TargetDBSnapshotIdentifier: string, more = {}) => ({ SourceDBSnapshotIdentifier, TargetDBSnapshotIdentifier, ...more });

async function described(name: string, rds = under.rds) {
  const { DBSnapshots: [found] = [] } = await rds.describeDBSnapshots({ DBSnapshotIdentifier: name });
  return found;
}

test('a copy is a manual snapshot of its own, which remembers when the first was taken', async () => {
  const first = await described('first');
  const { DBSnapshot: made } = await under.rds.copyDBSnapshot(copy('first', 'Second'));
  assert.deepEqual([made?.DBSnapshotIdentifier, made?.Status, made?.PercentProgress, made?.TagList, made?.SourceDBSnapshotIdentifier], ['second', 'creating', 0, [], undefined]);
  assert.equal(await codeOf(under.rds.copyDBSnapshot(copy('second', 'third'))), 'InvalidDBSnapshotState');
  assert.equal(await codeOf(under.rds.copyDBSnapshot(copy('first', 'second'))), 'DBSnapshotAlreadyExists');
  assert.equal(await codeOf(under.rds.copyDBSnapshot(copy('nothing', 'third'))), 'DBSnapshotNotFound');
  assert.equal(await codeOf(under.rds.copyDBSnapshot(copy('first', 'a--b'))), 'InvalidParameterValue');
  await under.pass(Duration.minutes(5));
  const second = await described('second');
  assert.deepEqual([second?.Status, second?.SnapshotType, second?.SourceRegion], ['available', 'manual', 'us-east-1']);
  assert.deepEqual(second?.OriginalSnapshotCreateTime, first?.SnapshotCreateTime);
  assert.deepEqual(second?.SnapshotDatabaseTime, first?.SnapshotDatabaseTime);
  assert.ok((second?.SnapshotCreateTime ?? 0) > (first?.SnapshotCreateTime ?? 0));
  await under.rds.copyDBSnapshot(copy('first', 'tagged', { CopyTags: true, Tags: [{ Key: 'why', Value: 'test' }] }));
  assert.deepEqual((await described('tagged'))?.TagList, [{ Key: 'team', Value: 'orders' }, { Key: 'why', Value: 'test' }]);
});

test('a copy to another region is asked for there, by ARN, and holds what its source held', async () => {
  assert.equal(await codeOf(west.copyDBSnapshot(copy('first', 'far'))), 'DBSnapshotNotFound');
  const { DBSnapshot: made } = await west.copyDBSnapshot(copy(arn('first'), 'far'));
  assert.deepEqual([made?.DBSnapshotArn, made?.SourceRegion, made?.SourceDBSnapshotIdentifier], [arn('far', 'us-west-2'), 'us-east-1', arn('first')]);
  await under.pass(Duration.minutes(11));
  await west.restoreDBInstanceFromDBSnapshot({ DBInstanceIdentifier: 'far', DBSnapshotIdentifier: 'far' });
  await under.pass(Duration.minutes(30));
  assert.deepEqual(await under.queryIn('us-west-2', 'far', 'select n from written'), [{ n: 1 }]);
});

test('a snapshot is another account\'s to see, copy and restore once it is shared, by its ARN alone', async () => {
  assert.equal(await codeOf(other.copyDBSnapshot(copy(arn('first'), 'mine'))), 'DBSnapshotNotFound');
  const { DBSnapshotAttributesResult: shared } = await under.rds.modifyDBSnapshotAttribute({ DBSnapshotIdentifier: 'first', AttributeName: 'restore', ValuesToAdd: [otherAccount] });
  assert.deepEqual(shared, { DBSnapshotIdentifier: 'first', DBSnapshotAttributes: [{ AttributeName: 'restore', AttributeValues: [otherAccount] }] });
  const { DBSnapshots: [seen] = [] } = await other.describeDBSnapshots({ SnapshotType: 'shared' });
  assert.deepEqual([seen?.DBSnapshotIdentifier, seen?.TagList], [arn('first'), undefined]);
  assert.deepEqual((await other.describeDBSnapshots({})).DBSnapshots, []);
  assert.equal((await other.describeDBSnapshots({ IncludeShared: true })).DBSnapshots?.length, 1);
  assert.equal(await codeOf(other.restoreDBInstanceFromDBSnapshot({ DBInstanceIdentifier: 'mine', DBSnapshotIdentifier: 'first' })), 'DBSnapshotNotFound');
  const { DBInstance: restoring } = await other.restoreDBInstanceFromDBSnapshot({ DBInstanceIdentifier: 'mine', DBSnapshotIdentifier: arn('first') });
  assert.equal(restoring?.DBInstanceArn, `arn:aws:rds:us-east-1:${otherAccount}:db:mine`);
  const { DBSnapshot: made } = await other.copyDBSnapshot(copy(arn('first'), 'mine', { CopyTags: true }));
  assert.deepEqual([made?.SourceDBSnapshotIdentifier, made?.TagList], [arn('first'), []]);
  assert.equal(await codeOf(other.deleteDBSnapshot({ DBSnapshotIdentifier: arn('first') })), 'DBSnapshotNotFound');
  await under.rds.modifyDBSnapshotAttribute({ DBSnapshotIdentifier: 'first', AttributeName: 'restore', ValuesToRemove: [otherAccount] });
  assert.equal(await codeOf(other.copyDBSnapshot(copy(arn('first'), 'again'))), 'DBSnapshotNotFound');
});

test('a snapshot that is shared with all is public', async () => {
  const modify = (values: object, DBSnapshotIdentifier = 'first') => under.rds.modifyDBSnapshotAttribute({ DBSnapshotIdentifier, AttributeName: 'restore', ...values });
  await modify({ ValuesToAdd: ['all'] });
  for (const asked of [{ SnapshotType: 'public' }, { IncludePublic: true }]) assert.equal((await other.describeDBSnapshots(asked)).DBSnapshots?.[0]?.DBSnapshotIdentifier, arn('first'));
  assert.deepEqual((await other.describeDBSnapshots({ SnapshotType: 'shared' })).DBSnapshots, []);
  assert.equal((await under.rds.describeDBSnapshots({ SnapshotType: 'public' })).DBSnapshots?.[0]?.DBSnapshotIdentifier, 'first');
  await modify({ ValuesToRemove: ['all'] });
  assert.deepEqual((await other.describeDBSnapshots({ SnapshotType: 'public' })).DBSnapshots, []);
  assert.equal(await codeOf(modify({ ValuesToAdd: ['nobody'] })), 'InvalidParameterValue');
  assert.equal(await codeOf(under.rds.modifyDBSnapshotAttribute({ DBSnapshotIdentifier: 'first', AttributeName: 'copy' })), 'InvalidParameterValue');
  const many = Array.from({ length: 21 }, (_, n) => String(100_000_000_000 + n));
  assert.equal(await codeOf(modify({ ValuesToAdd: many })), 'SharedSnapshotQuotaExceeded');
  await modify({ ValuesToAdd: many.slice(1), ValuesToRemove: [] });
  const { DBSnapshotAttributesResult: told } = await under.rds.describeDBSnapshotAttributes({ DBSnapshotIdentifier: 'first' });
  assert.equal(told?.DBSnapshotAttributes?.[0]?.AttributeValues?.length, 20);
});

test('a copy is encrypted with the key that it names, and then shared with those alone who may use it', async () => {
  const { KeyMetadata: key } = await kms.createKey({});
  const { DBSnapshot: made } = await under.rds.copyDBSnapshot(copy('first', 'sealed', { KmsKeyId: key?.KeyId }));
  assert.deepEqual([made?.Encrypted, made?.KmsKeyId], [true, key?.Arn]);
  await under.pass(Duration.minutes(5));
  const share = (DBSnapshotIdentifier: string, value: string) => under.rds.modifyDBSnapshotAttribute({ DBSnapshotIdentifier, AttributeName: 'restore', ValuesToAdd: [value] });
  assert.equal(await codeOf(share('sealed', 'all')), 'InvalidParameterValue');
  await share('sealed', otherAccount);
  // Neither without a key of one's own nor without the other's.
  assert.equal(await codeOf(other.copyDBSnapshot(copy(arn('sealed'), 'unsealed'))), 'InvalidParameterCombination');
  const own = (await clientOf(KMS, otherAccount).createKey({})).KeyMetadata?.Arn;
  assert.equal(await codeOf(other.copyDBSnapshot(copy(arn('sealed'), 'unsealed', { KmsKeyId: own }))), 'KMSKeyNotAccessibleFault');
  const statement = (account: string) => ({ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' });
  await kms.putKeyPolicy({ KeyId: key?.KeyId, PolicyName: 'default', Policy: JSON.stringify({ Version: '2012-10-17', Statement: ['123456789012', otherAccount].map(statement) }) });
  const { DBSnapshot: theirs } = await other.copyDBSnapshot(copy(arn('sealed'), 'sealed', { KmsKeyId: own }));
  assert.equal(theirs?.KmsKeyId, own);
  assert.equal(await codeOf(west.copyDBSnapshot(copy(arn('sealed'), 'sealed'))), 'InvalidParameterCombination');
  await kms.disableKey({ KeyId: key?.KeyId });
  assert.equal(await codeOf(under.rds.copyDBSnapshot(copy('sealed', 'again'))), 'KMSKeyNotAccessibleFault');
  assert.equal(await codeOf(under.rds.copyDBSnapshot(copy('first', 'again', { KmsKeyId: key?.KeyId }))), 'KMSKeyNotAccessibleFault');
});

test('a copy is the data as it was, whatever becomes of its source while it is made', async () => {
  await under.rds.copyDBSnapshot(copy('second', 'last'));
  await under.rds.deleteDBSnapshot({ DBSnapshotIdentifier: 'second' });
  await under.pass(Duration.minutes(5));
  await under.rds.restoreDBInstanceFromDBSnapshot({ DBInstanceIdentifier: 'last', DBSnapshotIdentifier: 'last', BackupRetentionPeriod: 0 });
  assert.equal((await under.available('last')).DeletionProtection, false, 'protection is not restored');
  assert.deepEqual(await under.query('last', 'select n from written'), [{ n: 1 }]);
  assert.deepEqual(under.faults, []);
});

test('twenty copies are under way to a region at a time, and a hundred manual snapshots are kept', async () => {
  for (let n = 0; n < 20; n++) await west.copyDBSnapshot(copy(arn('first'), `copy-${n}`));
  assert.equal(await codeOf(west.modifyDBSnapshotAttribute({ DBSnapshotIdentifier: 'copy-0', AttributeName: 'restore', ValuesToAdd: [otherAccount] })), 'InvalidDBSnapshotState');
  assert.equal(await codeOf(west.copyDBSnapshot(copy(arn('first'), 'copy-20'))), 'SnapshotQuotaExceeded');
  const { DBSnapshots: before = [] } = await under.rds.describeDBSnapshots({ SnapshotType: 'manual' });
  for (let n = before.length; n < 100; n++) await under.rds.copyDBSnapshot(copy('first', `copy-${n}`));
  assert.equal(await codeOf(under.rds.copyDBSnapshot(copy('first', 'copy-100'))), 'SnapshotQuotaExceeded');
});
