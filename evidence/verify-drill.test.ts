/** What a ledger rests on beside itself is found when it is changed: side files and artifacts. */
import assert from 'node:assert/strict';
import {  readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import type { Entry } from './entry';
import { rechained } from './sample/run-folder';
import { entriesIn, runOnDisk, writeEntries } from './sample/run-on-disk';
import { verifyDrill } from './verify-drill';
import { readBackFileName, witnessFileName } from './witness-record';

let folder: string;
let drill: string;
let path: string;

beforeEach(() => {
  ({ folder, drill, path } = runOnDisk());
});
afterEach(() => rmSync(folder, { recursive: true }));

const entries = (): Entry[] => entriesIn(path);
const write = (all: readonly Entry[]): void => writeEntries(path, all);
const firstProblem = () => verifyDrill(drill).problems[0];

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
