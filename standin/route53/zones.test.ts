/** Zones: made once, public or for a network, listed by name, deleted when nothing is left in them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CreateUserCommand, CreateAccessKeyCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import {
  ChangeTagsForResourceCommand,
  CreateHostedZoneCommand,
  DeleteHostedZoneCommand,
  GetHostedZoneCommand,
  ListHostedZonesByNameCommand,
  ListHostedZonesCommand,
  ListTagsForResourceCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { record, Route53UnderTest } from './route53-under-test';

test('a public zone has four name servers, and says so itself', async () => {
  await using under = await Route53UnderTest.open();
  const made = await under.client.send(new CreateHostedZoneCommand({ Name: 'Example.com', CallerReference: 'one', HostedZoneConfig: { Comment: 'ours' } }));
  const id = made.HostedZone?.Id ?? '';
  assert.match(id, /^\/hostedzone\/Z[A-Z0-9]{20}$/);
  assert.match(made.ChangeInfo?.Id ?? '', /^\/change\/C[A-Z0-9]{20}$/);
  assert.deepEqual([made.HostedZone?.Name, made.HostedZone?.Config, made.ChangeInfo?.Status], ['example.com.', { Comment: 'ours', PrivateZone: false }, 'PENDING']);
  assert.equal(made.Location, `https://route53.amazonaws.com/2013-04-01${id}`);

  const { HostedZone, DelegationSet, VPCs } = await under.client.send(new GetHostedZoneCommand({ Id: id }));
  assert.deepEqual([HostedZone?.ResourceRecordSetCount, DelegationSet?.NameServers?.length, VPCs], [2, 4, undefined]);
  const [ns = '', soa = ''] = await under.held(id);
  assert.equal(ns, `example.com. NS ${DelegationSet?.NameServers?.map((server) => `${server}.`).join(' ')}`);
  assert.match(soa, /^example.com. SOA ns-\d+.awsdns-\d+.co.uk. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400$/);
  assert.deepEqual(under.standin.faults, []);
});

test('a private zone is for a network that is there, and for one of its name only', async () => {
  await using under = await Route53UnderTest.open();
  const id = await under.zone('orders.internal', { privateIn: 'eu-central-1' });
  const { HostedZone, VPCs, DelegationSet } = await under.client.send(new GetHostedZoneCommand({ Id: id }));
  assert.deepEqual([HostedZone?.Config?.PrivateZone, VPCs?.[0]?.VPCRegion, DelegationSet], [true, 'eu-central-1', undefined]);

  await assert.rejects(under.zone('orders.internal', { privateIn: 'eu-central-1', reference: 'again' }), { name: 'ConflictingDomainExists' });
  await under.zone('orders.internal', { privateIn: 'eu-west-1', reference: 'elsewhere' });
  const nowhere = { Name: 'a.internal', CallerReference: 'a', VPC: { VPCId: 'vpc-0123456789abcdef0', VPCRegion: 'eu-central-1' as const } };
  await assert.rejects(under.client.send(new CreateHostedZoneCommand(nowhere)), { name: 'InvalidVPCId' });
  await assert.rejects(under.client.send(new CreateHostedZoneCommand({ ...nowhere, VPC: undefined, HostedZoneConfig: { PrivateZone: true } })), { name: 'InvalidInput' });
});

test('a caller reference makes one zone, and never another, also when that is gone', async () => {
  await using under = await Route53UnderTest.open();
  const id = await under.zone('example.com', { reference: 'one' });
  const exists = { name: 'HostedZoneAlreadyExists', message: 'A hosted zone has already been created with the specified caller reference.' };
  await assert.rejects(under.zone('example.com', { reference: 'one' }), exists);
  assert.notEqual(await under.zone('example.com', { reference: 'two' }), id);
  await under.client.send(new DeleteHostedZoneCommand({ Id: id }));
  await assert.rejects(under.zone('example.com', { reference: 'one' }), exists);
});

test('a name that is none makes no zone', async () => {
  await using under = await Route53UnderTest.open();
  for (const name of ['a..b', `${'a'.repeat(64)}.com`, `${'abcdefg.'.repeat(32)}com`]) await assert.rejects(under.zone(name), { name: 'InvalidDomainName' });
});

test('a zone with more in it than its own records is not deleted', async () => {
  await using under = await Route53UnderTest.open();
  const id = await under.zone('example.com');
  await under.change(id, ['CREATE', record('www.example.com', 'A', '192.0.2.1')]);
  await assert.rejects(under.client.send(new DeleteHostedZoneCommand({ Id: id })), {
    name: 'HostedZoneNotEmpty',
    message: 'The specified hosted zone contains non-required resource record sets and so cannot be deleted.',
  });
  await under.change(id, ['DELETE', record('www.example.com', 'A', '192.0.2.1')]);
  assert.equal((await under.client.send(new DeleteHostedZoneCommand({ Id: id }))).ChangeInfo?.Status, 'PENDING');
  await assert.rejects(under.client.send(new GetHostedZoneCommand({ Id: id })), { name: 'NoSuchHostedZone', message: `No hosted zone found with ID: ${id}` });
});

test('zones are listed in pages, by age or by name', async () => {
  await using under = await Route53UnderTest.open();
  for (const name of ['b.com', 'a.org', 'x.a.com', 'a.com']) await under.zone(name);
  const names = (zones: readonly { Name?: string }[] = []): (string | undefined)[] => zones.map(({ Name }) => Name);

  const first = await under.client.send(new ListHostedZonesCommand({ MaxItems: 3 }));
  assert.deepEqual([names(first.HostedZones), first.IsTruncated], [['b.com.', 'a.org.', 'x.a.com.'], true]);
  const rest = await under.client.send(new ListHostedZonesCommand({ Marker: first.NextMarker }));
  assert.deepEqual([names(rest.HostedZones), rest.IsTruncated], [['a.com.'], false]);

  const byName = await under.client.send(new ListHostedZonesByNameCommand({ MaxItems: 2 }));
  assert.deepEqual([names(byName.HostedZones), byName.NextDNSName], [['a.com.', 'x.a.com.'], 'b.com.']);
  const on = await under.client.send(new ListHostedZonesByNameCommand({ DNSName: byName.NextDNSName, HostedZoneId: byName.NextHostedZoneId }));
  assert.deepEqual(names(on.HostedZones), ['b.com.', 'a.org.']);
});

test('a zone is tagged', async () => {
  await using under = await Route53UnderTest.open();
  const zone = { ResourceType: 'hostedzone', ResourceId: await under.zone('example.com') } as const;
  await under.client.send(new ChangeTagsForResourceCommand({ ...zone, AddTags: [{ Key: 'team', Value: 'orders' }, { Key: 'old', Value: '1' }] }));
  await under.client.send(new ChangeTagsForResourceCommand({ ...zone, AddTags: [{ Key: 'team', Value: 'billing' }], RemoveTagKeys: ['old'] }));
  assert.deepEqual((await under.client.send(new ListTagsForResourceCommand(zone))).ResourceTagSet?.Tags, [{ Key: 'team', Value: 'billing' }]);
  await assert.rejects(under.client.send(new ListTagsForResourceCommand({ ResourceType: 'healthcheck', ResourceId: 'h' })), { name: 'NoSuchHealthCheck' });
});

test('all regions have the same zones, and each account its own', async () => {
  await using under = await Route53UnderTest.open();
  const id = await under.zone('example.com');
  const there = under.standin.client(Route53Client, 'eu-west-1');
  assert.equal((await there.send(new GetHostedZoneCommand({ Id: id }))).HostedZone?.Name, 'example.com.');

  const stranger = under.standin.client(Route53Client);
  stranger.config.credentials = () => Promise.resolve({ accessKeyId: '210987654321', secretAccessKey: '210987654321' });
  assert.deepEqual((await stranger.send(new ListHostedZonesCommand({}))).HostedZones, []);
  await assert.rejects(stranger.send(new GetHostedZoneCommand({ Id: id })), { name: 'AccessDenied', message: 'User: arn:aws:iam::210987654321:root is not authorized to access this resource' });
});

test('a policy decides by zone, and by the names that a batch changes', async () => {
  await using under = await Route53UnderTest.open();
  const [mine, other] = [await under.zone('example.com'), await under.zone('example.org')];
  const iam = under.standin.client(IAMClient);
  await iam.send(new CreateUserCommand({ UserName: 'pointer' }));
  const statement = {
    Effect: 'Allow',
    Action: 'route53:ChangeResourceRecordSets',
    Resource: `arn:aws:route53:::hostedzone/${mine}`,
    Condition: { 'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsNormalizedRecordNames': ['db.example.com'] } },
  };
  await iam.send(new PutUserPolicyCommand({ UserName: 'pointer', PolicyName: 'p', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'pointer' }));
  under.client.config.credentials = () => Promise.resolve({ accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' });

  await under.change(mine, ['CREATE', record('DB.example.com.', 'CNAME', 'one.example.net')]);
  await assert.rejects(under.change(mine, ['CREATE', record('web.example.com', 'CNAME', 'one.example.net')]), { name: 'AccessDenied' });
  await assert.rejects(under.change(other, ['CREATE', record('db.example.org', 'CNAME', 'one.example.net')]), { name: 'AccessDenied' });
});
