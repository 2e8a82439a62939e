/** What the plan promises beside recovery objectives: kept, broken, or not shown to be either, and judged the same long afterwards. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chainStart, link } from '../../evidence/chain';
import type { CheckEntry, Entry, EntryBody, MarkEntry, PlanEntry, PromiseEntry } from '../../evidence/entry';
import type { Outcome } from '../../measure/endings';
import type { MarkName } from '../../measure/marks';
import { Duration } from '../../time/duration';
import { Instant } from '../../time/instant';
import { entriesOf, judge, rejudge } from '../judge';

const minute = (n: number): string => Instant.parse('2026-01-05T09:00:00Z').plus(Duration.minutes(n)).toString();

const plan: PlanEntry = {
  kind: 'plan', drill: 'd-1', scenario: 's', feature: 'f.feature', line: 1, class: 'data-protection', plan: { name: 'shop', version: '1.0', digest: '' },
  runbookDigest: '', component: 'invoices', objectives: null, owner: 'Billing team', target: 'stand-in', seed: 7, mischief: [],
};
const retrieval: PromiseEntry = { kind: 'promise', promise: 'retrieval', component: 'invoices', objectiveSeconds: 6 * 3_600, from: 'restore-requested', to: 'hydrated' };
const notice: PromiseEntry = { kind: 'promise', promise: 'notice', component: 'invoices', objectiveSeconds: 1_800, from: 'fault', to: 'detected' };
const check: CheckEntry = { kind: 'check', check: 'objects', component: 'invoices', method: 'digests', passed: true, provesData: true, detail: 'as before', population: 60, examined: 60 };

const mark = (name: MarkName, notBefore: number, notAfter: number): MarkEntry => ({ kind: 'mark', mark: name, notBefore: minute(notBefore), notAfter: minute(notAfter), component: 'invoices' });

interface Told {
  /** The last minute of the drill. */
  end: number;
  outcome?: Outcome;
}

/** A ledger that holds the plan, these entries at minute 1, and a look at its end. */
function ledger(end: number, ...bodies: EntryBody[]): Entry[] {
  const entries: Entry[] = [];
  const add = (at: number, body: EntryBody): void => void entries.push(link(body, entries.length, minute(at), entries.at(-1)?.hash ?? chainStart));
  add(0, plan);
  for (const body of bodies) add(1, body);
  add(end, { kind: 'look', subject: 'health of invoices', good: true, saw: 'well', provesData: true });
  return entries;
}

function judged({ end, outcome = 'finished' }: Told, ...bodies: EntryBody[]) {
  const judgement = judge(ledger(end, ...bodies), () => [], outcome);
  const [verdict] = judgement.verdicts;
  const measure = judgement.measures[0];
  return { ...judgement, first: verdict, seconds: measure && [measure.notBeforeSeconds, measure.notAfterSeconds] };
}

const requested = mark('restore-requested', 10, 11);

test('a promise that was kept is met, with the time it took and the time that was promised', () => {
  const { first, seconds, measures, findings } = judged({ end: 400 }, retrieval, requested, mark('hydrated', 235, 240));
  assert.deepEqual(first, { kind: 'verdict', about: 'retrieval', verdict: 'met', reason: 'Until archived versions could be read it took between 3 h 44 min and 3 h 50 min; the plan promises 6 h.' });
  assert.deepEqual(seconds, [224 * 60, 230 * 60]);
  assert.deepEqual(measures.map(({ measure, component, objectiveSeconds, detail }) => [measure, component, objectiveSeconds, detail]), [['retrieval', 'invoices', 21_600, { from: 'restore-requested', to: 'hydrated' }]]);
  assert.deepEqual(findings.filter(({ title }) => title.startsWith('Retrieval')), []);
});

test('one that was broken is missed, and a finding for the owner', () => {
  const { first, verdict, findings } = judged({ end: 400 }, notice, mark('fault', 0, 1), mark('detected', 40, 41), check);
  assert.deepEqual([first?.verdict, verdict], ['missed', 'missed']);
  assert.equal(first?.reason, 'Until the stop was noticed it took between 39 min and 41 min; the plan promises 30 min.');
  assert.deepEqual(findings.map(({ severity, title, owner }) => [severity, title, owner]), [['high', 'Notice of a stopped replication of invoices missed its objective', 'Billing team']]);
});

