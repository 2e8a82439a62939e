/** A run is found by path and by id, and its head depends on every drill and on their order. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { Refused } from '../measure/endings';
import { Instant } from '../time/instant';
import { sha256 } from './canonical';
import { writeProvenance } from './provenance';
import { locateRun, readRun, type Run, runHead, writeRun } from './run';

let out: string;
beforeEach(() => (out = mkdtempSync(join(tmpdir(), 'muster-run-'))));
afterEach(() => rmSync(out, { recursive: true }));

const run: Run = { schema: 'urn:muster:run:1', run: 'r7', target: 'stand-in', seed: 7, drills: ['a-1'], head: runHead([sha256('a')]) };

test('what was written is what is read', () => {
  writeRun(join(out, 'r7'), run);
  assert.deepEqual(readRun(join(out, 'r7')), run);
});

test('a run is found by its id, its folder and its run.json', () => {
  writeRun(join(out, 'r7'), run);
  for (const way of ['r7', join(out, 'r7'), join(out, 'r7', 'run.json')]) assert.equal(locateRun(way, out), join(out, 'r7'));
});

test('a run that is not there is one clear message with those that are', () => {
  assert.throws(() => locateRun('r8', out), (error) => error instanceof Refused && /There is no run "r8".*no runs in .* yet/.test(error.message));
  writeRun(join(out, 'r7'), run);
  assert.throws(() => locateRun('r8', out), /Runs in .*: r7\./);
  assert.throws(() => locateRun('r8', join(out, 'nowhere')), /There is no run "r8"/);
});

test('the head tells drills and their order apart', () => {
  const [a, b] = [sha256('a'), sha256('b')];
  assert.equal(new Set([runHead([]), runHead([a]), runHead([a, b]), runHead([b, a]), runHead([a, a])]).size, 5);
});

test('provenance names the run and keeps secrets out of its arguments', () => {
  writeRun(join(out, 'r7'), run);
  const at = Instant.parse('2026-01-05T09:00:00Z');
  const facts = { run: 'r7', head: run.head, musterVersion: '0.1.0', started: at, finished: at, arguments: ['drill', '--endpoint', 'http://me:s3cret@127.0.0.1:1/'] };
  const provenance = writeProvenance(join(out, 'r7'), facts);
  assert.deepEqual([provenance.run, provenance.head, provenance.arguments[2]], ['r7', run.head, 'http://me:[redacted]@127.0.0.1:1/']);
});
