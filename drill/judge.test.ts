/** The same ledger always gets the same judgement, and no judgement is better than what was seen. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sha256 } from '../evidence/canonical';
import { chainStart, link } from '../evidence/chain';
import type { CheckEntry, Entry, EntryBody, Json, MarkEntry, PlanEntry } from '../evidence/entry';
import type { SideFileReader } from '../evidence/witness-file';
import { readBackRecord, witnessRecord } from '../evidence/witness-record';
import type { Outcome } from '../measure/endings';
import type { MarkName } from '../measure/marks';
import { Duration } from '../time/duration';
import { Instant } from '../time/instant';
import { entriesOf, judge, rejudge } from './judge';

const start = Instant.parse('2026-01-05T09:00:00Z');
const minute = (n: number): Instant => start.plus(Duration.minutes(n));

const plan: PlanEntry = {
  kind: 'plan', drill: 'd-1', scenario: 's', feature: 'f.feature', line: 1, class: 'data-corruption', plan: { name: 'shop', version: '1.0', digest: '' },
  runbookDigest: '', component: 'orders', objectives: { rtoSeconds: 3_600, rpoSeconds: 300 }, owner: 'Orders team', target: 'stand-in', seed: 7, mischief: [],
};
const mark = (name: MarkName, at: number): MarkEntry => ({ kind: 'mark', mark: name, notBefore: minute(at - 1).toString(), notAfter: minute(at).toString(), component: 'orders' });
const check: CheckEntry = { kind: 'check', check: 'rows', component: 'orders', method: 'digests', passed: true, provesData: true, detail: '3 tables are the same', population: 3, examined: 3 };

interface Story {
  plan: PlanEntry;
  marks: Partial<Record<MarkName, number>>;
  checks: readonly CheckEntry[];
  /** Witnesses 1 to 20 are written, one a minute, from minute 0. */
  found: readonly (readonly [number, string])[] | undefined;
  end: number;
}

/** A drill in which everything went well: the fault in minute 21, service back in minute 50. */
const good: Story = {
  plan,
  marks: { fault: 21, detected: 23, verified: 48, 'service-ok': 50 },
  checks: [check],
  found: Array.from({ length: 20 }, (_, index) => [index + 1, sha256(String(index + 1))]),
  end: 60,
};

function ledger(bodies: readonly (readonly [minute: number, body: EntryBody])[]): Entry[] {
  const entries: Entry[] = [];
  for (const [at, body] of bodies) entries.push(link(body, entries.length, minute(at).toString(), entries.at(-1)?.hash ?? chainStart));
  return entries;
}

function told(changes: Partial<Story>): { entries: Entry[]; sideFiles: SideFileReader } {
  const story = { ...good, ...changes };
  const written = Array.from({ length: 20 }, (_, index): Json[] => {
    const event = { witness: index + 1, operation: 'write', at: minute(index + 1), digest: sha256(String(index + 1)) } as const;
    return [witnessRecord({ ...event, event: 'attempted' }), witnessRecord({ ...event, event: 'acknowledged' })];
  }).flat();
  const read = story.found?.map(([witness, digest]) => readBackRecord(witness, digest));
  const records = new Map<string, Json[] | undefined>([['written', written], ['read', read]]);
  const witness = (event: 'written' | 'read-back', file: string): EntryBody => ({ kind: 'witness', component: 'orders', event, file, lines: records.get(file)?.length ?? 0, digest: '' });
  // Object.entries forgets that the keys are mark names.
  const marks = Object.entries(story.marks) as [MarkName, number][];
  const entries = ledger([
    [0, story.plan],
    ...marks.map(([name, at]) => [at, mark(name, at)] as const),
    ...story.checks.map((one) => [47, one] as const),
    [51, witness('written', 'written')],
    ...(read ? [[51, witness('read-back', 'read')] as const] : []),
    [story.end, { kind: 'phase', phase: 'clean up', edge: 'left' }],
  ]);
  return { entries, sideFiles: ({ file }) => records.get(file) ?? [] };
}

