/** Read replicas: what arrives when, what a promotion keeps, and what is refused while there are any. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import type { RDS } from '@aws-sdk/client-rds';
import { Client } from 'pg';
import * as fc from 'fast-check';
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import { codeOf, password, RdsUnderTest } from '../rds-under-test';

const named = (DBInstanceIdentifier: string) => ({ DBInstanceIdentifier });
const arn = (identifier: string) => `arn:aws:rds:us-east-1:123456789012:db:${identifier}`;

/** An instance as seen from a region. */
class Elsewhere {
  readonly rds: RDS;

  constructor(
    private readonly under: RdsUnderTest,
    region: string,
  ) {
    this.rds = under.client(region);
  }

  async find(identifier: string) {
    const { DBInstances: [found] = [] } = await this.rds.describeDBInstances(named(identifier));
    return found ?? {};
  }

  async available(identifier: string) {
    for (let looks = 0; looks < 200; looks++) {
      const found = await this.find(identifier);
      if (found.DBInstanceStatus === 'available') return found;
      await this.under.pass(Duration.seconds(30));
    }
    throw new Error(`${identifier} was not available`);
  }

  async query<Row extends object>(identifier: string, text: string): Promise<Row[]> {
    const { Endpoint: { Address: name = '', Port: port = 0 } = {} } = await this.find(identifier);
    const client = new Client({ ...this.under.standin.resolve(name, port), user: 'keeper', password, database: 'app' });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.end();
    }
  }

  async rows(identifier: string): Promise<number[]> {
    return (await this.query<{ n: number }>(identifier, 'select n from written order by n')).map(({ n }) => n);
  }
}

async function withSource(options: Parameters<typeof RdsUnderTest.start>[0] = {}): Promise<{ under: RdsUnderTest; east: Elsewhere; west: Elsewhere; write: (n: number) => Promise<unknown> }> {
  const under = await RdsUnderTest.start(options);
  await under.create('orders', { Tags: [{ Key: 'drill', Value: 'yes' }] });
  await under.available('orders');
  await under.query('orders', 'create table written (n int primary key)');
  return { under, east: new Elsewhere(under, 'us-east-1'), west: new Elsewhere(under, 'us-west-2'), write: (n) => under.query('orders', 'insert into written values ($1)', [n]) };
}

async function lags(under: RdsUnderTest, region: string, identifier: string): Promise<number[]> {
  const { clock, requestHandler } = under.standin;
  const client = new CloudWatchClient({ region, requestHandler, credentials: { accessKeyId: 'muster', secretAccessKey: 'muster' }, maxAttempts: 1 });
  Object.defineProperty(client.config, 'systemClockOffset', { get: () => clock.now().epochMilliseconds - Date.now(), set: () => undefined });
  const { Datapoints: points = [] } = await client.send(
    new GetMetricStatisticsCommand({
      Namespace: 'AWS/RDS', MetricName: 'ReplicaLag', Dimensions: [{ Name: 'DBInstanceIdentifier', Value: identifier }], Period: 60, Statistics: ['Maximum'],
      StartTime: under.now.minus(Duration.minutes(10)).toDate(), EndTime: under.now.plus(Duration.minutes(1)).toDate(),
    }),
  );
  client.destroy();
  return points.map(({ Maximum: most = Number.NaN }) => most);
}

let world: Awaited<ReturnType<typeof withSource>>;

before(async () => {
  world = await withSource();
});

after(async () => {
  await world.under.close();
  assert.deepEqual(world.under.faults, []);
});