test('one that lies on both sides of what was promised is unproven', () => {
  assert.equal(judged({ end: 400 }, notice, mark('fault', 0, 5), mark('detected', 20, 32)).first?.verdict, 'unproven');
});

test('what had not come when the drill ended is missed once the time was over, and unproven before', () => {
  const over = judged({ end: 500 }, retrieval, requested);
  assert.deepEqual([over.first?.verdict, over.seconds], ['missed', [489 * 60, null]]);
  assert.equal(over.first?.reason, 'The archived versions could not be read when the drill ended, after at least 8 h 9 min; the plan promises 6 h.');
  const early = judged({ end: 100 }, retrieval, requested);
  assert.deepEqual([early.first?.verdict, early.seconds], ['unproven', [89 * 60, null]]);
});

test('a promise that never began is unproven, and says where it would have', () => {
  const { first, seconds, findings } = judged({ end: 400 }, retrieval, mark('hydrated', 20, 21));
  assert.deepEqual([first?.verdict, first?.reason, seconds], ['unproven', 'The drill did not come to where this begins (restore-requested).', [null, null]]);
  assert.deepEqual(findings[0]?.title, 'Retrieval from the archive of invoices is unproven');
});

test('a promise that the drill never came to is not judged', () => {
  const { verdicts, measures } = judged({ end: 400 }, requested, mark('hydrated', 20, 21), check);
  assert.deepEqual([verdicts.map(({ about }) => about), measures], [['integrity', 'drill'], []]);
});

test('a promise of another component is none of this drill', () => {
  assert.deepEqual(judged({ end: 400 }, { ...retrieval, component: 'orders' }, check).verdicts.map(({ about }) => about), ['integrity', 'drill']);
});

test('a drill with several promises is as good as the worst of them', () => {
  const marks = [mark('fault', 0, 1), mark('detected', 5, 6), mark('restore-requested', 10, 11), mark('hydrated', 500, 505)];
  const { verdicts, verdict } = judged({ end: 600 }, notice, retrieval, ...marks, check);
  assert.deepEqual(verdicts.map((one) => [one.about, one.verdict]), [['notice', 'met'], ['retrieval', 'missed'], ['integrity', 'met'], ['drill', 'missed']]);
  assert.equal(verdict, 'missed');
});

test('a drill that is not finished keeps no promise and breaks none', () => {
  const { first, seconds } = judged({ end: 500, outcome: 'compromised' }, retrieval, requested);
  assert.deepEqual([first?.verdict, first?.reason, seconds], ['unproven', 'The drill was compromised, so it says nothing about the plan.', [null, null]]);
});

test('one check that passed is spoken of as one', () => {
  const said = (...checks: CheckEntry[]): string | undefined => judged({ end: 400 }, ...checks).verdicts.find(({ about }) => about === 'integrity')?.reason;
  assert.equal(said(check), 'The only check passed; 60 items were examined.');
  assert.equal(said({ ...check, population: 1, examined: 1 }), 'The only check passed; 1 item was examined.');
  assert.equal(said(check, check), 'All 2 checks passed; 120 items were examined.');
});

test('judging a stored ledger again gives what the drill was judged when it ended', () => {
  const come = fc.option(fc.tuple(fc.nat(700), fc.nat(30)), { nil: undefined });
  const outcome = fc.constantFrom<Outcome>('finished', 'finished', 'compromised', 'aborted');
  fc.assert(
    fc.property(come, come, come, fc.integer({ min: 1, max: 800 }), outcome, (fault, detected, hydrated, end, ended) => {
      const at = (name: MarkName, when: readonly [number, number] | undefined): EntryBody[] => (when ? [mark(name, when[0], when[0] + when[1])] : []);
      const before = ledger(end, notice, retrieval, requested, ...at('fault', fault), ...at('detected', detected), ...at('hydrated', hydrated), check);
      const then = judge(before, () => [], ended);
      const all = [...before];
      const bodies: EntryBody[] = [...entriesOf(then), { kind: 'seal', outcome: ended, reason: '', entries: 0 }];
      for (const body of bodies) all.push(link(body, all.length, minute(end), all.at(-1)?.hash ?? ''));
      const { judgement, differences } = rejudge(all, () => []);
      assert.deepEqual([judgement, differences], [then, []]);
    }),
  );
});
