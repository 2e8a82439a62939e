/** After the undo somebody looks whether it undid everything. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DrillUnderTest, drillUnderTest, protectUnderTest } from '../drill-under-test';
import { inventorySubject } from '../judge/clean-up';
import { takeInventory } from './inventory';

async function inventoryOf(ground: DrillUnderTest): Promise<{ good: boolean | null; saw: string } | undefined> {
  await ground.during(() => takeInventory(ground.drill));
  return ground.entries('look').findLast(({ subject }) => subject === inventorySubject);
}

test('what the drill made is seen, role and all, until it is undone', async () => {
  await using ground = await drillUnderTest();
  const { drill } = ground;
  await protectUnderTest(drill, 'invoices');
  const before = await inventoryOf(ground);
  assert.equal(before?.good, false);
  assert.match(before.saw, /^Left behind after 15 min: /);
  for (const one of [/arn:aws:s3:::muster-invoices-\S+-replica/, /arn:aws:cloudwatch:eu-central-1:\d+:alarm:\S+-fails-to-replicate/, /arn:aws:cloudwatch:eu-west-1:\d+:alarm:\S+-lags/, /the role muster-invoices-\S+/]) assert.match(before.saw, one);
  await ground.during(() => drill.undo.all(drill.services));
  const after = await inventoryOf(ground);
  assert.deepEqual([after?.good, after?.saw], [true, "Nothing that carries the drill's tag muster:drill is left in eu-central-1 or eu-west-1, and no role of its own."]);
});

test('a deletion that was acknowledged and not done is found out', async () => {
  await using ground = await drillUnderTest({ mischief: ['left-behind'] });
  const { drill } = ground;
  await protectUnderTest(drill, 'receipts');
  const undone = await ground.during(() => drill.undo.all(drill.services));
  assert.ok(undone.every(({ result }) => result === 'done'));
  const { good, saw = '' } = (await inventoryOf(ground)) ?? {};
  assert.deepEqual([good, /muster-receipts/.test(saw)], [false, true]);
});

test('what another drill of the same plan made is none of its business', async () => {
  await using ground = await drillUnderTest();
  const { drill } = ground;
  const tags = { 'muster:drill': 'data-corruption.other.3/0a1b2c3d', 'muster:plan': 'shop' };
  await ground.during(async () => {
    const s3 = drill.services.s3('eu-central-1');
    await s3.createBucket('of-another-drill');
    await s3.tagBucket('of-another-drill', tags);
  });
  assert.equal((await inventoryOf(ground))?.good, true);
});

test('where nobody may look, nothing is said to be clear', async () => {
  await using ground = await drillUnderTest();
  const { drill } = ground;
  // A region that AWS does not have answers nobody.
  drill.services.inventory = () => {
    throw new Error('AWS does not answer');
  };
  const seen = await inventoryOf(ground);
  assert.deepEqual([seen?.good, seen?.saw], [null, 'What is left of the drill could not be seen: AWS does not answer']);
});
