/** What S3 does by itself: a lifecycle evaluation over many objects, and the replication of many to another region. */
import { Duration } from '../../time/duration';
import type { Row } from '../row';
import { type BenchWorld, benchWorld } from './world';

const EVALUATED = 100_000;
const REPLICATED = 10_000;
const BYTES = 4_096;

export async function dailyWork(): Promise<Row[]> {
  return [await inWorld(lifecycle), await inWorld(replication)];
}

async function inWorld(measure: (world: BenchWorld) => Promise<Row>): Promise<Row> {
  const world = await benchWorld();
  try {
    return await measure(world);
  } finally {
    await world.close();
  }
}

async function lifecycle({ open: { world }, call }: BenchWorld): Promise<Row> {
  const Bucket = 'evaluated';
  await call('s3', 'CreateBucket', { Bucket });
  for (let number = 0; number < EVALUATED; number++) await call('s3', 'PutObject', { Bucket, Key: `logs/${number % 100}/${number}`, Body: Buffer.from('x') });
  const Rules = [
    { ID: 'gone', Status: 'Enabled', Filter: { Prefix: 'logs/2' }, Expiration: { Days: 1 } },
    { ID: 'cold', Status: 'Enabled', Filter: { Prefix: 'logs/' }, Transitions: [{ Days: 1, StorageClass: 'GLACIER' }] },
  ];
  const anySize = { TransitionDefaultMinimumObjectSize: 'varies_by_storage_class' };
  await call('s3', 'PutBucketLifecycleConfiguration', { Bucket, ...anySize, LifecycleConfiguration: { Rules } });
  await world.clock.advance(Duration.hours(24));
  const seconds = await secondsOf(() => world.clock.advance(Duration.hours(24)));
  expectMember(await call('s3', 'HeadObject', { Bucket, Key: 'logs/1/1' }), 'StorageClass', 'GLACIER');
  return { what: `a lifecycle evaluation of ${EVALUATED} objects, all of them due`, muster: `${seconds.toFixed(2)} s`, aim: 'under 2 s' };
}

async function replication({ open: { world }, call }: BenchWorld): Promise<Row> {
  const [source, replica] = [{ Bucket: 'source' }, { Bucket: 'replica' }];
  const elsewhere = 'eu-west-1';
  await call('s3', 'CreateBucket', source);
  await call('s3', 'CreateBucket', { ...replica, CreateBucketConfiguration: { LocationConstraint: elsewhere } }, elsewhere);
  const VersioningConfiguration = { Status: 'Enabled' };
  await call('s3', 'PutBucketVersioning', { ...source, VersioningConfiguration });
  await call('s3', 'PutBucketVersioning', { ...replica, VersioningConfiguration }, elsewhere);
  const Destination = { Bucket: 'arn:aws:s3:::replica' };
  const rule = { ID: 'all', Priority: 1, Status: 'Enabled', Filter: { Prefix: '' }, DeleteMarkerReplication: { Status: 'Enabled' }, Destination };
  await call('s3', 'PutBucketReplication', { ...source, ReplicationConfiguration: { Role: await replicationRole(call), Rules: [rule] } });
  for (let number = 0; number < REPLICATED; number++) await call('s3', 'PutObject', { ...source, Key: `object-${number}`, Body: Buffer.alloc(BYTES, String(number)) });
  const seconds = await secondsOf(() => world.clock.advance(Duration.hours(1)));
  for (const number of [0, REPLICATED - 1]) expectMember(await call('s3', 'HeadObject', { ...replica, Key: `object-${number}` }, elsewhere), 'ReplicationStatus', 'REPLICA');
  return { what: `replication of ${REPLICATED} objects of 4 KiB`, muster: `${seconds.toFixed(2)} s`, aim: 'under 10 s' };
}

async function replicationRole(call: BenchWorld['call']): Promise<string> {
  const policy = (statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
  const trust = policy({ Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' });
  await call('iam', 'CreateRole', { RoleName: 'copies', AssumeRolePolicyDocument: trust });
  await call('iam', 'PutRolePolicy', { RoleName: 'copies', PolicyName: 'all', PolicyDocument: policy({ Action: 's3:*', Resource: '*' }) });
  return 'arn:aws:iam::123456789012:role/copies';
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1_000;
}

/** What is fast must also be right. */
function expectMember(output: object, member: string, wanted: string): void {
  const is: unknown = Object.entries(output).find(([name]) => name === member)?.[1];
  if (is !== wanted) throw new Error(`${member} is ${String(is)} and should be ${wanted}`);
}
