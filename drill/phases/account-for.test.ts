/** The end of the witnesses: what was written, what an independent reader finds, and that the record chains to both. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EntryOf, Json } from '../../evidence/entry';
import { sideFileReader } from '../../evidence/witness-file';
import { parseReadBack, parseWitnessRecord } from '../../evidence/witness-record';
import { Compromised } from '../../measure/endings';
import { Duration } from '../../time/duration';
import { Bucket } from '../bucket/bucket';
import type { Drill } from '../drill';
import { type DrillUnderTest, drillUnderTest, protectUnderTest } from '../drill-under-test';
import { accountForWrites } from './account-for';
import { startWitnesses } from './steady-state';

const named = (name: string) => (error: unknown): boolean => error instanceof Compromised && error.message.includes(name);

function records(drill: Drill, entry: EntryOf<'witness'> | undefined): readonly Json[] {
  assert.ok(entry);
  return sideFileReader(drill.folder)(entry);
}

async function writingFor(ground: DrillUnderTest, duration: Duration): Promise<Bucket> {
  const { drill } = ground;
  await protectUnderTest(drill, 'invoices');
  await startWitnesses(drill, 'invoices', Duration.seconds(1));
  await drill.step('steady state', () => drill.clock.sleep(duration));
  const { recoverable } = drill.subject('invoices');
  assert.ok(recoverable instanceof Bucket);
  return recoverable;
}

test('what was written and what is there are on record, each in a file that the ledger vouches for', async () => {
  await using ground = await drillUnderTest();
  const { drill } = ground;
  const { s3, resource } = await writingFor(ground, Duration.seconds(12));
  await ground.during(async () => {
    await s3.delete(resource.bucket, 'witness/00000002');
    await s3.put(resource.bucket, 'witness/00000003', Buffer.from('damaged'));
  });
  await accountForWrites(drill, 'invoices');

  const [written, readBack, ...more] = ground.entries('witness');
  assert.deepEqual(more, []);
  assert.deepEqual([written?.event, written?.component, readBack?.event, readBack?.component], ['written', 'invoices', 'read-back', 'invoices']);
  const acknowledged = records(drill, written).map(parseWitnessRecord).filter(({ event }) => event === 'acknowledged');
  assert.deepEqual(acknowledged.filter(({ operation }) => operation === 'delete').map(({ witness }) => witness), [5]);
  const last = Math.max(...acknowledged.map(({ witness }) => witness));
  const found = parseReadBack(records(drill, readBack));
  assert.deepEqual([...found.keys()], Array.from({ length: last }, (_, index) => index + 1).filter((n) => n !== 2 && n !== 5));
  const { written: digests } = drill.subject('invoices').witnesses ?? { written: new Map<number, string>() };
  for (const [witness, digest] of found) assert.equal(digest === digests.get(witness), witness !== 3, String(witness));
});

test('nothing is written any more once it was accounted for', async () => {
  await using ground = await drillUnderTest();
  const { s3, resource } = await writingFor(ground, Duration.seconds(2));
  await accountForWrites(ground.drill, 'invoices');
  const keys = (): Promise<string[]> => ground.during(() => s3.keys(resource.bucket, 'witness/'));
  const before = await keys();
  await ground.during(() => ground.drill.clock.sleep(Duration.minutes(5)));
  assert.deepEqual(await keys(), before);
});

test('a runbook that accounts for writes that never began, or twice, compromises the drill', async () => {
  await using ground = await drillUnderTest();
  await protectUnderTest(ground.drill, 'invoices');
  await assert.rejects(accountForWrites(ground.drill, 'invoices'), named('took no numbered writes'));
  await startWitnesses(ground.drill, 'invoices', Duration.seconds(1));
  await assert.rejects(startWitnesses(ground.drill, 'invoices', Duration.seconds(1)), named('already'));
  await accountForWrites(ground.drill, 'invoices');
  await assert.rejects(accountForWrites(ground.drill, 'invoices'), named('accounted for already'));
});
