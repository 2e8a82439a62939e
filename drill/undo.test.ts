/** Undo: on disk before the act, done backwards, whatever fails. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sealLedger } from '../evidence/seal';
import { Refused } from '../measure/endings';
import { drillUnderTest } from './drill-under-test';
import type { UndoAction } from './undo';

/** Actions that note what they were given; `leaves` finds nothing to do and `fails` cannot do it. */
function noting() {
  const done: unknown[] = [];
  const actions: Record<string, UndoAction> = {
    removes: async (_services, { what }) => {
      done.push(what);
      return 'done';
    },
    leaves: async () => 'nothing left to do',
    fails: async () => Promise.reject(new Error('access denied')),
  };
  return { done, actions };
}

test('an undo is on disk when filing it returns, with all that is needed to do it later', async () => {
  const { actions } = noting();
  await using ground = await drillUnderTest({ undoActions: actions });
  ground.drill.undo.file({ action: 'removes', does: 'Removes the bucket.', arguments: { what: 'bucket', nested: { region: 'eu-west-1' } } });
  const [filed] = ground.entries('undo-filed');
  assert.deepEqual([filed?.undo, filed?.action, filed?.does, filed?.arguments], ['undo-1', 'removes', 'Removes the bucket.', { what: 'bucket', nested: { region: 'eu-west-1' } }]);
});

test('undone is what was done last first, and one failure does not stop the rest', async () => {
  const { actions, done } = noting();
  await using ground = await drillUnderTest({ undoActions: actions });
  const { undo, services } = ground.drill;
  for (const [action, what] of [['removes', 'first'], ['fails', 'second'], ['leaves', 'third'], ['removes', 'fourth']] as const) undo.file({ action, does: '', arguments: { what } });
  await ground.during(() => undo.all(services));
  assert.deepEqual(done, ['fourth', 'first']);
  assert.deepEqual(ground.entries('undo-done').map(({ undo: id, result, detail }) => [id, result, detail]), [
    ['undo-4', 'done', ''],
    ['undo-3', 'nothing left to do', ''],
    ['undo-2', 'failed', 'access denied'],
    ['undo-1', 'done', ''],
  ]);
});

test('what was undone is not undone again, and what is filed later has a name of its own', async () => {
  const { actions, done } = noting();
  await using ground = await drillUnderTest({ undoActions: actions });
  const { undo, services } = ground.drill;
  undo.file({ action: 'removes', does: '', arguments: { what: 'first' } });
  await ground.during(() => undo.all(services));
  assert.deepEqual(await ground.during(() => undo.all(services)), []);
  undo.file({ action: 'removes', does: '', arguments: { what: 'second' } });
  await ground.during(() => undo.all(services));
  assert.deepEqual(done, ['first', 'second']);
  assert.deepEqual(ground.entries('undo-done').map(({ undo: id }) => id), ['undo-1', 'undo-2']);
});

test('an action that nobody knows is not filed, so that nothing is broken that cannot be mended', async () => {
  await using ground = await drillUnderTest({ undoActions: {} });
  for (const action of ['unheard-of', 'toString']) {
    assert.throws(() => ground.drill.undo.file({ action, does: '', arguments: {} }), /no undo action is called/);
  }
  assert.deepEqual(ground.entries('undo-filed'), []);
});

test('an undo that cannot be written is refused', async () => {
  const { actions } = noting();
  await using ground = await drillUnderTest({ undoActions: actions });
  sealLedger(ground.drill.ledger, 'finished');
  assert.throws(() => ground.drill.undo.file({ action: 'removes', does: '', arguments: {} }), Refused);
});

test('everything is taken back even when it cannot be recorded any more, and then that is said', async () => {
  const { actions, done } = noting();
  await using ground = await drillUnderTest({ undoActions: actions });
  const { undo, services, ledger } = ground.drill;
  for (const what of ['first', 'second']) undo.file({ action: 'removes', does: '', arguments: { what } });
  sealLedger(ledger, 'finished');
  await assert.rejects(ground.during(() => undo.all(services)), Refused);
  assert.deepEqual(done, ['second', 'first']);
});
