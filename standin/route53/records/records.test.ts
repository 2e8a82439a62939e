/** Records: changed in batches that hold whole or not at all, and in force everywhere a while later. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChangeResourceRecordSetsCommand, GetChangeCommand, ListResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import * as fc from 'fast-check';
import { Duration } from '../../../time/duration';
import { record, Route53UnderTest } from '../route53-under-test';

const refused = (...problems: string[]): object => ({ name: 'InvalidChangeBatch', message: `[${problems.join(', ')}]` });

test('a change is pending, and in sync within a minute', async () => {
  await using under = await Route53UnderTest.open();
  const zone = await under.zone('example.com');
  const change = await under.change(zone, ['CREATE', record('www.example.com', 'CNAME', 'one.example.net')]);
  assert.equal(await under.status(change), 'PENDING');
  await under.standin.pass(Duration.seconds(4));
  assert.equal(await under.status(change), 'PENDING');
  await under.standin.pass(Duration.seconds(56));
  assert.equal(await under.status(change), 'INSYNC');
  await assert.rejects(under.client.send(new GetChangeCommand({ Id: 'C0' })), { name: 'NoSuchChange', message: 'Could not find resource with ID: C0' });
});

test('a batch holds whole or not at all, and every problem is told', async () => {
  await using under = await Route53UnderTest.open();
  const zone = await under.zone('example.com');
  await under.change(zone, ['CREATE', record('old.example.com', 'A', '192.0.2.1')]);
  const before = await under.held(zone);
  await assert.rejects(
    under.change(
      zone,
      ['CREATE', record('new.example.com', 'A', '192.0.2.2')],
      ['CREATE', record('old.example.com', 'A', '192.0.2.2')],
      ['DELETE', record('none.example.com', 'A', '192.0.2.2')],
    ),
    refused(
      "Tried to create resource record set [name='old.example.com.', type='A'] but it already exists",
      "Tried to delete resource record set [name='none.example.com.', type='A'] but it was not found",
    ),
  );
  assert.deepEqual(await under.held(zone), before);
});

test('UPSERT makes what is not there and replaces what is', async () => {
  await using under = await Route53UnderTest.open();
  const zone = await under.zone('example.com');
  for (const to of ['one', 'two']) {
    await under.change(zone, ['UPSERT', record('db.example.com', 'CNAME', `${to}.example.net`)]);
    assert.equal((await under.held(zone)).at(-1), `db.example.com. CNAME ${to}.example.net`);
  }
});

test('DELETE takes the values that there are', async () => {
  await using under = await Route53UnderTest.open();
  const zone = await under.zone('example.com');
  await under.change(zone, ['CREATE', record('a.example.com', 'A', '192.0.2.1', '192.0.2.2')]);
  const mismatch = refused("Tried to delete resource record set [name='a.example.com.', type='A'] but the values provided do not match the current values");
  await assert.rejects(under.change(zone, ['DELETE', record('a.example.com', 'A', '192.0.2.1')]), mismatch);
  await assert.rejects(under.change(zone, ['DELETE', { ...record('a.example.com', 'A', '192.0.2.1', '192.0.2.2'), TTL: 61 }]), mismatch);
  await under.change(zone, ['DELETE', record('a.example.com', 'A', '192.0.2.2', '192.0.2.1')]);
  assert.equal((await under.held(zone)).length, 2);
});

test('a CNAME record is alone at its name, has one value, and is not at the top', async () => {
  await using under = await Route53UnderTest.open();
  const zone = await under.zone('example.com');
  await under.change(zone, ['CREATE', record('a.example.com', 'A', '192.0.2.1')], ['CREATE', record('c.example.com', 'CNAME', 'x.example.net')]);
  await assert.rejects(
    under.change(zone, ['UPSERT', record('a.example.com', 'CNAME', 'x.example.net')]),
    refused('RRSet of type CNAME with DNS name a.example.com. is not permitted as it conflicts with other records with the same DNS name in zone example.com.'),
  );
  await assert.rejects(
    under.change(zone, ['UPSERT', record('c.example.com', 'A', '192.0.2.1')]),
    refused('RRSet of type A with DNS name c.example.com. is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone example.com.'),
  );
  await assert.rejects(
    under.change(zone, ['UPSERT', record('example.com', 'CNAME', 'x.example.net')]),
    refused('RRSet of type CNAME with DNS name example.com. is not permitted at apex in zone example.com.'),
  );
  await assert.rejects(under.change(zone, ['UPSERT', record('c.example.com', 'CNAME', 'x.example.net', 'y.example.net')]), { name: 'InvalidChangeBatch' });
  await under.change(zone, ['DELETE', record('a.example.com', 'A', '192.0.2.1')], ['CREATE', record('a.example.com', 'CNAME', 'x.example.net')]);
});

test('a zone keeps its own records, and takes no name of another', async () => {
  await using under = await Route53UnderTest.open();
  const zone = await under.zone('example.com');
  const { ResourceRecordSets: [ns, soa] = [] } = await under.client.send(new ListResourceRecordSetsCommand({ HostedZoneId: zone }));
  assert.ok(ns && soa);
  await assert.rejects(under.change(zone, ['DELETE', ns]), refused('A HostedZone must contain at least one NS record for the zone itself.'));
  await assert.rejects(under.change(zone, ['DELETE', soa]), refused('A HostedZone must contain exactly one SOA record.'));
  await assert.rejects(under.change(zone, ['CREATE', record('notexample.com', 'A', '192.0.2.1')]), refused('RRSet with DNS name notexample.com. is not permitted in zone example.com.'));
});

test('nothing is said twice of one record set', async () => {
  await using under = await Route53UnderTest.open();
  const zone = await under.zone('example.com');
  const [one, two] = [record('www.example.com', 'CNAME', 'one.example.net'), record('www.example.com', 'CNAME', 'two.example.net')];
  const twice = refused("The request contains an invalid set of changes for a resource record set 'CNAME www.example.com.'");
  await assert.rejects(under.change(zone, ['UPSERT', one], ['UPSERT', two]), twice);
  await under.change(zone, ['CREATE', one]);
  await under.change(zone, ['DELETE', one], ['CREATE', two]);
});

test('values are what their type holds', async () => {
  await using under = await Route53UnderTest.open();
  const zone = await under.zone('example.com');
  const bad = [['A', '192.0.2'], ['AAAA', '192.0.2.1'], ['TXT', 'bare'], ['MX', 'mail'], ['CNAME', 'a..b'], ['SRV', '1 2 three'], ['CAA', 'issue']] as const;
  for (const [type, value] of bad) await assert.rejects(under.change(zone, ['CREATE', record('x.example.com', type, value)]), { name: 'InvalidChangeBatch' }, type);
  await assert.rejects(under.change(zone, ['CREATE', record('x.example.com', 'A', '192.0.2')]), refused("Invalid Resource Record: FATAL problem: ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) encountered with '192.0.2'"));
  await under.change(zone, ['CREATE', record('x.example.com', 'TXT', '"one" "two"')], ['CREATE', record('x.example.com', 'MX', '10 mail.example.com')]);
  await assert.rejects(under.change(zone, ['CREATE', { Name: 'y.example.com', Type: 'A' }]), {
    name: 'InvalidInput',
    message: /Expected exactly one of \[AliasTarget, all of \[TTL, and ResourceRecords\], or TrafficPolicyInstanceId\], but found none/,
  });
});

test('routing policies and aliases are refused by name', async () => {
  await using under = await Route53UnderTest.open();
  const zone = await under.zone('example.com');
  const plain = record('www.example.com', 'A', '192.0.2.1');
  const routed = { Weight: { Weight: 1 }, Region: { Region: 'eu-west-1' as const }, Failover: { Failover: 'PRIMARY' as const }, MultiValueAnswer: { MultiValueAnswer: true } };
  for (const [member, more] of Object.entries(routed)) {
    await assert.rejects(under.change(zone, ['CREATE', { ...plain, ...more }]), { name: 'NotImplemented', message: `The stand-in does not serve Route 53 records with ${member}.` });
  }
  const alias = { Name: 'www.example.com', Type: 'A' as const, AliasTarget: { HostedZoneId: zone, DNSName: 'a.example.com', EvaluateTargetHealth: false } };
  await assert.rejects(under.change(zone, ['CREATE', alias]), { name: 'NotImplemented', message: /AliasTarget/ });
  await assert.rejects(under.change(zone, ['CREATE', record('www.example.com', 'HTTPS', '1 . alpn="h2"')]), { name: 'NotImplemented' });
});

test('a batch that is empty, or of no zone, is refused', async () => {
  await using under = await Route53UnderTest.open();
  const zone = await under.zone('example.com');
  await assert.rejects(under.client.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: zone, ChangeBatch: { Changes: [] } })), { name: 'InvalidInput' });
  await assert.rejects(under.change('Z0', ['CREATE', record('a.example.com', 'A', '192.0.2.1')]), { name: 'NoSuchHostedZone' });
});

test('records are listed by their labels from the last to the first, in pages', async () => {
  await using under = await Route53UnderTest.open();
  const zone = await under.zone('example.com');
  const names = ['b.example.com', '*.example.com', 'x.a.example.com', 'a.example.com', 'a-b.example.com'];
  await under.change(zone, ...names.map((name) => ['CREATE', record(name, 'A', '192.0.2.1')] as const).map(([action, set]): ['CREATE', typeof set] => [action, set]));
  const listed: string[] = [];
  let next: { StartRecordName?: string; StartRecordType?: 'A' } | undefined = {};
  while (next) {
    const page: Awaited<ReturnType<typeof list>> = await list(next);
    assert.ok((page.ResourceRecordSets?.length ?? 0) <= 2);
    listed.push(...(page.ResourceRecordSets ?? []).map(({ Name, Type }) => `${Name} ${Type}`));
    next = page.IsTruncated ? { StartRecordName: page.NextRecordName, StartRecordType: page.NextRecordType as 'A' } : undefined;
  }
  assert.deepEqual(listed, ['example.com. NS', 'example.com. SOA', '\\052.example.com. A', 'a-b.example.com. A', 'a.example.com. A', 'x.a.example.com. A', 'b.example.com. A']);

  function list(start: object) {
    return under.client.send(new ListResourceRecordSetsCommand({ HostedZoneId: zone, MaxItems: 2, ...start }));
  }
});

test('any batches leave what they said last', async () => {
  await using under = await Route53UnderTest.open();
  const zone = await under.zone('example.com');
  const held = new Map<string, string>();
  const work = fc.array(fc.record({ action: fc.constantFrom('CREATE', 'UPSERT', 'DELETE'), name: fc.constantFrom('a', 'b', 'c'), to: fc.constantFrom('x', 'y') }), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(work, async (changes) => {
      for (const { action, name, to } of changes) {
        const there = held.get(name);
        const good = action === 'UPSERT' || (action === 'CREATE' ? there === undefined : there === to);
        const done = await under.change(zone, [action, record(`${name}.example.com`, 'CNAME', `${to}.example.net`)]).then(() => true, () => false);
        assert.equal(done, good);
        if (good && action === 'DELETE') held.delete(name);
        else if (good) held.set(name, to);
      }
      const expected = [...held].sort().map(([name, to]) => `${name}.example.com. CNAME ${to}.example.net`);
      assert.deepEqual((await under.held(zone)).slice(2), expected);
    }),
    { numRuns: 30 },
  );
});
