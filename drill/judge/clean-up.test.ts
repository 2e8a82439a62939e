/** What a drill left is judged by the inventory alone, however the rest went. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chainStart, link } from '../../evidence/chain';
import type { Entry, EntryBody, LookEntry, PlanEntry } from '../../evidence/entry';
import type { Outcome } from '../../measure/endings';
import { judge, type Judgement } from '../judge';
import { inventorySubject } from './clean-up';

const plan: PlanEntry = {
  kind: 'plan', drill: 'd-1', scenario: 's', feature: 'f.feature', line: 1, class: 'data-protection', plan: { name: 'shop', version: '1.0', digest: '' },
  runbookDigest: '', component: 'receipts', objectives: null, owner: 'Accounts', target: 'stand-in', seed: 7, mischief: [],
};
const check: EntryBody = { kind: 'check', check: 'rows', component: 'receipts', method: 'digests', passed: true, provesData: true, detail: 'all the same', population: 3, examined: 3 };
const filed: EntryBody = { kind: 'undo-filed', undo: 'undo-1', action: 'delete-bucket', does: 'Deletes it.', arguments: {} };
const inventory = (good: boolean | null): LookEntry => ({ kind: 'look', subject: inventorySubject, good, saw: `saw ${good}`, provesData: false });

function judged(bodies: readonly EntryBody[], outcome: Outcome = 'finished'): Judgement {
  const entries: Entry[] = [];
  for (const body of [plan, check, ...bodies]) entries.push(link(body, entries.length, '2026-01-05T09:00:00.000Z', entries.at(-1)?.hash ?? chainStart));
  return judge(entries, () => [], outcome);
}

const cleanUp = ({ verdicts }: Judgement) => verdicts.find(({ about }) => about === 'clean-up');

test('a drill after which nothing is left is met', () => {
  const judgement = judged([filed, inventory(true)]);
  assert.deepEqual([judgement.verdict, cleanUp(judgement)?.reason, judgement.findings], ['met', 'saw true', []]);
});

test('what is left makes a good drill missed, and is a finding for whose it is', () => {
  const judgement = judged([filed, inventory(true), inventory(false)]);
  assert.equal(judgement.verdict, 'missed');
  assert.deepEqual(judgement.findings, [{ kind: 'finding', severity: 'high', title: 'Something that the drill made is still there', detail: 'saw false', owner: 'Accounts' }]);
});

test('an inventory that could not be taken, or was not, proves nothing', () => {
  assert.equal(judged([filed, inventory(null)]).verdict, 'unproven');
  const nobody = judged([filed]);
  assert.deepEqual([nobody.verdict, cleanUp(nobody)?.reason], ['unproven', 'Nobody looked whether anything of the drill is left.']);
});

test('a drill that made nothing left nothing', () => {
  const judgement = judged([]);
  assert.deepEqual([judgement.verdict, cleanUp(judgement)], ['met', undefined]);
});

test('of a drill that was broken off, what it left is all that is found', () => {
  const judgement = judged([filed, inventory(false)], 'aborted');
  assert.deepEqual(judgement.verdicts.map(({ verdict }) => verdict), ['unproven', 'unproven', 'unproven']);
  assert.deepEqual(judgement.findings.map(({ detail }) => detail), ['saw false']);
});