function judged(changes: Partial<Story> = {}, outcome: Outcome = 'finished') {
  const { entries, sideFiles } = told(changes);
  const judgement = judge(entries, sideFiles, outcome);
  return { ...judgement, of: Object.fromEntries(judgement.verdicts.map(({ about, verdict }) => [about, verdict])), reason: judgement.verdicts.map(({ reason }) => reason).join('\n') };
}

test('a recovery that kept every promise is met, with the numbers in the reasons', () => {
  const { of, measures, findings, reason } = judged();
  assert.deepEqual(of, { rto: 'met', rpo: 'met', integrity: 'met', drill: 'met' });
  assert.deepEqual(measures.map((one) => [one.measure, one.objectiveSeconds, one.notBeforeSeconds, one.notAfterSeconds]), [['rto', 3_600, 1_680, 1_800], ['rpo', 300, 0, 60]]);
  assert.deepEqual(findings, []);
  assert.match(reason, /took between 28 min and 30 min; the objective is 1 h/);
  assert.match(reason, /of 20 witnesses acknowledged before the fault 20 are as they should be, none lost/);
});

test('a recovery that is late, or never came, is missed and becomes a finding for the owner', () => {
  const late = judged({ marks: { ...good.marks, 'service-ok': 90 }, end: 100 });
  assert.deepEqual([late.of['rto'], late.verdict], ['missed', 'missed']);
  assert.deepEqual(late.findings.map(({ severity, title, owner }) => [severity, title, owner]), [['high', 'Recovery time of orders missed its objective', 'Orders team']]);
  const never = judged({ marks: { fault: 21 }, end: 100 });
  assert.deepEqual([never.of['rto'], never.measures[0]?.notAfterSeconds], ['missed', null]);
  assert.match(never.reason, /service-ok and verified not reached/);
});

test('a recovery that had not come, with time left when the drill ended, is unproven', () => {
  assert.equal(judged({ marks: { fault: 21 }, end: 60 }).of['rto'], 'unproven');
});

test('without damage nothing is proven', () => {
  assert.deepEqual(judged({ marks: {} }).of, { rto: 'unproven', rpo: 'unproven', integrity: 'met', drill: 'unproven' });
});

test('lost witnesses are judged by how far back they go', () => {
  assert.equal(judged({ found: good.found?.slice(0, 16) }).of['rpo'], 'met');
  assert.equal(judged({ found: good.found?.slice(0, 15) }).of['rpo'], 'unproven');
  assert.equal(judged({ found: good.found?.slice(0, 10) }).of['rpo'], 'missed');
});

test('writes given up with the damaged system are said, and are no part of the RPO', () => {
  const { of, reason, measures } = judged({ marks: { ...good.marks, fault: 15 }, found: good.found?.slice(0, 15) });
  assert.equal(of['rpo'], 'met');
  assert.match(reason, /5 acknowledged by the damaged system after the fault were given up with it/);
  assert.equal(measures[1]?.detail['lostAfterFault'], 5);
});

test('witnesses that nobody read back prove nothing; when none of them is there, everything is lost', () => {
  assert.equal(judged({ found: undefined }).of['rpo'], 'unproven');
  assert.equal(judged({ found: [] }).of['rpo'], 'missed');
});

test('one damaged witness is missed, whatever the clock and the checks say', () => {
  const { of, reason, measures } = judged({ found: [...(good.found ?? []).slice(0, 19), [20, sha256('flipped')]] });
  assert.deepEqual(of, { rto: 'met', rpo: 'missed', integrity: 'missed', drill: 'missed' });
  assert.match(reason, /1 came back damaged \(20\)/);
  assert.equal(measures[1]?.detail['damagedWitnesses'], 1);
});

test('integrity needs a check that looked at data, passed, and saw something', () => {
  const of = (...checks: Partial<CheckEntry>[]) => judged({ checks: checks.map((one) => ({ ...check, ...one })) }).of['integrity'];
  assert.equal(of({}), 'met');
  assert.equal(of({}, { provesData: false }), 'met');
  assert.equal(of(), 'unproven');
  assert.equal(of({ provesData: false }), 'unproven');
  assert.equal(of({ passed: null }), 'unproven');
  assert.equal(of({ population: 0, examined: 0 }), 'unproven');
  assert.equal(of({}, { passed: false }), 'missed');
  assert.equal(of({}, { passed: false, provesData: false }), 'missed');
});

