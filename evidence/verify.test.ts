/** Whatever is done to a run's files afterwards is found, and the first bad entry is named. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { Duration } from '../time/duration';
import { Instant } from '../time/instant';
import { canonical, sha256 } from './canonical';
import { link } from './chain';
import type { Entry, EntryBody, PlanEntry } from './entry';
import { openLedger } from './ledger';
import { ledgerLines } from './read';
import { drillFolder, readRun, runHead, writeRun } from './run';
import { sealLedger } from './seal';
import { verifyRun } from './verify';
import { verifyChain } from './verify-chain';
import { verifyDrill } from './verify-drill';
import { readBackFileName, readBackRecord, witnessFileName, witnessRecord } from './witness-record';
import { WitnessFile } from './witness-file';

const start = Instant.parse('2026-01-05T09:00:00Z');

const plan = (drill: string): PlanEntry => ({
  kind: 'plan', drill, scenario: 'A bad migration', feature: 'data-corruption/bad-migration.feature', line: 3, class: 'data-corruption',
  plan: { name: 'shop', version: '1.0', digest: sha256('plan') }, runbookDigest: sha256('runbook'), component: 'orders',
  objectives: { rtoSeconds: 7_200, rpoSeconds: 300 }, owner: 'Orders team', target: 'stand-in', seed: 7, mischief: [],
});

const undo: EntryBody = { kind: 'undo-filed', undo: 'u1', does: 'Deletes it.', action: 'delete', arguments: { name: 'ünïcode' } };
const call = (operation: string): EntryBody => ({
  kind: 'call', service: 'rds', operation, region: 'eu-central-1', input: {}, outcome: 'answered', error: null, command: 'aws rds', asked: start.toString(), answered: start.toString(),
});

/** A small sealed drill with a side file of each kind and an artifact; answers with its head. */
function makeDrill(folder: string, drill: string): string {
  let ticks = 0;
  const now = (): Instant => start.plus(Duration.seconds(ticks++));
  const ledger = openLedger(join(folder, 'ledger.jsonl'), now);
  ledger.append(plan(drill));
  ledger.append(undo);
  ledger.append(call('CreateDBInstance'));
  const written = new WitnessFile(join(folder, witnessFileName('orders')));
  for (const witness of [1, 2, 3]) written.append(witnessRecord({ witness, event: 'attempted', operation: 'write', at: now(), digest: sha256(String(witness)) }));
  ledger.append({ kind: 'witness', component: 'orders', event: 'written', file: witnessFileName('orders'), lines: written.lines, digest: written.head });
  written.append(witnessRecord({ witness: 4, event: 'attempted', operation: 'delete', at: now(), digest: null }));
  ledger.append({ kind: 'witness', component: 'orders', event: 'written', file: witnessFileName('orders'), lines: written.lines, digest: written.head });
  const read = new WitnessFile(join(folder, readBackFileName('orders')));
  read.append(readBackRecord(1, sha256('1')));
  ledger.append({ kind: 'witness', component: 'orders', event: 'read-back', file: readBackFileName('orders'), lines: read.lines, digest: read.head });
  writeFileSync(join(folder, 'plan.yaml'), 'name: shop\n');
  ledger.append({ kind: 'artifact', path: 'plan.yaml', mediaType: 'application/yaml', digest: sha256('name: shop\n') });
  written.close();
  read.close();
  return sealLedger(ledger, 'finished');
}

