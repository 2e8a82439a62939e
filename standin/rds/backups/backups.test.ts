/** Snapshots and automated backups: what is in them, what comes back, what is refused, and when they go. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Duration } from '../../../time/duration';
import { codeOf, RdsUnderTest } from '../rds-under-test';

let under: RdsUnderTest;

before(async () => {
  under = await RdsUnderTest.start();
  await under.create('source', { BackupRetentionPeriod: 3, PreferredBackupWindow: '02:00-02:30', PreferredMaintenanceWindow: 'sat:12:00-sat:12:30' });
  await under.available('source');
  await under.query('source', 'create table written (n int primary key)');
});

after(() => under.close());

const named = (DBInstanceIdentifier: string) => ({ DBInstanceIdentifier });
const write = (n: number, identifier = 'source') => under.query(identifier, 'insert into written values ($1)', [n]);
const drop = (identifier: string) => under.rds.deleteDBInstance({ ...named(identifier), SkipFinalSnapshot: true });

async function rows(identifier: string): Promise<number[]> {
  return (await under.query<{ n: number }>(identifier, 'select n from written order by n')).map(({ n }) => n);
}

async function snapshots(kind: string, identifier = 'source'): Promise<string[]> {
  const { DBSnapshots: found = [] } = await under.rds.describeDBSnapshots({ ...named(identifier), SnapshotType: kind });
  return found.map((one) => one.DBSnapshotIdentifier ?? '');
}

test('the first automated backup is taken with the instance, and restores reach from it to five minutes ago at most', async () => {
  assert.equal((await snapshots('automated')).length, 1);
  assert.match((await snapshots('automated'))[0] ?? '', /^rds:source-2026-01-05-00-\d\d$/);
  const latest = async (): Promise<number> => (await under.find('source')).LatestRestorableTime?.getTime() ?? 0;
  const steps = new Set<number>();
  let before = await latest();
  for (let minute = 0; minute < 20; minute++) {
    await under.pass(Duration.minutes(1));
    const now = await latest();
    const lag = under.now.epochMilliseconds - now;
    assert.ok(lag >= 0 && lag < 300_000, `${lag} ms behind`);
    if (now !== before) steps.add(now - before);
    before = now;
  }
  assert.deepEqual([...steps], [300_000]);
  const { DBInstanceAutomatedBackups: [backup] = [] } = await under.rds.describeDBInstanceAutomatedBackups(named('source'));
  assert.equal(backup?.Status, 'active');
  assert.equal(backup?.RestoreWindow?.LatestTime?.getTime(), before);
  assert.match(backup?.DBInstanceAutomatedBackupsArn ?? '', /^arn:aws:rds:us-east-1:123456789012:auto-backup:ab-[a-z0-9]{32}$/);
});

test('a snapshot holds what was there when it was asked for, and is restored to a new instance', async () => {
  await write(1);
  const { DBSnapshot: made } = await under.rds.createDBSnapshot({ ...named('source'), DBSnapshotIdentifier: 'First' });
  assert.deepEqual([made?.Status, made?.PercentProgress, made?.SnapshotCreateTime], ['creating', 0, undefined]);
  assert.equal(await under.status('source'), 'backing-up');
  await write(2);
  const restore = { DBInstanceIdentifier: 'from-snapshot', DBSnapshotIdentifier: 'first', BackupRetentionPeriod: 0 };
  assert.equal(await codeOf(under.rds.restoreDBInstanceFromDBSnapshot(restore)), 'InvalidDBSnapshotState');
  assert.equal(await codeOf(under.rds.createDBSnapshot({ ...named('source'), DBSnapshotIdentifier: 'second' })), 'InvalidDBInstanceState');
  await under.available('source');
  assert.equal(await codeOf(under.rds.createDBSnapshot({ ...named('source'), DBSnapshotIdentifier: 'first' })), 'DBSnapshotAlreadyExists');
  assert.equal(await codeOf(under.rds.restoreDBInstanceFromDBSnapshot({ ...restore, DBInstanceIdentifier: 'source' })), 'DBInstanceAlreadyExists');
  assert.equal(await codeOf(under.rds.restoreDBInstanceFromDBSnapshot({ ...restore, AllocatedStorage: 10 })), 'InvalidParameterValue');
  assert.equal(await codeOf(under.rds.restoreDBInstanceFromDBSnapshot({ ...restore, DBSnapshotIdentifier: 'none' })), 'DBSnapshotNotFound');
  await under.rds.restoreDBInstanceFromDBSnapshot(restore);
  // A snapshot that is deleted while it is being restored is still restored.
  await under.rds.deleteDBSnapshot({ DBSnapshotIdentifier: 'first' });
  assert.equal(await codeOf(under.rds.describeDBSnapshots({ DBSnapshotIdentifier: 'first' })), 'DBSnapshotNotFound');
  await under.available('from-snapshot');
  assert.deepEqual(await rows('from-snapshot'), [1]);
  assert.deepEqual(await rows('source'), [1, 2]);
  await drop('from-snapshot');
});

test('a restored instance can itself be restored, from its own automated backups', async () => {
  await under.pass(Duration.minutes(6));
  await under.rds.restoreDBInstanceToPointInTime({ SourceDBInstanceIdentifier: 'source', TargetDBInstanceIdentifier: 'second', UseLatestRestorableTime: true });
  assert.equal(await codeOf(under.rds.restoreDBInstanceToPointInTime({ SourceDBInstanceIdentifier: 'second', TargetDBInstanceIdentifier: 'third', UseLatestRestorableTime: true })), 'PointInTimeRestoreNotEnabled');
  const seen = new Set<string | undefined>();
  for (let status = await under.status('second'); status !== 'available'; status = await under.status('second')) {
    seen.add(status);
    assert.equal(await under.status('source'), 'available', 'the source goes on');
    await under.pass(Duration.seconds(20));
  }
  assert.deepEqual([...seen], ['creating', 'backing-up']);
  const second = await under.find('second');
  assert.equal(second.BackupRetentionPeriod, 3);
  await write(10, 'second');
  const moment = under.now;
  await under.pass(Duration.seconds(1));
  await write(11, 'second');
  await under.pass(Duration.minutes(10));
  await under.rds.restoreDBInstanceToPointInTime({ SourceDBInstanceIdentifier: 'second', TargetDBInstanceIdentifier: 'third', RestoreTime: moment.toDate() });
  await under.available('third');
  assert.deepEqual(await rows('third'), [1, 2, 10]);
  assert.deepEqual(await rows('second'), [1, 2, 10, 11]);
  await drop('second');
  await drop('third');
  await under.pass(Duration.minutes(7));
  assert.deepEqual([await snapshots('automated', 'second'), await codeOf(under.rds.describeDBInstanceAutomatedBackups({ DbiResourceId: second.DbiResourceId }))], [[], 'DBInstanceAutomatedBackupNotFound']);
});

test('a restore names one source and one time within the window', async () => {
  const { DbiResourceId: resource } = await under.find('source');
  const { DBInstanceAutomatedBackups: [backup] = [] } = await under.rds.describeDBInstanceAutomatedBackups(named('source'));
  const { EarliestTime: earliest, LatestTime: latest } = backup?.RestoreWindow ?? {};
  const target = { TargetDBInstanceIdentifier: 'target' };
  const source = { ...target, SourceDBInstanceIdentifier: 'source' };
  const refused = (input: Parameters<typeof under.rds.restoreDBInstanceToPointInTime>[0]) => codeOf(under.rds.restoreDBInstanceToPointInTime(input));
  assert.equal(await refused(source), 'InvalidParameterCombination');
  assert.equal(await refused({ ...source, UseLatestRestorableTime: true, RestoreTime: latest }), 'InvalidParameterCombination');
  assert.equal(await refused({ ...source, SourceDbiResourceId: resource, UseLatestRestorableTime: true }), 'InvalidParameterCombination');
  assert.equal(await refused({ ...source, MultiAZ: true, AvailabilityZone: 'us-east-1a', UseLatestRestorableTime: true }), 'InvalidParameterCombination');
  assert.equal(await refused({ ...source, RestoreTime: latest }), 'InvalidParameterValue');
  await assert.rejects(under.rds.restoreDBInstanceToPointInTime({ ...source, RestoreTime: latest }), { message: /^The specified restore time .* is not within the window/ });
  assert.equal(await refused({ ...source, RestoreTime: new Date((earliest?.getTime() ?? 0) - 1_000) }), 'InvalidParameterValue');
  assert.equal(await refused({ ...source, TargetDBInstanceIdentifier: 'source', UseLatestRestorableTime: true }), 'DBInstanceAlreadyExists');
  assert.equal(await refused({ ...target, SourceDBInstanceIdentifier: 'nobody', UseLatestRestorableTime: true }), 'DBInstanceNotFound');
  assert.equal(await refused({ ...target, SourceDbiResourceId: 'db-NOBODY', UseLatestRestorableTime: true }), 'DBInstanceAutomatedBackupNotFound');
});

test('daily backups are taken in the window and go after their days, the log with them', async () => {
  await under.pass(Duration.days(5));
  await under.available('source');
  const names = await snapshots('automated');
  assert.deepEqual(
    names.map((name) => name.slice(0, 'rds:source-2026-01-06-02'.length)),
    ['06', '07', '08', '09'].map((day) => `rds:source-2026-01-${day}-02`),
  );
  const { DBInstanceAutomatedBackups: [backup] = [] } = await under.rds.describeDBInstanceAutomatedBackups(named('source'));
  assert.equal(backup?.RestoreWindow?.EarliestTime?.toISOString(), '2026-01-06T02:00:00.000Z');
  assert.equal(await codeOf(under.rds.deleteDBSnapshot({ DBSnapshotIdentifier: names[0] })), 'InvalidDBSnapshotState');
  await under.rds.restoreDBInstanceToPointInTime({ SourceDBInstanceIdentifier: 'source', TargetDBInstanceIdentifier: 'aged', RestoreTime: new Date('2026-01-08T12:00:00Z'), BackupRetentionPeriod: 0 });
  await under.available('aged');
  assert.deepEqual(await rows('aged'), [1, 2]);
  await drop('aged');
});

test('an instance without backups cannot be restored to a point in time, until they are turned on', async () => {
  await under.create('bare', { BackupRetentionPeriod: 0 });
  await under.available('bare');
  const restore = { SourceDBInstanceIdentifier: 'bare', TargetDBInstanceIdentifier: 'target', UseLatestRestorableTime: true, BackupRetentionPeriod: 0 };
  assert.equal(await codeOf(under.rds.restoreDBInstanceToPointInTime(restore)), 'PointInTimeRestoreNotEnabled');
  await under.rds.modifyDBInstance({ ...named('bare'), BackupRetentionPeriod: 1, ApplyImmediately: true });
  await under.available('bare');
  assert.equal((await snapshots('automated', 'bare')).length, 1);
  await under.rds.modifyDBInstance({ ...named('bare'), BackupRetentionPeriod: 0, ApplyImmediately: true });
  await under.available('bare');
  assert.deepEqual(await snapshots('automated', 'bare'), []);
  assert.equal((await under.find('bare')).LatestRestorableTime, undefined);
  await drop('bare');
});

test('a stopped instance keeps what it can be restored to, and a last snapshot of it is its data', async () => {
  await write(3);
  await under.rds.stopDBInstance(named('source'));
  await under.pass(Duration.minutes(10));
  const { LatestRestorableTime: latest } = await under.find('source');
  await under.pass(Duration.hours(1));
  assert.deepEqual((await under.find('source')).LatestRestorableTime, latest);
  const stopped = under.now;
  await under.pass(Duration.hours(25));
  const { DBSnapshots: daily = [] } = await under.rds.describeDBSnapshots({ ...named('source'), SnapshotType: 'automated' });
  assert.ok(daily.length > 0 && daily.every(({ SnapshotCreateTime: taken }) => Number(taken) < stopped.epochMilliseconds), 'no backup is made of what is stopped');
  await under.rds.deleteDBInstance({ ...named('source'), FinalDBSnapshotIdentifier: 'last', DeleteAutomatedBackups: false });
  await under.pass(Duration.minutes(6));
  assert.equal(await codeOf(under.find('source')), 'DBInstanceNotFound');
  await under.rds.restoreDBInstanceFromDBSnapshot({ DBInstanceIdentifier: 'revived', DBSnapshotIdentifier: 'last', BackupRetentionPeriod: 0 });
  await under.available('revived');
  assert.deepEqual(await rows('revived'), [1, 2, 3]);
  await drop('revived');
});

test('retained backups outlive the instance for their days, and it is restored from them', async () => {
  const { DBInstanceAutomatedBackups: [backup] = [] } = await under.rds.describeDBInstanceAutomatedBackups({ Filters: [{ Name: 'status', Values: ['retained'] }] });
  assert.equal(backup?.DBInstanceIdentifier, 'source');
  const { DBInstanceAutomatedBackupsArn: arn, DbiResourceId: resource } = backup ?? {};
  for (const [index, source] of [{ SourceDbiResourceId: resource }, { SourceDBInstanceAutomatedBackupsArn: arn }].entries()) {
    const target = `again-${index}`;
    await under.rds.restoreDBInstanceToPointInTime({ ...source, TargetDBInstanceIdentifier: target, UseLatestRestorableTime: true, BackupRetentionPeriod: index });
    await under.available(target);
    assert.deepEqual(await rows(target), [1, 2, 3]);
  }
  await under.pass(Duration.days(3));
  assert.equal(await codeOf(under.rds.describeDBInstanceAutomatedBackups({ DbiResourceId: resource })), 'DBInstanceAutomatedBackupNotFound');
});

test('a retained backup can be deleted, an active one cannot', async () => {
  const { DbiResourceId: resource } = await under.find('again-1');
  const remove = () => under.rds.deleteDBInstanceAutomatedBackup({ DbiResourceId: resource });
  assert.equal(await codeOf(remove()), 'InvalidDBInstanceAutomatedBackupState');
  await under.rds.deleteDBInstance({ ...named('again-1'), SkipFinalSnapshot: true, DeleteAutomatedBackups: false });
  await under.pass(Duration.minutes(6));
  await remove();
  assert.equal(await codeOf(remove()), 'DBInstanceAutomatedBackupNotFound');
});
