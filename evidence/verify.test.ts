/** What is done to a run as a whole is found: to its drills, to their order, and to what it says of them. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import {  sha256 } from './canonical';
import type { Entry } from './entry';
import {  readRun, writeRun } from './run';
import { rechained } from './sample/run-folder';
import { entriesIn, runOnDisk, writeEntries } from './sample/run-on-disk';
import { verifyRun } from './verify';
import { verifyDrill } from './verify-drill';

let folder: string;
let run: string;
let drill: string;
let path: string;

beforeEach(() => {
  ({ folder, run, drill, path } = runOnDisk());
});
afterEach(() => rmSync(folder, { recursive: true }));

const entries = (): Entry[] => entriesIn(path);
const write = (all: readonly Entry[]): void => writeEntries(path, all);

test('an untouched run is intact, and its head is the hash of its drills\' heads', () => {
  const { ok, problems, head, drills } = verifyRun(run);
  assert.deepEqual([ok, problems, head], [true, [], readRun(run).head]);
  assert.deepEqual(drills.map(({ outcome, entries: count }) => [outcome, count]), [['finished', 8], ['finished', 8]]);
});

test('a copy elsewhere under another name is just as intact', () => {
  cpSync(run, join(folder, 'copy'), { recursive: true });
  assert.equal(verifyRun(join(folder, 'copy')).ok, true);
});

test('a changed byte in a ledger\'s file is told with file and entry', () => {
  const bytes = readFileSync(path);
  const second = bytes.indexOf(0x0a) + 40;
  bytes[second] = (bytes[second] ?? 0) ^ 0x80;
  writeFileSync(path, bytes);
  assert.deepEqual([verifyRun(run).problems[0]?.file, verifyRun(run).problems[0]?.entry], ['drills/bad-migration-1/ledger.jsonl', 1]);
});

test('a ledger forged whole is consistent with itself, and the run\'s head tells', () => {
  write(rechained(entries().map((entry) => (entry.kind === 'plan' ? { ...entry, scenario: 'Another' } : entry))));
  assert.equal(verifyDrill(drill).ok, true);
  const { problems } = verifyRun(run);
  assert.deepEqual(problems.map(({ file, entry }) => [file, entry]), [['run.json', null]]);
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
