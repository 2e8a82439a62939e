/** Instances through their lives: the states they pass through, what is refused in each, and what really runs. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Duration } from '../../../time/duration';
import { codeOf, password, RdsUnderTest } from '../rds-under-test';

let under: RdsUnderTest;

before(async () => {
  under = await RdsUnderTest.start();
  await under.create('steady', { BackupRetentionPeriod: 0 });
  await under.available('steady');
});

after(() => under.close());

const named = (DBInstanceIdentifier: string) => ({ DBInstanceIdentifier });

function parentOf(pid: number): number {
  const books = `/proc/${pid}/stat`;
  if (existsSync(books)) return Number(readFileSync(books, 'utf8').split(') ')[1]?.split(' ')[1]);
  return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }));
}

test('an instance is created without an endpoint, then backed up, then available', async () => {
  const made = await under.create('Fresh');
  assert.equal(made.DBInstanceIdentifier, 'fresh');
  assert.equal(made.DBInstanceStatus, 'creating');
  assert.equal(made.Endpoint, undefined);
  assert.match(made.DbiResourceId ?? '', /^db-[A-Z0-9]{26}$/);
  assert.equal(made.DBInstanceArn, 'arn:aws:rds:us-east-1:123456789012:db:fresh');
  const seen = new Set<string | undefined>();
  while ((await under.status('fresh')) !== 'available') {
    seen.add(await under.status('fresh'));
    await under.pass(Duration.seconds(20));
  }
  assert.deepEqual([...seen], ['creating', 'backing-up']);
  const found = await under.find('fresh');
  assert.match(found.Endpoint?.Address ?? '', /^fresh\.[a-z0-9]{12}\.us-east-1\.rds\.amazonaws\.com$/);
  assert.equal(found.Endpoint?.Port, 5432);
  assert.equal(found.BackupRetentionPeriod, 1);
  await under.rds.deleteDBInstance({ ...named('fresh'), SkipFinalSnapshot: true });
});

test('the master user owns the database and is no superuser', async () => {
  const [user] = await under.query<{ rolsuper: boolean; rolcreatedb: boolean; rolcreaterole: boolean }>(
    'steady',
    'select rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user',
  );
  assert.deepEqual(user, { rolsuper: false, rolcreatedb: true, rolcreaterole: true });
  await under.query('steady', 'create table t (n int); drop table t');
  await assert.rejects(under.query('steady', `select pg_read_file('postgresql.conf')`), /permission denied/);
  await assert.rejects(under.connect('steady', { password: 'wrong-password' }), /password authentication failed/);
});

test('identifiers are held to the rules', async () => {
  for (const wrong of ['1st', 'ends-', 'two--hyphens', 'under_score', 'x'.repeat(64)]) {
    assert.equal(await codeOf(under.create(wrong)), 'InvalidParameterValue', wrong);
  }
  assert.equal(await codeOf(under.create('STEADY')), 'DBInstanceAlreadyExists');
});

test('what is not served is refused, not ignored', async () => {
  const cases = [{ KmsKeyId: 'mine' }, { OptionGroupName: 'mine' }, { ManageMasterUserPassword: true }, { EnableIAMDatabaseAuthentication: true }];
  for (const more of cases) assert.equal(await codeOf(under.create('other', more)), 'InvalidParameterCombination', JSON.stringify(more));
  assert.equal(await codeOf(under.create('other', { EngineVersion: '9.6' })), 'InvalidParameterCombination');
  assert.equal(await codeOf(under.create('other', { Engine: 'mysql' })), 'InvalidParameterValue');
  assert.equal(await codeOf(under.create('other', { BackupRetentionPeriod: 36 })), 'InvalidParameterValue');
  assert.equal(await codeOf(under.create('other', { MasterUserPassword: 'short' })), 'InvalidParameterValue');
  assert.equal(await codeOf(under.create('other', { PreferredBackupWindow: '04:00-05:00', PreferredMaintenanceWindow: 'mon:04:30-mon:05:30' })), 'InvalidParameterValue');
  assert.equal(await codeOf(under.create('other', { Tags: [{ Key: 'aws:mine', Value: '' }] })), 'InvalidParameterValue');
  assert.equal(await codeOf(under.find('other')), 'DBInstanceNotFound');
});

test('a reboot is an outage and keeps the endpoint and the data', async () => {
  await under.query('steady', 'create table kept as select 7 as n');
  const before = await under.find('steady');
  const client = await under.connect('steady');
  await under.rds.rebootDBInstance(named('steady'));
  assert.equal(await under.status('steady'), 'rebooting');
  assert.equal(await codeOf(under.rds.rebootDBInstance(named('steady'))), 'InvalidDBInstanceState');
  const after = await under.available('steady');
  await assert.rejects(client.query('select 1'));
  assert.deepEqual(after.Endpoint, before.Endpoint);
  assert.deepEqual(await under.query('steady', 'select n from kept'), [{ n: 7 }]);
  await client.end().catch(() => undefined);
});

test('a failover of a single-AZ instance is refused', async () => {
  assert.equal(await codeOf(under.rds.rebootDBInstance({ ...named('steady'), ForceFailover: true })), 'InvalidParameterCombination');
});

test('a stopped instance is reached by nobody, and starts again when told to, or by itself after seven days', async () => {
  assert.equal(await codeOf(under.rds.startDBInstance(named('steady'))), 'InvalidDBInstanceState');
  await under.rds.rebootDBInstance(named('steady'));
  assert.equal(await codeOf(under.rds.stopDBInstance(named('steady'))), 'InvalidDBInstanceState');
  await under.available('steady');
  const stop = async (): Promise<void> => {
    await under.rds.stopDBInstance(named('steady'));
    assert.equal(await under.status('steady'), 'stopping');
    await under.pass(Duration.minutes(5));
    assert.equal(await under.status('steady'), 'stopped');
  };
  await stop();
  await assert.rejects(under.connect('steady'), { code: 'ECONNRESET' });
  assert.equal(await codeOf(under.rds.createDBSnapshot({ ...named('steady'), DBSnapshotIdentifier: 'none' })), 'InvalidDBInstanceState');
  await under.rds.startDBInstance(named('steady'));
  assert.equal(await under.status('steady'), 'starting');
  await under.available('steady');
  await stop();
  const { AutomaticRestartTime: restart } = await under.find('steady');
  assert.ok(restart && restart > under.now.toDate());
  await under.pass(Duration.days(7));
  await under.available('steady');
  assert.deepEqual(await under.query('steady', 'select n from kept'), [{ n: 7 }]);
});

test('a new master password holds once it is applied', async () => {
  const { DBInstance: answer } = await under.rds.modifyDBInstance({ ...named('steady'), MasterUserPassword: 'another-horse' });
  assert.equal(answer?.PendingModifiedValues?.MasterUserPassword, '****');
  assert.equal(answer?.DBInstanceStatus, 'resetting-master-credentials');
  await under.available('steady');
  await assert.rejects(under.connect('steady'), /password authentication failed/);
  await (await under.connect('steady', { password: 'another-horse' })).end();
  await under.rds.modifyDBInstance({ ...named('steady'), MasterUserPassword: password });
  await under.available('steady');
});

test('storage grows by a tenth at least and never shrinks; what is not for now waits for the maintenance window', async () => {
  assert.equal(await codeOf(under.rds.modifyDBInstance({ ...named('steady'), AllocatedStorage: 10 })), 'InvalidParameterValue');
  const { DBInstance: answer } = await under.rds.modifyDBInstance({ ...named('steady'), AllocatedStorage: 21, DBInstanceClass: 'db.m7g.large' });
  assert.equal(answer?.DBInstanceStatus, 'available');
  assert.equal(answer?.PendingModifiedValues?.AllocatedStorage, 22);
  assert.equal(answer?.AllocatedStorage, 20);
  await under.pass(Duration.days(7));
  await under.available('steady');
  const found = await under.find('steady');
  assert.equal(found.AllocatedStorage, 22);
  assert.equal(found.DBInstanceClass, 'db.m7g.large');
  assert.deepEqual(found.PendingModifiedValues, {});
  await under.rds.modifyDBInstance({ ...named('steady'), AllocatedStorage: 30, ApplyImmediately: true });
  assert.equal(await under.status('steady'), 'modifying');
  assert.equal((await under.available('steady')).AllocatedStorage, 30);
});

test('two renames swap two instances, and the name leads to the other one', async () => {
  await under.create('blue', { BackupRetentionPeriod: 0 });
  await under.create('green', { BackupRetentionPeriod: 0 });
  await under.available('blue');
  await under.available('green');
  await under.query('blue', `create table which as select 'blue' as name`);
  await under.query('green', `create table which as select 'green' as name`);
  const { Endpoint: { Address: name = '', Port: port = 0 } = {}, DbiResourceId: resource } = await under.find('green');
  const { Endpoint: { Address: blueName = '' } = {} } = await under.find('blue');
  const real = under.standin.resolve(blueName, port);
  const rename = async (from: string, to: string): Promise<void> => {
    await under.rds.modifyDBInstance({ ...named(from), NewDBInstanceIdentifier: to, ApplyImmediately: true });
    assert.equal(await under.status(from), 'renaming');
    assert.equal(await codeOf(under.rds.modifyDBInstance({ ...named('steady'), NewDBInstanceIdentifier: to, ApplyImmediately: true })), 'DBInstanceAlreadyExists');
    await under.pass(Duration.minutes(3));
    await under.available(to);
    assert.equal(await codeOf(under.find(from)), 'DBInstanceNotFound');
  };
  const client = await under.connect('blue');
  const begun = (identifier: string) => under.query(identifier, 'select pg_postmaster_start_time() as at');
  const before = await begun('blue');
  await rename('blue', 'blue-old');
  assert.notDeepEqual(await begun('blue-old'), before, 'a rename reboots');
  await assert.rejects(client.query('select 1'));
  await client.end().catch(() => undefined);
  await assert.rejects(under.connect('blue'), { name: 'DBInstanceNotFoundFault' });
  await rename('green', 'blue');
  const found = await under.find('blue');
  assert.equal(found.DbiResourceId, resource);
  assert.equal(found.DBInstanceArn, 'arn:aws:rds:us-east-1:123456789012:db:blue');
  assert.equal(found.Endpoint?.Address, blueName);
  assert.notEqual(found.Endpoint?.Address, name);
  assert.deepEqual(under.standin.resolve(blueName, port), real);
  assert.deepEqual(await under.query('blue', 'select name from which'), [{ name: 'green' }]);
  assert.deepEqual(await under.query('blue-old', 'select name from which'), [{ name: 'blue' }]);
});

test('a protected instance is not deleted', async () => {
  await under.rds.modifyDBInstance({ ...named('blue'), DeletionProtection: true });
  await assert.rejects(under.rds.deleteDBInstance({ ...named('blue'), SkipFinalSnapshot: true }), {
    name: 'InvalidParameterCombination',
    message: 'Cannot delete protected DB Instance, please disable deletion protection and try again.',
  });
  await under.rds.modifyDBInstance({ ...named('blue'), DeletionProtection: false });
});

test('a deletion says whether it wants a last snapshot, is not repeated, and ends with the instance gone', async () => {
  const skip = { ...named('blue'), SkipFinalSnapshot: true };
  assert.equal(await codeOf(under.rds.deleteDBInstance(named('blue'))), 'InvalidParameterCombination');
  assert.equal(await codeOf(under.rds.deleteDBInstance({ ...skip, FinalDBSnapshotIdentifier: 'last' })), 'InvalidParameterCombination');
  const { DBInstance: answer } = await under.rds.deleteDBInstance(skip);
  assert.equal(answer?.DBInstanceStatus, 'deleting');
  await assert.rejects(under.connect('blue'), { code: 'ECONNRESET' });
  assert.equal(await codeOf(under.rds.deleteDBInstance(skip)), 'InvalidDBInstanceState');
  for (const call of [under.rds.startDBInstance(named('blue')), under.rds.stopDBInstance(named('blue')), under.rds.rebootDBInstance(named('blue')), under.rds.modifyDBInstance({ ...named('blue'), AllocatedStorage: 90 })]) {
    assert.equal(await codeOf(call), 'InvalidDBInstanceState');
  }
  await under.pass(Duration.minutes(6));
  assert.equal(await codeOf(under.find('blue')), 'DBInstanceNotFound');
});

test('an instance can be deleted while it is being created, and never comes up', async () => {
  await under.create('mayfly');
  assert.equal(await codeOf(under.rds.deleteDBInstance({ ...named('mayfly'), FinalDBSnapshotIdentifier: 'last' })), 'InvalidDBInstanceState');
  await under.rds.deleteDBInstance({ ...named('mayfly'), SkipFinalSnapshot: true });
  await under.pass(Duration.minutes(20));
  assert.equal(await codeOf(under.find('mayfly')), 'DBInstanceNotFound');
});

test('a server that is killed is noticed, recovered, and has lost nothing that was acknowledged', async () => {
  const client = await under.connect('steady');
  await client.query('create table survives as select 11 as n');
  const { rows: [backend] } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const parent = parentOf(backend?.pid ?? 0);
  process.kill(parent, 'SIGKILL');
  await client.query('select 1').catch(() => undefined);
  for (let looks = 0; looks < 500 && (await under.status('steady')) === 'available'; looks++) await delay(10);
  assert.equal(await under.status('steady'), 'rebooting');
  await under.available('steady');
  assert.deepEqual(await under.query('steady', 'select n from survives'), [{ n: 11 }]);
  const { Events: events = [] } = await under.rds.describeEvents({ SourceType: 'db-instance', SourceIdentifier: 'steady', EventCategories: ['recovery'] });
  assert.equal(events.length, 2);
});

test('tags are added, listed and removed by ARN', async () => {
  const ResourceName = 'arn:aws:rds:us-east-1:123456789012:db:steady';
  await under.rds.addTagsToResource({ ResourceName, Tags: [{ Key: 'drill', Value: 'yes' }, { Key: 'owner', Value: 'sre' }] });
  assert.equal(await codeOf(under.rds.addTagsToResource({ ResourceName, Tags: [{ Key: 'aws:drill', Value: 'yes' }] })), 'InvalidParameterValue');
  await under.rds.removeTagsFromResource({ ResourceName, TagKeys: ['owner'] });
  assert.deepEqual((await under.rds.listTagsForResource({ ResourceName })).TagList, [{ Key: 'drill', Value: 'yes' }]);
  assert.deepEqual((await under.find('steady')).TagList, [{ Key: 'drill', Value: 'yes' }]);
  assert.equal(await codeOf(under.rds.listTagsForResource({ ResourceName: `${ResourceName}-not` })), 'DBInstanceNotFound');
});
