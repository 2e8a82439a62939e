/** Security groups and their rules, and tags, by example. */
import assert from 'node:assert/strict';
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
const postgres = { IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432 };

async function make(name: string): Promise<string> {
  const { GroupId: id = '' } = await ec2.createSecurityGroup({ GroupName: name, Description: 'for databases' });
  return id;
}

async function find(id: string) {
  const { SecurityGroups: [group] = [] } = await ec2.describeSecurityGroups({ GroupIds: [id] });
  return group ?? {};
}

test('the members of a default group may talk to each other, and out', async () => {
  const { SecurityGroups: [group] = [] } = await ec2.describeSecurityGroups({ Filters: [{ Name: 'group-name', Values: ['default'] }] });
  assert.deepEqual(group?.IpPermissions?.map(({ IpProtocol: protocol, UserIdGroupPairs: peers }) => [protocol, peers?.[0]?.GroupId]), [['-1', group?.GroupId]]);
  assert.deepEqual(group?.IpPermissionsEgress?.[0]?.IpRanges?.map(({ CidrIp: cidr }) => cidr), ['0.0.0.0/0']);
  await assert.rejects(ec2.deleteSecurityGroup({ GroupId: group?.GroupId }), refuses('CannotDelete'));
});

test('rules are let in once and taken back, by what they say or by their ids', async () => {
  const id = await make('rules');
  const both = { GroupId: id, IpPermissions: [{ ...postgres, IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'within' }, { CidrIp: '192.168.0.0/16' }] }] };
  const { SecurityGroupRules: rules = [] } = await ec2.authorizeSecurityGroupIngress(both);
  assert.deepEqual(rules.map(({ CidrIpv4: cidr, IsEgress: egress }) => [cidr, egress]), [['10.0.0.0/8', false], ['192.168.0.0/16', false]]);
  await assert.rejects(ec2.authorizeSecurityGroupIngress(both), {
    name: 'InvalidPermission.Duplicate',
    message: 'the specified rule "peer: 10.0.0.0/8, TCP, from port: 5432, to port: 5432, ALLOW" already exists',
  });
  assert.deepEqual((await find(id)).IpPermissions?.map(({ IpRanges: ranges }) => ranges?.length), [2]);
  await ec2.revokeSecurityGroupIngress({ GroupId: id, SecurityGroupRuleIds: [rules[1]?.SecurityGroupRuleId ?? ''] });
  await ec2.revokeSecurityGroupIngress({ GroupId: id, ...postgres, CidrIp: '10.0.0.0/8' });
  assert.deepEqual((await find(id)).IpPermissions, []);
  await assert.rejects(ec2.revokeSecurityGroupIngress({ GroupId: id, ...postgres, CidrIp: '10.0.0.0/8' }), refuses('InvalidPermission.NotFound'));
});

test('a group that another lets in cannot be deleted', async () => {
  const [database, clients] = [await make('database'), await make('clients')];
  await ec2.authorizeSecurityGroupIngress({ GroupId: database, IpPermissions: [{ ...postgres, UserIdGroupPairs: [{ GroupId: clients }] }] });
  await assert.rejects(ec2.deleteSecurityGroup({ GroupId: clients }), refuses('DependencyViolation'));
  await ec2.deleteSecurityGroup({ GroupId: database });
  await ec2.deleteSecurityGroup({ GroupId: clients });
  await assert.rejects(find(clients), refuses('InvalidGroup.NotFound'));
});

test('rules that cannot be are refused', async () => {
  const id = await make('refused');
  const rule = (more: object) => ec2.authorizeSecurityGroupIngress({ GroupId: id, IpPermissions: [{ ...postgres, ...more }] });
  await assert.rejects(rule({ IpRanges: [{ CidrIp: '10.0.0.0/40' }] }), { name: 'InvalidParameterValue', message: 'CIDR block 10.0.0.0/40 is malformed' });
  await assert.rejects(rule({ FromPort: undefined, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }), refuses('InvalidParameterValue'));
  await assert.rejects(rule({ FromPort: 6000, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }), refuses('InvalidPermission.Malformed'));
  await assert.rejects(rule({ UserIdGroupPairs: [{ GroupId: 'sg-00000000000000000' }] }), refuses('InvalidGroup.NotFound'));
});

test('names of groups are one to a network, and some are AWS\'s own', async () => {
  await make('once');
  await assert.rejects(make('once'), refuses('InvalidGroup.Duplicate'));
  await assert.rejects(make('default'), refuses('InvalidParameterValue'));
  await assert.rejects(make('sg-mine'), refuses('InvalidParameterValue'));
});

test('tags are put on what there is, told, and taken away', async () => {
  const id = await make('tagged');
  await ec2.createTags({ Resources: [id], Tags: [{ Key: 'team', Value: 'data' }, { Key: 'stage', Value: 'test' }] });
  const told = async () => (await ec2.describeTags({ Filters: [{ Name: 'resource-id', Values: [id] }] })).Tags?.map(({ Key, Value, ResourceType: type }) => [type, Key, Value]);
  assert.deepEqual(await told(), [['security-group', 'team', 'data'], ['security-group', 'stage', 'test']]);
  await ec2.deleteTags({ Resources: [id], Tags: [{ Key: 'team', Value: 'another' }, { Key: 'stage' }] });
  assert.deepEqual(await told(), [['security-group', 'team', 'data']]);
  await assert.rejects(ec2.createTags({ Resources: [id], Tags: [{ Key: 'aws:own', Value: '' }] }), refuses('InvalidParameterValue'));
  await assert.rejects(ec2.createTags({ Resources: ['i-00000000000000000'], Tags: [{ Key: 'a', Value: '' }] }), refuses('InvalidInstanceID.NotFound'));
  await assert.rejects(ec2.createTags({ Resources: ['zz-1'], Tags: [{ Key: 'a', Value: '' }] }), refuses('InvalidID'));
});
