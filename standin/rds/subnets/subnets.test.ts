/** Subnet groups by example, and where in a network instances are. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { EC2 } from '@aws-sdk/client-ec2';
import { Duration } from '../../../time/duration';
import { codeOf, RdsUnderTest } from '../rds-under-test';

let under: RdsUnderTest;
let ec2: EC2;

before(async () => {
  under = await RdsUnderTest.start();
  const { requestHandler, clock } = under.standin;
  ec2 = new EC2({ region: 'us-east-1', requestHandler, credentials: { accessKeyId: 'muster', secretAccessKey: 'muster' }, maxAttempts: 1 });
  Object.defineProperty(ec2.config, 'systemClockOffset', { get: () => clock.now().epochMilliseconds - Date.now(), set: () => undefined });
});

after(async () => {
  await under.close();
  assert.deepEqual(under.faults, []);
});

const named = (DBSubnetGroupName: string) => ({ DBSubnetGroupName });
const small = { BackupRetentionPeriod: 0 };

/** A network with a subnet in each of the zones; answers the ids of all. */
async function network(cidr: string, zones: string[]): Promise<{ vpc: string; subnets: string[] }> {
  const { Vpc: { VpcId: vpc = '' } = {} } = await ec2.createVpc({ CidrBlock: `${cidr}.0.0/16` });
  const subnets: string[] = [];
  for (const [index, zone] of zones.entries()) {
    const { Subnet: { SubnetId: id = '' } = {} } = await ec2.createSubnet({ VpcId: vpc, CidrBlock: `${cidr}.${index}.0/24`, AvailabilityZone: zone });
    subnets.push(id);
  }
  return { vpc, subnets };
}

test('an instance that names no group is in the default one, with the default security group', async () => {
  assert.equal(await codeOf(under.rds.describeDBSubnetGroups(named('default'))), 'DBSubnetGroupNotFoundFault');
  const made = await under.create('plain', small);
  const { Vpcs: [vpc] = [] } = await ec2.describeVpcs({ Filters: [{ Name: 'is-default', Values: ['true'] }] });
  assert.equal(made.DBSubnetGroup?.DBSubnetGroupName, 'default');
  assert.equal(made.DBSubnetGroup?.VpcId, vpc?.VpcId);
  assert.deepEqual(made.DBSubnetGroup?.Subnets?.map(({ SubnetAvailabilityZone: zone }) => zone?.Name), ['us-east-1a', 'us-east-1b', 'us-east-1c']);
  const { SecurityGroups: [group] = [] } = await ec2.describeSecurityGroups({ Filters: [{ Name: 'vpc-id', Values: [vpc?.VpcId ?? ''] }] });
  assert.deepEqual(made.VpcSecurityGroups, [{ VpcSecurityGroupId: group?.GroupId, Status: 'active' }]);
});

test('a group covers two zones at least, of one network', async () => {
  const one = await network('10.1', ['us-east-1a', 'us-east-1a', 'us-east-1b']);
  const other = await network('10.2', ['us-east-1a', 'us-east-1b']);
  const create = (SubnetIds: string[], name = 'wrong') => under.rds.createDBSubnetGroup({ ...named(name), DBSubnetGroupDescription: 'for drills', SubnetIds });
  assert.equal(await codeOf(create(one.subnets.slice(0, 2))), 'DBSubnetGroupDoesNotCoverEnoughAZs');
  assert.equal(await codeOf(create([...one.subnets, ...other.subnets])), 'InvalidSubnet');
  assert.equal(await codeOf(create(['subnet-00000000000000000'])), 'InvalidSubnet');
  assert.equal(await codeOf(create(one.subnets, 'default')), 'InvalidParameterValue');
  const { DBSubnetGroup: made } = await create(one.subnets, 'Drills');
  assert.deepEqual([made?.DBSubnetGroupName, made?.VpcId, made?.SubnetGroupStatus], ['drills', one.vpc, 'Complete']);
  assert.equal(await codeOf(create(one.subnets, 'drills')), 'DBSubnetGroupAlreadyExists');
  assert.equal(await codeOf(under.rds.modifyDBSubnetGroup({ ...named('drills'), SubnetIds: other.subnets })), 'InvalidSubnet');
});

