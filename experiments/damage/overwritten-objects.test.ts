/** The batch job gone wrong, as an independent client sees it: what it damages, that it is undone, and that both can be done again. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { BucketTarget } from '../../aws/resources';
import { type DrillUnderTest, drillUnderTest, protectUnderTest } from '../../drill/drill-under-test';
import { Undo } from '../../drill/undo';
import { openLedger } from '../../evidence/ledger';
import { sealLedger } from '../../evidence/seal';
import { Refused } from '../../measure/endings';
import { bindExperiment, experimentUndo } from '../catalogue';

interface Scene {
  target: BucketTarget;
  experiment: ReturnType<typeof bindExperiment>;
  /** Every key with its content, by a client of its own. */
  look: () => Promise<Map<string, string>>;
  undo: () => Promise<string[]>;
}

async function scene(ground: DrillUnderTest): Promise<Scene> {
  const { drill } = ground;
  await protectUnderTest(drill, 'invoices');
  const target = drill.subject('invoices').recoverable.experimentTarget();
  assert.ok(target.kind === 'bucket');
  const { bucket } = target;
  const look = () =>
    ground.during(async () => {
      const found = new Map<string, string>();
      for (const key of await target.s3.keys(bucket, '')) found.set(key, Buffer.from((await target.s3.get(bucket, key)) ?? []).toString('base64'));
      return found;
    });
  const undo = () =>
    ground.during(async () => {
      const results: string[] = [];
      for (const filed of ground.entries('undo-filed').filter(({ action }) => action in experimentUndo).reverse()) {
        results.push((await experimentUndo[filed.action]?.(drill.services, filed.arguments)) ?? 'no such undo');
      }
      return results;
    });
  return { target, experiment: bindExperiment('overwritten-objects', drill, target), look, undo };
}

/** How many keys hold something else than before, and how many are gone. */
function harm(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): { different: number; gone: number } {
  const keys = [...before.keys()];
  return { different: keys.filter((key) => now.has(key) && now.get(key) !== before.get(key)).length, gone: keys.filter((key) => !now.has(key)).length };
}

const options = { undoActions: experimentUndo };

test('it overwrites about a third and deletes about a quarter, and sees that it did', async () => {
  await using ground = await drillUnderTest(options);
  const { experiment, look } = await scene(ground);
  const before = await look();
  assert.deepEqual(await ground.during(experiment.landed), { good: false, saw: '0 objects overwritten, 0 deleted' });
  await ground.during(experiment.inject);
  const { different, gone } = harm(before, await look());
  assert.ok(different > 10 && different < 30 && gone > 8 && gone < 25, `${different} different, ${gone} gone`);
  assert.deepEqual(await ground.during(experiment.landed), { good: true, saw: `${different} objects overwritten, ${gone} deleted` });
});

test('its undo is on disk before the first object is touched, and names all that will be', async () => {
  await using ground = await drillUnderTest(options);
  const { experiment, look, target } = await scene(ground);
  const before = await look();
  await ground.during(experiment.inject);
  const [filed] = ground.entries('undo-filed').filter(({ action }) => action === 'put-versions-back');
  const [touched] = ground.entries('call').filter(({ seq, input }) => filed && seq > filed.seq && input['Bucket'] === target.bucket);
  assert.ok(filed && touched);
  const now = await look();
  const changed = [...before.keys()].filter((key) => now.get(key) !== before.get(key));
  const { versions } = filed.arguments as { versions: Record<string, string> };
  assert.deepEqual(Object.keys(versions).sort(), changed.sort());
  const earlier = ground.entries('call').filter(({ seq, operation }) => seq < filed.seq && operation === 'DeleteObject');
  assert.deepEqual(earlier, []);
});

test('what cannot be filed is not done', async () => {
  await using ground = await drillUnderTest(options);
  const { look, target } = await scene(ground);
  const before = await look();
  const full = openLedger(join(ground.folder, 'full.jsonl'), () => ground.drill.clock.now());
  sealLedger(full, 'finished');
  const { seed, services } = ground.drill;
  const unable = bindExperiment('overwritten-objects', { seed, services, undo: new Undo(full, experimentUndo) }, target);
  await assert.rejects(ground.during(unable.inject), Refused);
  assert.deepEqual(await look(), before);
});

test('undone, every object is what it was, and once more there is nothing to do', async () => {
  await using ground = await drillUnderTest(options);
  const { experiment, look, undo } = await scene(ground);
  const before = await look();
  await ground.during(experiment.inject);
  assert.deepEqual(await undo(), ['done']);
  assert.deepEqual(await look(), before);
  assert.deepEqual(await undo(), ['nothing left to do']);
});

test('it can be done twice, and both are undone', async () => {
  await using ground = await drillUnderTest(options);
  const { experiment, look, undo } = await scene(ground);
  const before = await look();
  for (let n = 0; n < 2; n++) await ground.during(experiment.inject);
  assert.notDeepEqual(await look(), before);
  await undo();
  assert.deepEqual(await look(), before);
});

test('stopped half way, what was damaged is put back and the rest is left', async () => {
  await using ground = await drillUnderTest(options);
  const { target, look, undo } = await scene(ground);
  const before = await look();
  let acts = 0;
  const s3 = new Proxy(target.s3, {
    get: (real, name) => {
      const member: unknown = Reflect.get(real, name);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]): unknown => {
        if ((name === 'put' || name === 'delete') && (acts += 1) > 7) throw new Error('stopped');
        return Reflect.apply(member, real, given);
      };
    },
  });
  await assert.rejects(ground.during(bindExperiment('overwritten-objects', ground.drill, { ...target, s3 }).inject), /stopped/);
  const { different, gone } = harm(before, await look());
  assert.equal(different + gone, 7);
  assert.deepEqual(await undo(), ['done']);
  assert.deepEqual(await look(), before);
});

test('a bucket that is gone leaves nothing to undo', async () => {
  await using ground = await drillUnderTest(options);
  const { target, experiment, undo } = await scene(ground);
  await ground.during(experiment.inject);
  await ground.during(() => target.s3.deleteBucketWithContent(target.bucket));
  assert.deepEqual(await undo(), ['nothing left to do']);
});
