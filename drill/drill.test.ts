/** A drill's steps: which phase they are in, and how the first error in them decides the ending. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Aborted, Compromised, Refused, TimedOut } from '../measure/endings';
import { Duration } from '../time/duration';
import { PlanFellShort } from './drill';
import { drillUnderTest, protectUnderTest } from './drill-under-test';

const failing = (error: unknown) => async (): Promise<never> => {
  throw error;
};

test('time passes for a step and stands still around it', async () => {
  await using ground = await drillUnderTest();
  const { drill } = ground;
  const start = drill.clock.now();
  assert.equal(await drill.step('detect', async () => drill.clock.sleep(Duration.minutes(3)).then(() => 'seen')), 'seen');
  assert.equal(drill.clock.now().since(start).seconds, 180);
  assert.deepEqual(drill.ending, { outcome: 'finished', reason: '' });
});

test('phases are entered and left once, however many steps are in them', async () => {
  await using ground = await drillUnderTest();
  const { drill } = ground;
  for (const phase of ['protect', 'protect', 'damage'] as const) await drill.step(phase, async () => undefined);
  drill.leavePhase();
  drill.leavePhase();
  const edges = ground.entries('phase').map(({ phase, edge }) => `${edge} ${phase}`);
  assert.deepEqual(edges, ['entered protect', 'left protect', 'entered damage', 'left damage']);
  assert.deepEqual(ground.progress.flatMap((event) => (event.type === 'phase' ? [event.phase] : [])), ['protect', 'damage']);
});

test('an error is thrown on, and the kind of it is the outcome', async () => {
  const kinds = [
    [new Refused('not allowed'), 'refused', 'not allowed'],
    [new Compromised('never landed'), 'compromised', 'never landed'],
    [new Aborted('Ctrl-C'), 'aborted', 'Ctrl-C'],
    [new TimedOut('never seen'), 'compromised', 'never seen'],
    [new TypeError('a bug'), 'compromised', 'a bug'],
    ['text', 'compromised', 'text'],
    [new PlanFellShort('restored late'), 'finished', ''],
  ] as const;
  for (const [error, outcome, reason] of kinds) {
    await using ground = await drillUnderTest();
    await assert.rejects(ground.drill.step('verify', failing(error)), (thrown) => thrown === error);
    assert.deepEqual(ground.drill.ending, { outcome, reason });
  }
});

test('the first error decides, whatever comes after it', async () => {
  await using ground = await drillUnderTest();
  const { drill } = ground;
  for (const error of [new Compromised('first'), new Refused('second'), new Aborted('third')]) await drill.step('verify', failing(error)).catch(() => undefined);
  assert.deepEqual(drill.ending, { outcome: 'compromised', reason: 'first' });
});

test('a plan that fell short leaves it to a later error to end the drill otherwise', async () => {
  await using ground = await drillUnderTest();
  await ground.drill.step('verify', failing(new PlanFellShort('late'))).catch(() => undefined);
  ground.drill.endBecause(new Aborted('Ctrl-C'));
  assert.equal(ground.drill.ending.outcome, 'aborted');
});

test('a step of a drill that was stopped before does not begin', async () => {
  await using ground = await drillUnderTest();
  const reason = new Aborted('Ctrl-C');
  ground.stop(reason);
  let began = false;
  await assert.rejects(ground.drill.step('damage', async () => void (began = true)), (error) => error === reason);
  assert.deepEqual([began, ground.entries('phase'), ground.drill.ending], [false, [], { outcome: 'aborted', reason: 'Ctrl-C' }]);
});

test('what the runbook speaks of has to be protected first', async () => {
  await using ground = await drillUnderTest();
  assert.throws(() => ground.drill.subject('invoices'), (error) => error instanceof Compromised && error.message.includes('Given "invoices" is protected'));
  await protectUnderTest(ground.drill, 'invoices');
  assert.equal(ground.drill.subject('invoices').component.name, 'invoices');
  assert.deepEqual(ground.drill.subjects.map(({ component }) => component.name), ['invoices']);
});

test('a promise of the plan is on record, and on the display, from when it begins', async () => {
  await using ground = await drillUnderTest();
  const { drill } = ground;
  drill.promise({ promise: 'notice', component: 'invoices', objectiveSeconds: 1_800, from: 'fault', to: 'detected' });
  assert.deepEqual(ground.entries('promise').map(({ promise, component, objectiveSeconds, from, to }) => [promise, component, objectiveSeconds, from, to]), [['notice', 'invoices', 1_800, 'fault', 'detected']]);
  const at = drill.clock.now().toString();
  assert.deepEqual(ground.progress.at(-1), { type: 'promise', promise: 'notice', objectiveSeconds: 1_800, from: 'fault', to: 'detected', at });
});

test('a mark is made once, with its interval, and is on the display', async () => {
  await using ground = await drillUnderTest();
  const { drill } = ground;
  await protectUnderTest(drill, 'invoices');
  const subject = drill.subject('invoices');
  const now = drill.clock.now();
  const later = now.plus(Duration.seconds(9));
  drill.mark(subject, 'detected', { notBefore: now, notAfter: later });
  drill.mark(subject, 'detected', { notBefore: later, notAfter: later });
  assert.deepEqual(ground.entries('mark').map(({ mark, notBefore, notAfter, component }) => [mark, notBefore, notAfter, component]), [['detected', now.toString(), later.toString(), 'invoices']]);
  assert.deepEqual(subject.marks.get('detected'), { notBefore: now, notAfter: later });
  assert.deepEqual(ground.progress.at(-1), { type: 'mark', mark: 'detected', at: later.toString() });
});