test('an instance is in a zone that its group covers, in security groups of its network', async () => {
  const { subnets, vpc } = await network('10.3', ['us-east-1b', 'us-east-1c']);
  await under.rds.createDBSubnetGroup({ ...named('bc'), DBSubnetGroupDescription: 'two zones', SubnetIds: subnets });
  const { GroupId: id = '' } = await ec2.createSecurityGroup({ VpcId: vpc, GroupName: 'databases', Description: 'databases' });
  const { GroupId: foreign = '' } = await ec2.createSecurityGroup({ GroupName: 'elsewhere', Description: 'elsewhere' });
  assert.equal(await codeOf(under.create('zoned', { ...small, ...named('bc'), AvailabilityZone: 'us-east-1a' })), 'InvalidVPCNetworkStateFault');
  assert.equal(await codeOf(under.create('zoned', { ...small, ...named('bc'), VpcSecurityGroupIds: [foreign] })), 'InvalidParameterCombination');
  assert.equal(await codeOf(under.create('zoned', { ...small, ...named('bc'), VpcSecurityGroupIds: ['sg-00000000000000000'] })), 'InvalidParameterValue');
  for (let n = 0; n < 4; n++) {
    const made = await under.create(`zoned-${n}`, { ...small, ...named('bc'), VpcSecurityGroupIds: [id] });
    assert.match(made.AvailabilityZone ?? '', /^us-east-1[bc]$/);
    assert.deepEqual(made.VpcSecurityGroups?.map((one) => one.VpcSecurityGroupId), [id]);
  }
  const pair = await under.create('zoned-pair', { ...named('bc'), MultiAZ: true });
  assert.notEqual(pair.AvailabilityZone, 'us-east-1a');
  await assert.rejects(ec2.deleteSecurityGroup({ GroupId: id }), { name: 'DependencyViolation' });
  const used = await Promise.all(subnets.map((SubnetId) => ec2.deleteSubnet({ SubnetId, DryRun: true }).catch((error: Error) => error.name)));
  assert.ok(used.includes('DependencyViolation'));
  assert.equal(await codeOf(under.rds.deleteDBSubnetGroup(named('bc'))), 'InvalidDBSubnetGroupStateFault');
});

test('an instance is moved to another network, not within its own', async () => {
  await under.available('plain');
  const { subnets } = await network('10.4', ['us-east-1a', 'us-east-1b']);
  await under.rds.createDBSubnetGroup({ ...named('far'), DBSubnetGroupDescription: 'another network', SubnetIds: subnets });
  await under.query('plain', 'create table kept (n int)');
  const modify = (DBSubnetGroupName: string) => under.rds.modifyDBInstance({ DBInstanceIdentifier: 'plain', DBSubnetGroupName, ApplyImmediately: true });
  assert.equal(await codeOf(modify('default')), 'InvalidVPCNetworkStateFault');
  await modify('far');
  assert.equal(await under.status('plain'), 'moving-to-vpc');
  const moved = await under.available('plain');
  assert.equal(moved.DBSubnetGroup?.DBSubnetGroupName, 'far');
  assert.match(moved.AvailabilityZone ?? '', /^us-east-1[ab]$/);
  assert.equal(moved.PendingModifiedValues?.DBSubnetGroupName, undefined);
  await under.query('plain', 'select * from kept');
  assert.equal(await codeOf(modify('far')), 'InvalidVPCNetworkStateFault');
});

test('a group that nobody is in is deleted, and found no longer', async () => {
  await under.rds.addTagsToResource({ ResourceName: 'arn:aws:rds:us-east-1:123456789012:subgrp:drills', Tags: [{ Key: 'stage', Value: 'test' }] });
  assert.deepEqual((await under.rds.listTagsForResource({ ResourceName: 'arn:aws:rds:us-east-1:123456789012:subgrp:drills' })).TagList, [{ Key: 'stage', Value: 'test' }]);
  await under.rds.deleteDBSubnetGroup(named('drills'));
  assert.equal(await codeOf(under.rds.describeDBSubnetGroups(named('drills'))), 'DBSubnetGroupNotFoundFault');
  const { DBSubnetGroups: left = [] } = await under.rds.describeDBSubnetGroups({});
  assert.deepEqual(left.map(({ DBSubnetGroupName: name }) => name), ['bc', 'default', 'far']);
  await under.pass(Duration.seconds(1));
});

test('without a default subnet there is no default group, and RDS says whom to ask', async () => {
  const ids = (await ec2.describeSubnets({ Filters: [{ Name: 'default-for-az', Values: ['true'] }] })).Subnets ?? [];
  await under.pass(Duration.minutes(30));
  for (const { DBInstanceIdentifier } of (await under.rds.describeDBInstances({})).DBInstances ?? []) await under.rds.deleteDBInstance({ DBInstanceIdentifier, SkipFinalSnapshot: true });
  await under.pass(Duration.minutes(10));
  for (const { SubnetId } of ids) await ec2.deleteSubnet({ SubnetId });
  await assert.rejects(under.create('homeless', small), { message: 'No default subnet detected in VPC. Please contact AWS Support to recreate default Subnets.' });
});
