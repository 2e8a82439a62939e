/** A ledger grows entry by entry, each holding on to the one before, until it is sealed. */
import assert from 'node:assert/strict';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { Refused } from '../measure/endings';
import { Instant } from '../time/instant';
import { AppendOnlyFile } from './append-only-file';
import { chainStart, hashOf } from './chain';
import { openLedger } from './ledger';
import { readLedger } from './read';
import { Redactor } from './redact';
import { sealLedger } from './seal';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'muster-ledger-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const now = (): Instant => Instant.parse('2026-01-05T09:00:00Z');
const human = (act: string) => ({ kind: 'human', role: 'operator', act }) as const;

test('what was appended is what is read, chained from the digest of no bytes', () => {
  const path = join(folder, 'drill', 'ledger.jsonl');
  const ledger = openLedger(path, now);
  const first = ledger.append(human('arrives'));
  const second = ledger.append(human('leaves'));
  assert.deepEqual(readLedger(path), [first, second]);
  assert.deepEqual([first.seq, first.at, first.previous], [0, '2026-01-05T09:00:00.000Z', chainStart]);
  assert.deepEqual([second.seq, second.previous, second.hash], [1, first.hash, hashOf(second)]);
  assert.equal(ledger.head, second.hash);
  ledger.close();
});

test('the seal counts itself, gives the head, and lets nothing come after it', () => {
  const ledger = openLedger(join(folder, 'ledger.jsonl'), now);
  ledger.append(human('arrives'));
  const head = sealLedger(ledger, 'aborted', 'somebody pressed Ctrl-C');
  const seal = readLedger(ledger.path).at(-1);
  assert.deepEqual(seal?.kind === 'seal' && [seal.entries, seal.outcome, seal.hash], [2, 'aborted', head]);
  assert.equal(ledger.sealed, true);
  assert.throws(() => ledger.append(human('is late')), (error) => error instanceof Refused && /is sealed/.test(error.message));
  assert.equal(readLedger(ledger.path).length, 2);
});

test('a ledger is never begun where one is already', () => {
  openLedger(join(folder, 'ledger.jsonl'), now).close();
  assert.throws(
    () => openLedger(join(folder, 'ledger.jsonl'), now),
    (error) => error instanceof Refused && /Could not create .*ledger\.jsonl: EEXIST.*run again/.test(error.message),
  );
});

test('a record that cannot be written refuses, saying where and what to do, and keeps refusing', { skip: !existsSync('/dev/full') }, () => {
  const full = new AppendOnlyFile(join(folder, 'file'));
  full.appendLine('whole');
  full.close();
  // The lowest free descriptor is handed out next: the closed file's own, which so turns into a disk without space.
  const holding = openSync('/dev/full', 'w');
  for (const why of ['ENOSPC', 'an earlier write failed half-way']) {
    assert.throws(
      () => full.appendLine('lost'),
      (error) => error instanceof Refused && new RegExp(`Could not write .*file: ${why}.*Check that the folder is writable`).test(error.message),
    );
  }
  closeSync(holding);
  assert.equal(readFileSync(join(folder, 'file'), 'utf8'), 'whole\n');
});

test('secrets are redacted before anything is hashed or written', () => {
  const redactor = new Redactor();
  redactor.register('correct horse');
  const ledger = openLedger(join(folder, 'ledger.jsonl'), now, redactor);
  const entry = ledger.append({
    kind: 'call', service: 'rds', operation: 'CreateDBInstance', region: 'eu-central-1', input: { MasterUserPassword: 'battery' }, outcome: 'answered', error: null,
    command: 'aws rds create-db-instance --master-user-password battery --x "correct horse"', asked: '', answered: '',
  });
  ledger.close();
  assert.doesNotMatch(readFileSync(ledger.path, 'utf8'), /battery|correct horse/);
  assert.equal(entry.hash, hashOf(entry));
});

test('an entry that JSON cannot hold is refused and leaves no trace', () => {
  const ledger = openLedger(join(folder, 'ledger.jsonl'), now);
  assert.throws(() => ledger.append({ kind: 'artifact', path: 'x', mediaType: 'y', digest: '\ud800' }), TypeError);
  ledger.append(human('goes on'));
  ledger.close();
  assert.equal(readLedger(ledger.path).length, 1);
});

test('a line that is no entry is named by its number', () => {
  const path = join(folder, 'ledger.jsonl');
  const ledger = openLedger(path, now);
  ledger.append(human('arrives'));
  ledger.close();
  const strange = new AppendOnlyFile(join(folder, 'other.jsonl'));
  strange.appendLine(readFileSync(path, 'utf8').trimEnd());
  strange.appendLine('{"kind":"gossip"}');
  strange.close();
  assert.throws(() => readLedger(strange.path), /other\.jsonl, line 2 has no kind of entry that is known \("gossip"\)/);
  assert.throws(() => readLedger(join(folder, 'nowhere')), (error) => error instanceof Refused && /cannot be read/.test(error.message));
});