test('a replica is asked for by identifier here and by ARN elsewhere, of a source with backups', async () => {
  const { under, east, west } = world;
  const make = (client: Elsewhere, DBInstanceIdentifier: string, SourceDBInstanceIdentifier: string, more = {}) => client.rds.createDBInstanceReadReplica({ DBInstanceIdentifier, SourceDBInstanceIdentifier, ...more });
  assert.equal(await codeOf(make(east, 'near', 'nobody')), 'DBInstanceNotFound');
  assert.equal(await codeOf(make(west, 'far', 'orders')), 'DBInstanceNotFound');
  assert.equal(await codeOf(make(east, 'orders', 'orders')), 'DBInstanceAlreadyExists');
  assert.equal(await codeOf(make(west, 'far', arn('orders'), { KmsKeyId: 'alias/aws/rds' })), 'InvalidParameterCombination');
  await under.create('bare', { BackupRetentionPeriod: 0 });
  await under.available('bare');
  assert.equal(await codeOf(make(east, 'near', 'bare')), 'InvalidDBInstanceState');
  const { DBInstance: near } = await make(east, 'near', 'orders');
  const { DBInstance: far } = await make(west, 'far', arn('orders'));
  assert.deepEqual([near?.DBInstanceStatus, near?.ReadReplicaSourceDBInstanceIdentifier, near?.BackupRetentionPeriod], ['creating', 'orders', 0]);
  assert.deepEqual([far?.DBInstanceStatus, far?.ReadReplicaSourceDBInstanceIdentifier], ['creating', arn('orders')]);
  await world.write(1);
  await east.available('near');
  const found = await west.available('far');
  assert.deepEqual(found.StatusInfos, [{ StatusType: 'read replication', Normal: true, Status: 'replicating' }]);
  assert.deepEqual((await east.find('orders')).ReadReplicaDBInstanceIdentifiers, ['arn:aws:rds:us-west-2:123456789012:db:far', 'near']);
  assert.equal(await codeOf(make(east, 'third', 'near')), 'InvalidDBInstanceState');
});

test('a replica answers readers with what had been written by its lag before, and nobody writes to it', async () => {
  const { under, west } = world;
  assert.deepEqual(await west.rows('far'), [1]);
  await under.pass(Duration.minutes(2));
  const [lag = 0, ...others] = await lags(under, 'us-west-2', 'far');
  assert.ok(lag >= 2 && lag <= 10, `${lag} s`);
  assert.deepEqual(others.filter((one) => one !== lag), []);
  await world.write(2);
  await under.pass(Duration.seconds(lag).minus(Duration.milliseconds(1)));
  assert.deepEqual(await west.rows('far'), [1]);
  await under.pass(Duration.milliseconds(1));
  assert.deepEqual(await west.rows('far'), [1, 2]);
  await assert.rejects(west.query('far', 'insert into written values (3)'), /read-only/);
});

test('while there are replicas backups stay on, and neither they nor their source are stopped', async () => {
  const { under, east } = world;
  assert.equal(await codeOf(under.rds.modifyDBInstance({ ...named('orders'), BackupRetentionPeriod: 0 })), 'InvalidParameterCombination');
  assert.equal(await codeOf(under.rds.stopDBInstance(named('orders'))), 'InvalidDBInstanceState');
  assert.equal(await codeOf(under.rds.stopDBInstance(named('near'))), 'InvalidDBInstanceState');
  assert.equal(await codeOf(under.rds.modifyDBInstance({ ...named('near'), MasterUserPassword: 'another-horse' })), 'InvalidParameterCombination');
  assert.equal(await codeOf(under.rds.deleteDBInstance({ ...named('near'), FinalDBSnapshotIdentifier: 'last' })), 'InvalidParameterCombination');
  assert.equal(await codeOf(under.rds.promoteReadReplica(named('orders'))), 'InvalidDBInstanceState');
  await under.rds.rebootDBInstance(named('near'));
  await world.write(3);
  await east.available('near');
  assert.deepEqual(await east.rows('near'), [1, 2, 3]);
});

test('a deleted replica is its source\'s no longer', async () => {
  const { under, east } = world;
  await east.rds.createDBInstanceReadReplica({ DBInstanceIdentifier: 'brief', SourceDBInstanceIdentifier: 'orders' });
  await east.available('brief');
  await east.rds.deleteDBInstance({ ...named('brief'), SkipFinalSnapshot: true });
  assert.deepEqual((await east.find('orders')).ReadReplicaDBInstanceIdentifiers, ['arn:aws:rds:us-west-2:123456789012:db:far', 'near']);
  await under.pass(Duration.minutes(7));
  assert.equal(await codeOf(east.find('brief')), 'DBInstanceNotFound');
});

test('a source that is deleted leaves its replicas standing alone, in any region', async () => {
  const { under, east, west } = world;
  await world.write(4);
  await under.rds.deleteDBInstance({ ...named('orders'), SkipFinalSnapshot: true });
  await under.pass(Duration.minutes(7));
  for (const [region, identifier] of [[east, 'near'], [west, 'far']] as const) {
    const found = await region.available(identifier);
    assert.equal(found.ReadReplicaSourceDBInstanceIdentifier, undefined);
    assert.deepEqual(await region.rows(identifier), [1, 2, 3, 4]);
    await region.query(identifier, 'insert into written values (5)');
  }
});

