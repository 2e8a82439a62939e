/** Networks by example: the default one, those that are made, and what EC2 refuses. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { EC2 } from '@aws-sdk/client-ec2';
import { type StandinUnderTest, standinUnderTest } from '../../standin-under-test';

let standin: StandinUnderTest;
let ec2: EC2;

before(async () => {
  standin = await standinUnderTest();
  ec2 = standin.client(EC2);
});

after(() => standin[Symbol.asyncDispose]());

const refuses = (code: string) => ({ name: code });

test('every account has a default network in every region, with a subnet for each zone', async () => {
  const { Vpcs: vpcs = [] } = await ec2.describeVpcs({ Filters: [{ Name: 'is-default', Values: ['true'] }] });
  assert.equal(vpcs.length, 1);
  assert.match(vpcs[0]?.VpcId ?? '', /^vpc-[0-9a-f]{17}$/);
  assert.equal(vpcs[0]?.CidrBlock, '172.31.0.0/16');
  const { Subnets: subnets = [] } = await ec2.describeSubnets({ Filters: [{ Name: 'vpc-id', Values: [vpcs[0]?.VpcId ?? ''] }] });
  assert.deepEqual(
    subnets.map(({ AvailabilityZone: zone, CidrBlock: cidr, DefaultForAz: isDefault }) => [zone, cidr, isDefault]),
    [
      ['us-east-1a', '172.31.0.0/20', true],
      ['us-east-1b', '172.31.16.0/20', true],
      ['us-east-1c', '172.31.32.0/20', true],
    ],
  );
  assert.equal(subnets[0]?.AvailableIpAddressCount, 4091);
  const { Vpcs: elsewhere = [] } = await standin.client(EC2, 'eu-west-1').describeVpcs({});
  assert.notEqual(elsewhere[0]?.VpcId, vpcs[0]?.VpcId);
  assert.equal(elsewhere[0]?.IsDefault, true);
});

test('the regions and zones are those of the world', async () => {
  const { Regions: regions = [] } = await ec2.describeRegions({});
  assert.ok(regions.some(({ RegionName: name, Endpoint: endpoint }) => name === 'eu-west-1' && endpoint === 'ec2.eu-west-1.amazonaws.com'));
  const { AvailabilityZones: zones = [] } = await ec2.describeAvailabilityZones({ Filters: [{ Name: 'zone-name', Values: ['*b'] }] });
  assert.deepEqual(zones.map(({ ZoneName: name, ZoneId: id, State: state }) => [name, id, state]), [['us-east-1b', 'use1-az2', 'available']]);
  await assert.rejects(ec2.describeAvailabilityZones({ ZoneNames: ['us-east-1z'] }), refuses('InvalidParameterValue'));
});

test('a network is made with tags, found by them, and deleted when nothing is in it', async () => {
  const made = await ec2.createVpc({ CidrBlock: '10.1.2.3/16', TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'name', Value: 'drill' }] }] });
  const VpcId = made.Vpc?.VpcId ?? '';
  assert.equal(made.Vpc?.CidrBlock, '10.1.0.0/16');
  const { Vpcs: found } = await ec2.describeVpcs({ Filters: [{ Name: 'tag:name', Values: ['dr*l'] }] });
  assert.deepEqual(found?.map((vpc) => vpc.VpcId), [VpcId]);
  const { Subnet: subnet } = await ec2.createSubnet({ VpcId, CidrBlock: '10.1.0.0/24', AvailabilityZone: 'us-east-1c' });
  assert.equal(subnet?.AvailabilityZoneId, 'use1-az3');
  await assert.rejects(ec2.createSubnet({ VpcId, CidrBlock: '10.1.0.128/25' }), refuses('InvalidSubnet.Conflict'));
  await assert.rejects(ec2.createSubnet({ VpcId, CidrBlock: '10.2.0.0/24' }), refuses('InvalidSubnet.Range'));
  await assert.rejects(ec2.deleteVpc({ VpcId }), refuses('DependencyViolation'));
  await ec2.deleteSubnet({ SubnetId: subnet?.SubnetId });
  await ec2.deleteVpc({ VpcId });
  await assert.rejects(ec2.describeVpcs({ VpcIds: [VpcId] }), refuses('InvalidVpcID.NotFound'));
});

test('a dry run says what would happen, and changes nothing', async () => {
  const count = async () => (await ec2.describeVpcs({})).Vpcs?.length;
  const before = await count();
  await assert.rejects(ec2.createVpc({ CidrBlock: '10.0.0.0/16', DryRun: true }), refuses('DryRunOperation'));
  await assert.rejects(ec2.createVpc({ CidrBlock: '10.0.0.0/8', DryRun: true }), refuses('InvalidVpc.Range'));
  assert.equal(await count(), before);
});

test('what is asked for wrongly, or is not served, is refused by its name', async () => {
  await assert.rejects(ec2.createVpc({ CidrBlock: 'ten' }), refuses('InvalidParameterValue'));
  await assert.rejects(ec2.createVpc({ CidrBlock: '10.0.0.0/16', AmazonProvidedIpv6CidrBlock: true }), { name: 'UnsupportedOperation', message: /AmazonProvidedIpv6CidrBlock/ });
  await assert.rejects(ec2.describeVpcs({ Filters: [{ Name: 'colour', Values: ['red'] }] }), refuses('InvalidParameterValue'));
  await assert.rejects(ec2.describeVpcs({ VpcIds: ['network'] }), refuses('InvalidVpcID.Malformed'));
  for (const MaxResults of [2, 1_001]) await assert.rejects(ec2.describeSubnets({ MaxResults }), refuses('InvalidParameterValue'));
  await assert.rejects(ec2.describeSubnets({ MaxResults: 5, SubnetIds: [(await ec2.describeSubnets({})).Subnets?.[0]?.SubnetId ?? ''] }), refuses('InvalidParameterCombination'));
});

test('no more than five networks fit into a region, and long lists come in pages', async () => {
  const west = standin.client(EC2, 'us-west-2');
  for (let n = 1; n < 5; n++) await west.createVpc({ CidrBlock: `10.${n}.0.0/16` });
  await assert.rejects(west.createVpc({ CidrBlock: '10.9.0.0/16' }), refuses('VpcLimitExceeded'));
  const { Vpcs: [own] = [] } = await west.describeVpcs({ Filters: [{ Name: 'cidr', Values: ['10.1.0.0/16'] }] });
  for (let n = 0; n < 3; n++) await west.createSubnet({ VpcId: own?.VpcId, CidrBlock: `10.1.${n}.0/24` });
  const first = await west.describeSubnets({ MaxResults: 5 });
  assert.equal(first.Subnets?.length, 5);
  const second = await west.describeSubnets({ MaxResults: 5, NextToken: first.NextToken });
  assert.equal(second.Subnets?.length, 1);
  assert.equal(second.NextToken, undefined);
});

test('what was made is there after a sudden end, and what was deleted is not', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'muster-ec2-'));
  const ids = async (one: StandinUnderTest) => (await one.client(EC2).describeSubnets({})).Subnets?.map(({ SubnetId: id }) => id);
  let kept: (string | undefined)[] | undefined;
  {
    await using one = await standinUnderTest(directory);
    await one.client(EC2).deleteSubnet({ SubnetId: (await ids(one))?.[0] });
    kept = await ids(one);
  }
  await using again = await standinUnderTest(directory);
  assert.equal(kept?.length, 2);
  assert.deepEqual(await ids(again), kept);
  await rm(directory, { recursive: true });
});
