/** Parameter groups by example: what may be set, and how and when it reaches the servers. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Parameter } from '@aws-sdk/client-rds';
import { Duration } from '../../../time/duration';
import { codeOf, RdsUnderTest } from '../rds-under-test';

let under: RdsUnderTest;

before(async () => {
  under = await RdsUnderTest.start();
});

after(async () => {
  await under.close();
  assert.deepEqual(under.faults, []);
});

const named = (DBParameterGroupName: string) => ({ DBParameterGroupName });
const small = { BackupRetentionPeriod: 0 };
const now = 'immediate' as const;
const later = 'pending-reboot' as const;

async function make(name: string): Promise<void> {
  await under.rds.createDBParameterGroup({ ...named(name), DBParameterGroupFamily: 'postgres18', Description: 'for drills' });
}

const set = (group: string, ParameterName: string, ParameterValue: string, ApplyMethod: 'immediate' | 'pending-reboot') =>
  under.rds.modifyDBParameterGroup({ ...named(group), Parameters: [{ ParameterName, ParameterValue, ApplyMethod }] });

async function parameter(group: string, name: string): Promise<Parameter> {
  const { Parameters: [found] = [] } = await under.rds.describeDBParameters({ ...named(group), Filters: [{ Name: 'parameter-name', Values: [name] }] });
  return found ?? {};
}

async function applied(identifier: string): Promise<(string | undefined)[]> {
  return ((await under.find(identifier)).DBParameterGroups ?? []).flatMap((group) => [group.DBParameterGroupName, group.ParameterApplyStatus]);
}

async function shown(identifier: string, name: string): Promise<string | undefined> {
  const [row] = await under.query<Record<string, string>>(identifier, `show ${name}`);
  return Object.values(row ?? {})[0];
}

test('groups are made, copied, tagged and deleted; the default one is left alone', async () => {
  await make('Made');
  assert.equal(await codeOf(make('made')), 'DBParameterGroupAlreadyExists');
  await set('made', 'work_mem', '8192', now);
  await under.rds.copyDBParameterGroup({ SourceDBParameterGroupIdentifier: 'made', TargetDBParameterGroupIdentifier: 'copied', TargetDBParameterGroupDescription: 'a copy' });
  assert.equal((await parameter('copied', 'work_mem')).ParameterValue, '8192');
  const { DBParameterGroups: all = [] } = await under.rds.describeDBParameterGroups({});
  assert.deepEqual(all.map(({ DBParameterGroupName: name }) => name), ['default.postgres18', 'copied', 'made']);
  const ResourceName = all[2]?.DBParameterGroupArn;
  assert.equal(ResourceName, 'arn:aws:rds:us-east-1:123456789012:pg:made');
  await under.rds.addTagsToResource({ ResourceName, Tags: [{ Key: 'stage', Value: 'test' }] });
  assert.deepEqual((await under.rds.listTagsForResource({ ResourceName })).TagList, [{ Key: 'stage', Value: 'test' }]);
  await under.rds.deleteDBParameterGroup(named('made'));
  await under.rds.deleteDBParameterGroup(named('copied'));
  assert.equal(await codeOf(under.rds.describeDBParameters(named('made'))), 'DBParameterGroupNotFound');
  assert.equal(await codeOf(set('default.postgres18', 'work_mem', '8192', now)), 'InvalidDBParameterGroupState');
  assert.equal(await codeOf(under.rds.deleteDBParameterGroup(named('default.postgres18'))), 'InvalidDBParameterGroupState');
  assert.equal(await codeOf(under.rds.createDBParameterGroup({ ...named('old'), DBParameterGroupFamily: 'postgres9.6', Description: 'old' })), 'InvalidParameterValue');
});

test('the parameters are those of the PostgreSQL that runs, page by page', async () => {
  const all: Parameter[] = [];
  let Marker: string | undefined;
  do {
    const answer = await under.rds.describeDBParameters({ ...named('default.postgres18'), Marker });
    all.push(...(answer.Parameters ?? []));
    Marker = answer.Marker;
  } while (Marker);
  assert.ok(all.length > 300, `${all.length}`);
  const find = (name: string) => all.find(({ ParameterName }) => ParameterName === name);
  assert.deepEqual(find('max_connections'), {
    ParameterName: 'max_connections',
    Description: 'Sets the maximum number of concurrent connections.',
    Source: 'engine-default',
    ApplyType: 'static',
    DataType: 'integer',
    AllowedValues: '1-262143',
    IsModifiable: true,
    ApplyMethod: 'pending-reboot',
  });
  assert.equal(find('log_statement')?.AllowedValues, 'none,ddl,mod,all');
  assert.deepEqual([find('fsync')?.IsModifiable, find('fsync')?.Source, find('fsync')?.ParameterValue], [false, 'system', '0']);
  const { EngineDefaults: defaults } = await under.rds.describeEngineDefaultParameters({ DBParameterGroupFamily: 'postgres18' });
  assert.equal(defaults?.Parameters?.length, 100);
});

test('values that are not allowed are refused', async () => {
  await make('refused');
  assert.equal(await codeOf(set('refused', 'max_connections', '0', later)), 'InvalidParameterValue');
  assert.equal(await codeOf(set('refused', 'max_connections', 'many', later)), 'InvalidParameterValue');
  assert.equal(await codeOf(set('refused', 'log_statement', 'some', now)), 'InvalidParameterValue');
  assert.equal(await codeOf(set('refused', 'fsync', '1', now)), 'InvalidParameterValue');
  assert.equal(await codeOf(set('refused', 'colour', 'red', now)), 'InvalidParameterValue');
  assert.equal(await codeOf(set('refused', 'max_connections', '{DBInstanceClassMemory/9531392}', later)), 'InvalidParameterValue');
  assert.equal(await codeOf(set('refused', 'max_connections', '50', now)), 'InvalidParameterCombination');
  assert.equal(await codeOf(under.rds.modifyDBParameterGroup({ ...named('refused'), Parameters: [] })), 'MissingParameter');
  assert.deepEqual((await under.rds.describeDBParameters({ ...named('refused'), Source: 'user' })).Parameters, []);
});

test('an instance is made with its group, gets dynamic parameters at once and static ones by a reboot', async () => {
  await make('live');
  await set('live', 'work_mem', '8192', now);
  await under.create('live', { ...small, ...named('live') });
  await under.available('live');
  assert.equal(await shown('live', 'work_mem'), '8MB');
  assert.deepEqual(await applied('live'), ['live', 'in-sync']);
  await set('live', 'work_mem', '16384', now);
  assert.deepEqual(await applied('live'), ['live', 'applying']);
  await under.pass(Duration.minutes(1));
  assert.deepEqual(await applied('live'), ['live', 'in-sync']);
  assert.equal(await shown('live', 'work_mem'), '16MB');
  await set('live', 'max_connections', '77', later);
  await under.pass(Duration.minutes(1));
  assert.deepEqual([await shown('live', 'max_connections'), ...(await applied('live'))], ['60', 'live', 'pending-reboot']);
  await under.rds.rebootDBInstance({ DBInstanceIdentifier: 'live' });
  await under.available('live');
  assert.deepEqual([await shown('live', 'max_connections'), ...(await applied('live'))], ['77', 'live', 'in-sync']);
  assert.equal(await codeOf(under.rds.deleteDBParameterGroup(named('live'))), 'InvalidDBParameterGroupState');
});

test('another group waits for a reboot, and what is changed in it at once does not', async () => {
  await make('other');
  await set('other', 'work_mem', '4096', now);
  await under.rds.modifyDBInstance({ DBInstanceIdentifier: 'live', ...named('other') });
  assert.deepEqual([await shown('live', 'work_mem'), ...(await applied('live'))], ['16MB', 'other', 'pending-reboot']);
  await set('other', 'log_statement', 'ddl', now);
  await under.pass(Duration.minutes(1));
  assert.deepEqual([await shown('live', 'work_mem'), await shown('live', 'log_statement')], ['16MB', 'ddl']);
  await under.rds.rebootDBInstance({ DBInstanceIdentifier: 'live' });
  await under.available('live');
  assert.deepEqual([await shown('live', 'work_mem'), await shown('live', 'max_connections')], ['4MB', '60']);
  await under.rds.resetDBParameterGroup({ ...named('other'), ResetAllParameters: true });
  await under.pass(Duration.minutes(1));
  assert.deepEqual([await shown('live', 'log_statement'), ...(await applied('live'))], ['none', 'other', 'in-sync']);
});

test('a restored instance has its own group, not the parameters of its source', async () => {
  await under.rds.modifyDBInstance({ DBInstanceIdentifier: 'live', ...named('live') });
  await under.rds.rebootDBInstance({ DBInstanceIdentifier: 'live' });
  await under.available('live');
  await under.rds.createDBSnapshot({ DBInstanceIdentifier: 'live', DBSnapshotIdentifier: 'of-live' });
  await under.available('live');
  for (const [identifier, more] of [['plain', {}], ['same', named('live')]] as const) {
    await under.rds.restoreDBInstanceFromDBSnapshot({ DBInstanceIdentifier: identifier, DBSnapshotIdentifier: 'of-live', ...small, ...more });
    await under.available(identifier);
  }
  assert.deepEqual([await shown('plain', 'max_connections'), ...(await applied('plain'))], ['60', 'default.postgres18', 'in-sync']);
  assert.deepEqual([await shown('same', 'max_connections'), ...(await applied('same'))], ['77', 'live', 'in-sync']);
});

test('a read replica has the group of its source, in the same region', async () => {
  await under.rds.modifyDBInstance({ DBInstanceIdentifier: 'live', BackupRetentionPeriod: 1, ApplyImmediately: true });
  await under.available('live');
  await under.pass(Duration.minutes(10));
  const asked = { DBInstanceIdentifier: 'replica', SourceDBInstanceIdentifier: 'live' };
  assert.equal(await codeOf(under.rds.createDBInstanceReadReplica({ ...asked, DBSubnetGroupName: 'another' })), 'DBSubnetGroupNotAllowedFault');
  await under.rds.createDBInstanceReadReplica(asked);
  await under.available('replica');
  assert.deepEqual([await shown('replica', 'max_connections'), ...(await applied('replica'))], ['77', 'live', 'in-sync']);
  await under.rds.deleteDBInstance({ DBInstanceIdentifier: 'replica', SkipFinalSnapshot: true });
});

test('a server that does not start with its parameters is brought back by resetting them', async () => {
  await make('broken');
  await under.rds.modifyDBInstance({ DBInstanceIdentifier: 'plain', ...named('broken') });
  await set('broken', 'shared_preload_libraries', 'there_is_no_such_library', later);
  await under.rds.rebootDBInstance({ DBInstanceIdentifier: 'plain' });
  await under.pass(Duration.minutes(2));
  assert.equal(await under.status('plain'), 'incompatible-parameters');
  await assert.rejects(under.connect('plain'));
  await under.rds.rebootDBInstance({ DBInstanceIdentifier: 'plain' });
  await under.pass(Duration.minutes(2));
  assert.equal(await under.status('plain'), 'incompatible-parameters');
  await under.rds.resetDBParameterGroup({ ...named('broken'), Parameters: [{ ParameterName: 'shared_preload_libraries', ApplyMethod: later }] });
  await under.rds.rebootDBInstance({ DBInstanceIdentifier: 'plain' });
  await under.available('plain');
  assert.equal(await shown('plain', 'shared_preload_libraries'), '');
});
