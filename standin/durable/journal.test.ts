/** The journal: rows come back as they went in, whatever became of the last line. */
import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Instant } from '../../time/instant';
import { Journal } from './journal';
import { UnusableState } from './unusable-state';

const noon = Instant.parse('2026-01-05T12:00:00Z');

describe('the journal', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'muster-journal-'));
    path = join(folder, 'journal');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const open = (at = noon): Journal => Journal.open(path, () => at);

  it('hands over the rows that were put and not deleted, with their instants and dates', () => {
    const journal = open();
    const row = { name: 'ä\u0000', made: noon, day: new Date('2026-02-03T00:00:00Z'), nested: [{ at: noon }] };
    journal.put('buckets', 'one', row);
    journal.put('buckets', 'two', 1);
    journal.put('buckets', 'two', 2);
    journal.put('buckets', 'three', 3);
    journal.delete('buckets', 'three');
    journal.close();
    const again = open();
    assert.deepEqual([...again.take('buckets')], [['one', row], ['two', 2]]);
    again.close();
  });

  it('knows when it was last written to, and a new one does not', () => {
    const journal = open(noon);
    assert.equal(journal.latest, undefined);
    journal.tick();
    journal.close();
    assert.equal(open().latest?.toString(), noon.toString());
  });

  it('drops a last line that was cut short at any byte, and nothing else', () => {
    const journal = open();
    journal.put('rows', 'a', 1);
    journal.close();
    const whole = readFileSync(path);
    const more = Journal.open(path, () => noon);
    more.put('rows', 'b', 2);
    more.close();
    const both = readFileSync(path);
    for (let size = whole.length; size < both.length - 1; size++) {
      writeFileSync(path, both);
      truncateSync(path, size);
      const cut = open();
      assert.deepEqual([...cut.take('rows').keys()], ['a'], `cut at byte ${size}`);
      cut.close();
    }
  });

  it('keeps changes that belong together whole, or not at all', () => {
    const journal = open();
    journal.together(() => {
      journal.put('rows', 'a', 1);
      journal.put('rows', 'b', 2);
    });
    journal.close();
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    assert.equal(lines.length, 1);
  });

  it('can be written on after a last line was dropped', () => {
    open().close();
    appendFileSync(path, 'deadbeef [half a li');
    const journal = open();
    journal.put('rows', 'a', 1);
    journal.close();
    assert.deepEqual([...open().take('rows')], [['a', 1]]);
  });

  it('refuses a file that is damaged before its end, and names the line', () => {
    const journal = open();
    for (const key of ['a', 'b', 'c']) journal.put('rows', key, 1);
    journal.close();
    const lines = readFileSync(path, 'utf8').split('\n');
    lines[1] = (lines[1] ?? '').replace('"b"', '"x"');
    writeFileSync(path, lines.join('\n'));
    assert.throws(() => open(), (error: unknown) => error instanceof UnusableState && error.message.startsWith('line 2 of '));
  });

  it('keeps nothing when it is none', () => {
    const journal = Journal.none();
    journal.put('rows', 'a', 1);
    assert.equal(journal.keeps, false);
    assert.equal(journal.take('rows').size, 0);
  });
});