test('a check made before the fault proves nothing about the recovery', () => {
  const { entries, sideFiles } = told({ checks: [] });
  const [first, ...rest] = entries.map(({ seq: _seq, previous: _previous, hash: _hash, at, ...body }) => [Instant.parse(at).since(start).seconds / 60, body] as const);
  assert.ok(first);
  const verdicts = judge(ledger([first, [10, check], ...rest]), sideFiles, 'finished').verdicts;
  assert.equal(verdicts.find(({ about }) => about === 'integrity')?.verdict, 'unproven');
});

test('marks, checks and witnesses of another component do not count', () => {
  assert.deepEqual(judged({ plan: { ...plan, component: 'invoices' } }).of, { rto: 'unproven', rpo: 'unproven', integrity: 'unproven', drill: 'unproven' });
});

test('a drill that is not finished says nothing about the plan, however good its figures look', () => {
  for (const outcome of ['refused', 'compromised', 'aborted'] as const) {
    const { of, measures, findings, reason } = judged({}, outcome);
    assert.deepEqual(of, { rto: 'unproven', rpo: 'unproven', integrity: 'unproven', drill: 'unproven' });
    assert.deepEqual(measures.map((one) => [one.notBeforeSeconds, one.notAfterSeconds]), [[null, null], [null, null]]);
    assert.deepEqual(findings, []);
    assert.match(reason, new RegExp(`The drill was ${outcome}`));
  }
});

test('a drill without objectives is judged by its checks alone', () => {
  const { of, measures } = judged({ plan: { ...plan, objectives: null }, marks: {}, found: undefined });
  assert.deepEqual([of, measures], [{ integrity: 'met', drill: 'met' }, []]);
});

function sealed(changes: Partial<Story>, outcome: Outcome, tamper = (body: EntryBody): EntryBody => body) {
  const { entries, sideFiles } = told(changes);
  const bodies = [...entriesOf(judge(entries, sideFiles, outcome)).map(tamper), { kind: 'seal', outcome, reason: '', entries: 0 } as const];
  const all = [...entries];
  for (const body of bodies) all.push(link(body, all.length, minute(61).toString(), all.at(-1)?.hash ?? ''));
  return rejudge(all, sideFiles);
}

test('judging a stored ledger again gives what the live drill gave', () => {
  const late = { marks: { ...good.marks, 'service-ok': 90 }, end: 100 };
  for (const outcome of ['finished', 'refused', 'compromised', 'aborted'] as const) {
    for (const changes of [{}, late, { found: [] }, { found: undefined }, { marks: {} }]) {
      assert.deepEqual(sealed(changes, outcome).differences, []);
    }
  }
});

test('a stored verdict that does not follow from the ledger is shown', () => {
  const { same, differences } = sealed({ found: [] }, 'finished', (body) => (body.kind === 'verdict' && body.about === 'rpo' ? { ...body, verdict: 'met' } : body));
  assert.equal(same, false);
  assert.match(differences[0] ?? '', /entry \d+ says .*"verdict":"met".*follows .*"verdict":"missed"/);
});

test('a ledger that was killed before its judgement is unproven and lacks it', () => {
  const { entries, sideFiles } = told({});
  const { judgement, same } = rejudge(entries, sideFiles);
  assert.deepEqual([judgement.verdict, same], ['unproven', false]);
});

test('a drill is met only when every one of its promises is', () => {
  const point = fc.option(fc.integer({ min: 22, max: 120 }), { nil: undefined });
  fc.assert(
    fc.property(point, point, fc.nat(20), fc.constantFrom(true, false, null), (verified, service, kept, passed) => {
      const marks = { fault: 21, ...(verified && { verified }), ...(service && { 'service-ok': service }) };
      const { verdict } = judged({ marks, found: good.found?.slice(0, kept), checks: [{ ...check, passed }], end: 121 });
      const back = Math.max(verified ?? Infinity, service ?? Infinity) - 20;
      assert.equal(verdict === 'met', back <= 60 && kept >= 16 && passed === true);
    }),
  );
});
