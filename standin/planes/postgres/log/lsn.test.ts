/** Positions of a log, and which belonged to which instant. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Instant } from '../../../../time/instant';
import { formatLsn, parseLsn, segmentOf, segmentOfFile, segmentSize } from './lsn';
import { LsnRecord } from './lsn-record';

const instant = (n: number): Instant => Instant.ofEpochMilliseconds(n);

test('a position is read and written as PostgreSQL does', () => {
  assert.equal(parseLsn('0/16B3748'), 0x16b3748);
  assert.equal(formatLsn(parseLsn('1A/FF000028')), '1A/FF000028');
  assert.throws(() => parseLsn('16B3748'), RangeError);
});

test('a segment is found by position and by file name alike, on any timeline', () => {
  assert.equal(segmentOf(parseLsn('1/28')), segmentOfFile('000000030000000100000000'));
  assert.equal(segmentOfFile('0000000100000000000000AB'), 0xab);
  assert.equal(segmentOf(0xab * segmentSize + 5), 0xab);
  for (const other of ['00000002.history', 'archive_status', '0000000100000000000000AB.unfinished']) assert.equal(segmentOfFile(other), undefined);
});

test('the position at an instant is that of the last note at or before it', () => {
  const record = new LsnRecord();
  record.note(instant(10), 100);
  record.note(instant(20), 200);
  record.note(instant(20), 250);
  assert.deepEqual([9, 10, 19, 20, 99].map((n) => record.at(instant(n))), [undefined, 100, 100, 250, 250]);
});

test('behind the position at which a log was cut nothing was ever reached', () => {
  const record = new LsnRecord();
  for (const [at, lsn] of [[10, 100], [20, 200], [30, 300]] as const) record.note(instant(at), lsn);
  record.cutAt(150);
  record.note(instant(40), 180);
  assert.deepEqual([10, 20, 30, 40].map((n) => record.at(instant(n))), [100, 150, 150, 180]);
});

test('notes are found as by looking through all of them', () => {
  const steps = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(steps, fc.integer({ min: -2, max: 400 }), (gaps, asked) => {
      const record = new LsnRecord();
      const notes: [number, number][] = [];
      let at = 0;
      for (const [lsn, gap] of gaps.entries()) {
        at += gap;
        record.note(instant(at), lsn);
        notes.push([at, lsn]);
      }
      assert.equal(record.at(instant(asked)), notes.findLast(([noted]) => noted <= asked)?.[1]);
    }),
  );
});