let folder: string;
let run: string;
let drill: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-verify-'));
  run = join(folder, 'run');
  const drills = ['bad-migration-1', 'overwritten-objects-1'];
  const heads = drills.map((id) => makeDrill(drillFolder(run, id), id));
  writeRun(run, { schema: 'urn:muster:run:1', run: 'run', target: 'stand-in', seed: 7, drills, head: runHead(heads) });
  drill = drillFolder(run, 'bad-migration-1');
  path = join(drill, 'ledger.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

const entries = (): Entry[] => readFileSync(path, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as Entry);
const write = (all: readonly Entry[]): void => writeFileSync(path, all.map((entry) => `${canonical(entry)}\n`).join(''));
const firstProblem = () => verifyDrill(drill).problems[0];

/** Chains entries anew, as somebody would who wants the change to go unseen. */
function rechained(bodies: readonly Entry[]): Entry[] {
  const all: Entry[] = [];
  for (const [seq, { seq: _seq, at, previous: _previous, hash: _hash, ...body }] of bodies.entries()) {
    // Sealed entries without their chain members are the bodies they were made from.
    all.push(link(body, seq, at, all.at(-1)?.hash ?? sha256('')));
  }
  return all;
}

test('an untouched run is intact, and its head is the hash of its drills\' heads', () => {
  const { ok, problems, head, drills } = verifyRun(run);
  assert.deepEqual([ok, problems, head], [true, [], readRun(run).head]);
  assert.deepEqual(drills.map(({ outcome, entries: count }) => [outcome, count]), [['finished', 8], ['finished', 8]]);
});

test('a copy elsewhere under another name is just as intact', () => {
  cpSync(run, join(folder, 'copy'), { recursive: true });
  assert.equal(verifyRun(join(folder, 'copy')).ok, true);
});

test('whichever byte of a sealed ledger is changed, the entry it lies in is the first that is named', () => {
  const bytes = readFileSync(path);
  let line = 0;
  for (let index = 0; index < bytes.length; index++) {
    const original = bytes[index] ?? 0;
    // One bit, and an end of line where there was none.
    for (const changed of original === 0x0a ? [0x0b] : [original ^ 1, 0x0a]) {
      bytes[index] = changed;
      const [problem] = verifyChain(ledgerLines(bytes));
      assert.equal(problem?.entry, line, `byte ${index}, ${original} to ${changed}: ${problem?.what}`);
    }
    bytes[index] = original;
    if (original === 0x0a) line++;
  }
  assert.deepEqual([line, verifyChain(ledgerLines(bytes))], [8, []]);
});

test('a changed byte in a ledger\'s file is told with file and entry', () => {
  const bytes = readFileSync(path);
  const second = bytes.indexOf(0x0a) + 40;
  bytes[second] = (bytes[second] ?? 0) ^ 0x80;
  writeFileSync(path, bytes);
  assert.deepEqual([verifyRun(run).problems[0]?.file, verifyRun(run).problems[0]?.entry], ['drills/bad-migration-1/ledger.jsonl', 1]);
});

test('whichever byte of a side file is changed, it is found', () => {
  for (const name of [witnessFileName('orders'), readBackFileName('orders')]) {
    const bytes = readFileSync(join(drill, name));
    for (let index = 0; index < bytes.length; index++) {
      bytes[index] = (bytes[index] ?? 0) ^ 1;
      writeFileSync(join(drill, name), bytes);
      assert.equal(firstProblem()?.file, name, `byte ${index}`);
      bytes[index] = (bytes[index] ?? 0) ^ 1;
    }
    writeFileSync(join(drill, name), bytes);
  }
  assert.equal(verifyDrill(drill).ok, true);
});

test('a ledger cut off anywhere is found', () => {
  const bytes = readFileSync(path);
  for (let length = 0; length < bytes.length; length += 7) {
    writeFileSync(path, bytes.subarray(0, length));
    assert.equal(verifyDrill(drill).ok, false, `${length} bytes`);
  }
});

test('a ledger without its seal says that it was killed or cut off', () => {
  write(entries().slice(0, -1));
  assert.deepEqual([firstProblem()?.entry, /the seal is missing/.test(firstProblem()?.what ?? '')], [7, true]);
});

test('an entry taken away, doubled or moved is found where it was', () => {
  const all = entries();
  write(all.toSpliced(3, 1));
  assert.equal(firstProblem()?.entry, 3);
  write(all.toSpliced(3, 0, ...all.slice(3, 4)));
  assert.equal(firstProblem()?.entry, 4);
  write([...all.slice(0, 3), ...all.slice(4, 5), ...all.slice(3, 4), ...all.slice(5)]);
  assert.equal(firstProblem()?.entry, 3);
});

test('entries after the seal are found, even when they are chained', () => {
  const all = entries();
  write([...all, link({ kind: 'human', role: 'intruder', act: 'adds' }, all.length, start.toString(), all.at(-1)?.hash ?? '')]);
  assert.deepEqual([firstProblem()?.entry, /after the seal/.test(firstProblem()?.what ?? '')], [8, true]);
});

test('a ledger forged whole is consistent with itself, and the run\'s head tells', () => {
  write(rechained(entries().map((entry) => (entry.kind === 'plan' ? { ...entry, scenario: 'Another' } : entry))));
  assert.equal(verifyDrill(drill).ok, true);
  const { problems } = verifyRun(run);
  assert.deepEqual(problems.map(({ file, entry }) => [file, entry]), [['run.json', null]]);
});

test('an entry taken away before rechaining is told by the seal\'s count', () => {
  write(rechained(entries().toSpliced(5, 1)));
  assert.match(firstProblem()?.what ?? '', /the seal counts 8 entries where 7 are/);
});

test('a change before any undo was filed is found, reading is not held against anybody', () => {
  const [first, filed, change, ...rest] = entries();
  assert.ok(first && filed && change);
  write(rechained([first, change, filed, ...rest]));
  assert.match(firstProblem()?.what ?? '', /rds CreateDBInstance changed something before any undo was filed/);
  write(rechained([first, { ...change, ...call('DescribeDBInstances') }, filed, ...rest]));
  assert.equal(verifyDrill(drill).ok, true);
});

test('a side file that is missing, cut off, goes on, or is unknown to the ledger is found', () => {
  const side = join(drill, witnessFileName('orders'));
  const text = readFileSync(side, 'utf8');
  renameSync(side, `${side}.away`);
  assert.match(firstProblem()?.what ?? '', /is missing/);
  writeFileSync(side, text.split('\n').slice(0, 2).join('\n'));
  assert.match(firstProblem()?.what ?? '', /has 1 lines, not the 3 lines that entry 3 vouches for/);
  writeFileSync(side, text.replace('"write"', '"erase"'));
  assert.match(firstProblem()?.what ?? '', /was changed within the 3 lines that entry 3 vouches for/);
  writeFileSync(side, text.replace('"delete"', '"erase"'));
  assert.match(firstProblem()?.what ?? '', /was changed within the 4 lines that entry 4 vouches for/);
  for (const more of [`${text}{"witness":9}\n`, `${text}{"wit`]) {
    writeFileSync(side, more);
    assert.match(firstProblem()?.what ?? '', /goes on after line 4/);
  }
  writeFileSync(side, text);
  writeFileSync(join(drill, 'witnesses-other.jsonl'), '');
  assert.match(firstProblem()?.what ?? '', /vouched for by no entry/);
});

test('an artifact that is changed, missing or outside is found', () => {
  writeFileSync(join(drill, 'plan.yaml'), 'name: shop \n');
  assert.deepEqual([firstProblem()?.file, firstProblem()?.entry], ['plan.yaml', 6]);
  rmSync(join(drill, 'plan.yaml'));
  assert.match(firstProblem()?.what ?? '', /is missing/);
  write(rechained(entries().map((entry) => (entry.kind === 'artifact' ? { ...entry, path: '../../run.json' } : entry))));
  assert.match(firstProblem()?.what ?? '', /outside/);
});

test('what run.json says against its drills is found', () => {
  const said = readRun(run);
  const wrongs = [{ seed: 8 }, { target: 'aws' }, { drills: said.drills.toReversed() }, { drills: said.drills.slice(0, 1) }, { head: sha256('x') }] as const;
  for (const wrong of wrongs) {
    writeRun(run, { ...said, ...wrong });
    assert.equal(verifyRun(run).ok, false, JSON.stringify(wrong));
  }
  writeRun(run, { ...said, drills: [...said.drills, 'third-1'] });
  assert.ok(verifyRun(run).problems.some(({ file, what }) => file === 'drills/third-1/ledger.jsonl' && what === 'is missing'));
});

test('a folder that is no run is said to be none, not intact', () => {
  mkdirSync(join(folder, 'empty'));
  const { ok, problems } = verifyRun(join(folder, 'empty'));
  assert.equal(ok, false);
  assert.match(problems[0]?.what ?? '', /cannot be read as a run/);
  writeFileSync(join(run, 'run.json'), '{"schema":"urn:muster:run:1","run":"x","target":"stand-in","seed":1,"drills":["../../.."],"head":""}');
  assert.match(verifyRun(run).problems[0]?.what ?? '', /is not a run/);
});
