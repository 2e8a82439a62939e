/** What RDS refuses with: the code on the wire, the status and the words, of calls that need no server. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Duration } from '../../time/duration';
import { refusal } from '../s3/s3-under-test';
import { RdsUnderTest } from './rds-under-test';

let under: RdsUnderTest;

before(async () => {
  under = await RdsUnderTest.start();
  await under.create('fresh', { BackupRetentionPeriod: 0 });
});

after(async () => {
  await under.close();
  assert.deepEqual(under.faults, []);
});

/** Code, status and words. The client names an error by its shape, and keeps the code that was sent beside it. */
async function said(call: Promise<unknown>): Promise<[code: unknown, status: number | undefined, message: string]> {
  const { code, status, message, fields } = await refusal(call);
  return [fields.Code ?? code, status, message];
}

const arn = 'arn:aws:rds:us-east-1:123456789012';

test('what is not there is 404, under the code of the model and by its name', async () => {
  const { rds } = under;
  const cases: [() => Promise<unknown>, string, string][] = [
    [() => rds.describeDBInstances({ DBInstanceIdentifier: 'nobody' }), 'DBInstanceNotFound', 'DBInstance nobody not found.'],
    [() => rds.describeDBSnapshots({ DBSnapshotIdentifier: 'nothing' }), 'DBSnapshotNotFound', 'DBSnapshot nothing not found.'],
    [() => rds.describeDBInstanceAutomatedBackups({ DbiResourceId: 'db-NOBODY' }), 'DBInstanceAutomatedBackupNotFound', 'DBInstanceAutomatedBackup db-NOBODY not found.'],
    [() => rds.describeDBSubnetGroups({ DBSubnetGroupName: 'nothing' }), 'DBSubnetGroupNotFoundFault', "DB subnet group 'nothing' does not exist."],
    [() => rds.describeDBParameters({ DBParameterGroupName: 'nothing' }), 'DBParameterGroupNotFound', 'DBParameterGroup not found: nothing'],
    [() => rds.describeCertificates({ CertificateIdentifier: 'nothing' }), 'CertificateNotFound', 'Certificate nothing not found.'],
  ];
  for (const [call, code, message] of cases) assert.deepEqual(await said(call()), [code, 404, message]);
});

test('what cannot be done is 400, under the code of the model and in its words', async () => {
  const { rds } = under;
  const identifiers =
    'The parameter DBInstanceIdentifier is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, ' +
    'digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.';
  const key = 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-a000-000000000000';
  const cases: [() => Promise<unknown>, string, string | RegExp][] = [
    [() => under.create('fresh'), 'DBInstanceAlreadyExists', 'DB instance already exists'],
    [() => under.create('two--hyphens'), 'InvalidParameterValue', identifiers],
    [() => rds.createDBSnapshot({ DBInstanceIdentifier: 'fresh', DBSnapshotIdentifier: 'early' }), 'InvalidDBInstanceState', 'Instance fresh is not in available state.'],
    [() => rds.restoreDBInstanceToPointInTime({ SourceDBInstanceIdentifier: 'fresh', TargetDBInstanceIdentifier: 'copy', UseLatestRestorableTime: true }), 'PointInTimeRestoreNotEnabled', /^Automated backups are not enabled for fresh/],
    [() => under.create('sealed', { StorageEncrypted: true, KmsKeyId: key }), 'KMSKeyNotAccessibleFault', `Specified KMS key [${key}] does not exist, is not enabled or you do not have permissions to access it.`],
    [() => rds.createDBSubnetGroup({ DBSubnetGroupName: 'none', DBSubnetGroupDescription: 'none', SubnetIds: ['subnet-00000000000000000'] }), 'InvalidSubnet', /subnet-00000000000000000/],
    [() => rds.rebootDBInstance({ DBInstanceIdentifier: 'fresh' }), 'InvalidDBInstanceState', /fresh/],
    [() => rds.createDBInstance({ DBInstanceIdentifier: 'bare', Engine: 'postgres', AllocatedStorage: 20 } as Parameters<typeof rds.createDBInstance>[0]), 'MissingParameter', 'The request must contain the parameter DBInstanceClass.'],
  ];
  for (const [call, code, message] of cases) {
    const [there, status, words] = await said(call());
    assert.deepEqual([there, status], [code, 400]);
    if (typeof message === 'string') assert.equal(words, message);
    else assert.match(words, message);
  }
});

test('events are told of the last hour unless asked otherwise, by category and source, and for 14 days', async () => {
  const { rds } = under;
  await rds.deleteDBInstance({ DBInstanceIdentifier: 'fresh', SkipFinalSnapshot: true });
  await under.pass(Duration.minutes(30));
  const events = async (asked: object): Promise<(string | undefined)[]> => ((await rds.describeEvents({ SourceType: 'db-instance', ...asked })).Events ?? []).map(({ SourceArn, EventCategories }) => `${SourceArn} ${EventCategories?.join()}`);
  assert.deepEqual(await events({}), [`${arn}:db:fresh deletion`]);
  assert.deepEqual(await events({ SourceIdentifier: 'fresh', EventCategories: ['deletion'] }), [`${arn}:db:fresh deletion`]);
  assert.deepEqual(await events({ EventCategories: ['creation'] }), []);
  await under.pass(Duration.hours(1));
  assert.deepEqual(await events({}), []);
  assert.equal((await events({ Duration: 20_160 })).length, 1);
  await under.pass(Duration.days(14));
  assert.deepEqual(await events({ Duration: 90_000 }), []);
});