test('a promotion loses exactly what had not arrived', { timeout: 300_000 }, async () => {
  const scenario = fc.record({ seed: fc.nat(), gaps: fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 5, maxLength: 25 }), far: fc.boolean(), failsOver: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ seed, gaps, far, failsOver }) => {
      const { under, east, west, write } = await withSource({ seed: String(seed) });
      try {
        const place = far ? west : east;
        if (failsOver) {
          await under.rds.modifyDBInstance({ ...named('orders'), MultiAZ: true, ApplyImmediately: true });
          await under.available('orders');
        }
        await place.rds.createDBInstanceReadReplica({ DBInstanceIdentifier: 'copy', SourceDBInstanceIdentifier: arn('orders') });
        await place.available('copy');
        await under.pass(Duration.minutes(2));
        const [lag = 0] = await lags(under, far ? 'us-west-2' : 'us-east-1', 'copy');
        assert.ok(lag >= (far ? 2 : 1), `${lag} s`);
        const written: { n: number; at: Instant }[] = [];
        for (const [index, gap] of gaps.entries()) {
          if (failsOver && index === 3) {
            await under.rds.rebootDBInstance({ ...named('orders'), ForceFailover: true });
            await under.available('orders');
          }
          await write(index);
          written.push({ n: index, at: under.now });
          await under.pass(Duration.milliseconds(gap));
        }
        const asked = under.now;
        const { DBInstance: answer } = await place.rds.promoteReadReplica({ ...named('copy'), BackupRetentionPeriod: 2 });
        assert.equal(answer?.DBInstanceStatus, 'modifying');
        assert.equal(answer?.ReadReplicaSourceDBInstanceIdentifier, undefined);
        await under.pass(Duration.seconds(1));
        await write(1_000);
        const promoted = await place.available('copy');
        assert.equal(promoted.BackupRetentionPeriod, 2);
        const arrived = written.filter(({ at }) => !at.isAfter(asked.minus(Duration.seconds(lag)))).map(({ n }) => n);
        assert.deepEqual(await place.rows('copy'), arrived);
        await place.query('copy', 'insert into written values (2000)');
        assert.deepEqual(under.faults, []);
      } finally {
        await under.close();
      }
    }),
    { numRuns: 3, seed: 3, endOnFailure: true },
  );
});

test('nothing arrives out of a region that is down, and the metric says how long', async () => {
  const { under, west, write } = await withSource({ seed: 'down' });
  try {
    await west.rds.createDBInstanceReadReplica({ DBInstanceIdentifier: 'far', SourceDBInstanceIdentifier: arn('orders') });
    await west.available('far');
    await write(1);
    await under.pass(Duration.minutes(1));
    await write(2);
    const client = await under.connect('orders');
    under.standin.outages.take('us-east-1');
    await Promise.all([assert.rejects(client.query('select 1')), assert.rejects(under.connect('orders'))]);
    await client.end().catch(() => undefined);
    await under.pass(Duration.minutes(5));
    assert.deepEqual(await west.rows('far'), [1]);
    const [longest = 0] = (await lags(under, 'us-west-2', 'far')).sort((a, b) => b - a);
    assert.ok(longest >= 240 && longest <= 310, `${longest} s`);
    await west.rds.promoteReadReplica(named('far'));
    await west.available('far');
    assert.deepEqual(await west.rows('far'), [1]);
  } finally {
    await under.close();
  }
});

test('mischief: a lagging replica is half an hour behind and says seconds', async () => {
  const { under, east, write } = await withSource({ mischief: ['lagging-replica'] });
  try {
    await write(1);
    await east.rds.createDBInstanceReadReplica({ DBInstanceIdentifier: 'late', SourceDBInstanceIdentifier: 'orders' });
    await east.available('late');
    await under.pass(Duration.minutes(31));
    await write(2);
    await under.pass(Duration.minutes(29));
    assert.deepEqual(await east.rows('late'), [1]);
    assert.ok((await lags(under, 'us-east-1', 'late')).every((lag) => lag <= 3));
    await under.pass(Duration.minutes(1));
    assert.deepEqual(await east.rows('late'), [1, 2]);
  } finally {
    await under.close();
  }
});
