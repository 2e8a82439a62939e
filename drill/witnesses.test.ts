/** The witness writer: what it writes, deletes and gives up on, and that its record says the same. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { readSideFile } from '../evidence/witness-file';
import { parseWitnessRecord } from '../evidence/witness-record';
import type { Json } from '../evidence/entry';
import { Refused } from '../measure/endings';
import type { WitnessEvent } from '../measure/witness-history';
import { Duration } from '../time/duration';
import { Instant } from '../time/instant';
import { VirtualClock } from '../time/virtual-clock';
import type { WitnessPath } from './subject';
import { Witnesses } from './witnesses';

const start = Instant.parse('2026-01-05T09:00:00Z');
const every = Duration.seconds(1);

let folder: string;
describe('the witness writer', () => {
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'muster-witnesses-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** An application that keeps what it acknowledges, each write taking `takes`. */
  function writing({ refuses = [] as readonly number[], takes = Duration.zero, seed = 1 } = {}) {
    const clock = new VirtualClock({ start, effectDuration: () => Duration.zero });
    const kept = new Map<number, string>();
    let closed = false;
    const path: WitnessPath = {
      write: async (witness, body) => {
        await clock.sleep(takes);
        if (refuses.includes(witness)) throw new Error('not now');
        kept.set(witness, body);
      },
      remove: async (witness) => void kept.delete(witness),
      close: async () => void (closed = true),
    };
    const file = join(folder, `witnesses-${seed}.jsonl`);
    const witnesses = new Witnesses(clock, { path, file, every, seed, component: 'orders' });
    const record = (): WitnessEvent[] => readSideFile(file).lines.map((line) => parseWitnessRecord(JSON.parse(line) as Json));
    return { clock, kept, witnesses, file, record, isClosed: () => closed };
  }

  const digestOf = (body: string): string => `sha256:${createHash('sha256').update(body).digest('hex')}`;
  const said = ({ witness, operation, event }: WitnessEvent): string => `${operation} ${witness} ${event}`;

  test('witnesses are numbered, dated and written one after the other, and each is on record before and after', async () => {
    const { clock, kept, witnesses, record } = writing({ takes: Duration.milliseconds(200) });
    witnesses.start();
    await clock.advance(Duration.milliseconds(2_500));
    await clock.during(() => witnesses.stop());
    assert.deepEqual([...kept.keys()], [1, 2, 3]);
    assert.deepEqual(record().map((event) => `${said(event)} ${event.at.since(start).milliseconds}`), [
      'write 1 attempted 0', 'write 1 acknowledged 200',
      'write 2 attempted 1200', 'write 2 acknowledged 1400',
      'write 3 attempted 2400', 'write 3 acknowledged 2600',
    ]);
    const body = JSON.parse(kept.get(2) ?? '') as { witness: number; at: string };
    assert.deepEqual([body.witness, body.at], [2, start.plus(Duration.milliseconds(1_200)).toString()]);
  });

  test('the record holds the digest of what was written, and so does the writer', async () => {
    const { clock, kept, witnesses, record } = writing();
    witnesses.start();
    await clock.advance(Duration.seconds(30));
    await clock.during(() => witnesses.stop());
    const writes = record().filter(({ operation, event }) => operation === 'write' && event === 'acknowledged');
    assert.equal(writes.length, 31);
    assert.deepEqual(new Map(writes.map(({ witness, digest }) => [witness, digest])), witnesses.written);
    for (const [witness, body] of kept) assert.equal(witnesses.written.get(witness), digestOf(body));
  });

  test('every tenth write an older witness is deleted, so that a resurrection would be seen', async () => {
    const { clock, kept, witnesses, record } = writing();
    witnesses.start();
    await clock.advance(Duration.seconds(24));
    await clock.during(() => witnesses.stop());
    const deletions = record().filter(({ operation }) => operation === 'delete');
    assert.deepEqual(deletions.map(said), ['delete 5 attempted', 'delete 5 acknowledged', 'delete 15 attempted', 'delete 15 acknowledged']);
    assert.deepEqual(deletions.map(({ digest }) => digest), [null, null, null, null]);
    assert.deepEqual([kept.has(5), kept.has(15), kept.size], [false, false, 23]);
  });

  test('a write that is refused is an event, not the end', async () => {
    const { clock, witnesses, record } = writing({ refuses: [2] });
    witnesses.start();
    await clock.advance(Duration.milliseconds(2_500));
    await clock.during(() => witnesses.stop());
    assert.deepEqual(record().map(said), ['write 1 attempted', 'write 1 acknowledged', 'write 2 attempted', 'write 2 failed', 'write 3 attempted', 'write 3 acknowledged']);
    assert.equal(witnesses.written.size, 3, 'one that was only attempted may be there all the same');
  });

  test('stopping waits for the write that is on its way, lets go of the path, and nothing is written any more', async () => {
    const { clock, witnesses, record, isClosed, file } = writing({ takes: Duration.milliseconds(200) });
    witnesses.start();
    assert.equal(witnesses.isWriting, true);
    await clock.advance(Duration.milliseconds(100));
    await clock.during(() => witnesses.stop());
    assert.deepEqual(record().map(said), ['write 1 attempted', 'write 1 acknowledged']);
    assert.deepEqual([witnesses.isWriting, isClosed()], [false, true]);
    const { standing } = witnesses;
    await clock.advance(Duration.hours(1));
    witnesses.sync();
    assert.deepEqual([readSideFile(file).lines.length, witnesses.standing], [2, standing]);
  });

  test('where the record stands is what the file chains to', async () => {
    const { clock, witnesses, file } = writing();
    witnesses.start();
    await clock.advance(Duration.seconds(12));
    const { heads, lines } = readSideFile(file);
    assert.deepEqual(witnesses.standing, { lines: lines.length, digest: heads.at(-1) });
    await clock.during(() => witnesses.stop());
  });

  test('the same seed writes the same, another seed something else', async () => {
    const written = async (seed: number): Promise<ReadonlyMap<number, string>> => {
      const { clock, witnesses } = writing({ seed });
      witnesses.start();
      await clock.advance(Duration.seconds(2));
      await clock.during(() => witnesses.stop());
      rmSync(join(folder, `witnesses-${seed}.jsonl`));
      return witnesses.written;
    };
    const first = await written(1);
    assert.deepEqual(await written(1), first);
    assert.notDeepEqual(await written(2), first);
  });

  test('a record of another drill is not written on', () => {
    writing();
    assert.throws(() => writing(), Refused);
  });
});
