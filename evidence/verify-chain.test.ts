/** Whatever is done to a ledger afterwards is found, and the first bad entry is named. */
import assert from 'node:assert/strict';
import {  readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, test } from 'node:test';
import {  sha256 } from './canonical';
import { link } from './chain';
import type { Entry } from './entry';
import { ledgerLines } from './read';
import { call, rechained } from './sample/run-folder';
import { entriesIn, runOnDisk, writeEntries } from './sample/run-on-disk';
import { verifyChain } from './verify-chain';
import { verifyDrill } from './verify-drill';

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
  write([...all, link({ kind: 'human', role: 'intruder', act: 'adds' }, all.length, '2026-01-05T09:00:00.000Z', all.at(-1)?.hash ?? '')]);
  assert.deepEqual([firstProblem()?.entry, /after the seal/.test(firstProblem()?.what ?? '')], [8, true]);
});

test('an entry that is whole in itself, but follows another one, carries another number or is no plan where one must be, is found', () => {
  const all = entries();
  const [first, second, ...rest] = all;
  assert.ok(first && second);
  const { hash: _hash, previous: _previous, seq, at, ...body } = second;
  write([first, link(body, seq, at, sha256('elsewhere')), ...rest]);
  assert.match(firstProblem()?.what ?? '', /it does not follow the entry before it/);
  write([first, link(body, 5, at, first.hash)]);
  assert.match(firstProblem()?.what ?? '', /it carries number 5/);
  write(rechained([second, first, ...rest]));
  assert.match(firstProblem()?.what ?? '', /begins with a "undo-filed" entry, not with the plan/);
});

test('the same content in other bytes is not what was written', () => {
  const text = readFileSync(path, 'utf8');
  for (const other of [text.replace('{', '{ '), text.replace('\u00fc', '\\u00fc'), text.replace('\n', '\r\n'), `\ufeff${text}`]) {
    assert.notEqual(other, text);
    writeFileSync(path, other);
    assert.match(firstProblem()?.what ?? '', /canonical form|not JSON/);
  }
});

test('a member that its kind does not have is found, even when it is chained', () => {
  write(rechained(entries().map((entry) => ({ ...entry, note: 'slipped in' }))));
  assert.match(firstProblem()?.what ?? '', /a member "note" that the kind does not have/);
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
