/** A run is closed from its ledgers alone: book order, each drill's end, one head over all. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { EntryBody } from '../../evidence/entry';
import { openLedger } from '../../evidence/ledger';
import { drillFolder, readRun, runHead } from '../../evidence/run';
import { sealLedger } from '../../evidence/seal';
import type { Outcome } from '../../measure/endings';
import { Duration } from '../../time/duration';
import { Instant } from '../../time/instant';
import { closeRun } from './close-run';

const start = Instant.parse('2026-01-05T09:00:00Z');

let folder: string;
describe('a run that is closed', () => {
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'muster-run-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A ledger of a drill that came so far; without `seal` it was killed. */
  function drill(feature: string, line: number, { seal, more = [] }: { seal?: [Outcome, string]; more?: EntryBody[] } = {}): string {
    const id = `${feature.replaceAll('/', '.')}.${line}`;
    const ledger = openLedger(join(drillFolder(folder, id), 'ledger.jsonl'), () => start);
    ledger.append({
      kind: 'plan', drill: id, scenario: `${feature} ${line}`, feature, line, class: '', plan: { name: 'shop', version: '1', digest: '' }, runbookDigest: '',
      component: null, objectives: null, owner: '', target: 'stand-in', seed: 7, mischief: [],
    });
    for (const entry of more) ledger.append(entry);
    if (seal) sealLedger(ledger, ...seal);
    else ledger.close();
    return ledger.head;
  }

  const closed = () => closeRun({ folder, seed: 7, started: start, finished: start.plus(Duration.minutes(1)), muster: '1.2.3' });

  test('drills are in the order of the book: by feature, then by line, whenever they were performed', () => {
    const heads = new Map(([['b/two', 3], ['a/one', 10], ['a/one', 9]] as const).map(([feature, line]) => [`${feature} ${line}`, drill(feature, line, { seal: ['finished', ''] })]));
    const order = ['a/one 9', 'a/one 10', 'b/two 3'];
    assert.deepEqual(closed().map(({ scenario }) => scenario), order);
    const run = readRun(folder);
    assert.deepEqual(run, { schema: 'urn:muster:run:1', run: basename(folder), target: 'stand-in', seed: 7, drills: ['a.one.9', 'a.one.10', 'b.two.3'], head: runHead(order.map((one) => heads.get(one) ?? '')) });
  });

  test('a drill ended as its seal and its verdict of the whole say', () => {
    const verdict = (about: string, is: 'met' | 'missed'): EntryBody => ({ kind: 'verdict', about, verdict: is, reason: '' });
    const finding = (detail: string): EntryBody => ({ kind: 'finding', severity: 'high', title: '', detail, owner: '' });
    drill('a/one', 1, { seal: ['finished', ''], more: [verdict('rto', 'met'), verdict('drill', 'missed'), verdict('rpo', 'met'), finding('RPO was missed.'), finding('Nobody noticed.')] });
    drill('b/two', 1, { seal: ['compromised', 'The damage never landed.'], more: [finding('Not said, since the seal gives the reason.')] });
    assert.deepEqual(closed().map(({ outcome, verdict: is, reason }) => [outcome, is, reason]), [
      ['finished', 'missed', 'RPO was missed. Nobody noticed.'],
      ['compromised', 'unproven', 'The damage never landed.'],
    ]);
  });

  test('a drill whose ledger has no seal was killed, and proves nothing', () => {
    const head = drill('a/one', 1);
    assert.deepEqual(closed().map((one) => [one.outcome, one.verdict, one.head]), [['aborted', 'unproven', head]]);
  });

  test('where the run was made lies beside it, bound to its head', () => {
    drill('a/one', 1, { seal: ['finished', ''] });
    closed();
    const provenance = JSON.parse(readFileSync(join(folder, 'provenance.json'), 'utf8')) as Record<string, unknown>;
    assert.deepEqual([provenance['head'], provenance['muster'], provenance['started'], provenance['finished']], [readRun(folder).head, '1.2.3', '2026-01-05T09:00:00.000Z', '2026-01-05T09:01:00.000Z']);
  });

  test('a run in which no drill began is none', () => {
    assert.deepEqual(closed(), []);
    assert.throws(() => readRun(folder));
  });
});
