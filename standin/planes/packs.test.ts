/** Packs: contents come back, also after a new start and a sudden end, and the room of those that went is given back. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { Packs } from './packs';

interface PacksUnderTest extends Disposable {
  directory: string;
  open(): Packs;
  /** What all packs come to on disk, in bytes. */
  bytes(): number;
}

/** Packs of 4,096 bytes. */
function packsUnderTest(): PacksUnderTest {
  const directory = join(mkdtempSync(join(tmpdir(), 'muster-packs-')), 'packs');
  const opened: Packs[] = [];
  const files = (): string[] => (existsSync(directory) ? readdirSync(directory) : []);
  return {
    directory,
    open: () => {
      for (const packs of opened.splice(0)) packs.close();
      const packs = new Packs(directory, { content: 1_024, pack: 4_096 });
      opened.push(packs);
      return packs;
    },
    bytes: () => files().reduce((sum, name) => sum + statSync(join(directory, name)).size, 0),
    [Symbol.dispose]: () => {
      for (const packs of opened) packs.close();
      rmSync(join(directory, '..'), { recursive: true, force: true });
    },
  };
}

function nameOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function filled(number: number, size: number): Buffer {
  return Buffer.alloc(size, String.fromCharCode(97 + (number % 26)) + String(number));
}

test('hold what was added and not removed, over new starts, in a bounded multiple of its size', () => {
  const act = fc.oneof(
    { weight: 5, arbitrary: fc.record({ act: fc.constant('add' as const), number: fc.nat(30), size: fc.nat(1_024) }) },
    { weight: 4, arbitrary: fc.record({ act: fc.constant('remove' as const), number: fc.nat(30), size: fc.constant(0) }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('start again' as const), number: fc.constant(0), size: fc.constant(0) }) },
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 80 }), (acts) => {
      using under = packsUnderTest();
      let packs = under.open();
      const kept = new Map<number, Buffer>();
      for (const { act: what, number, size } of acts) {
        const before = kept.get(number);
        if (what === 'start again') {
          packs = under.open();
          const names = new Set([...kept.values()].map(nameOf));
          packs.removeAllBut((name) => names.has(name));
        } else if (before) {
          packs.remove(nameOf(before));
          kept.delete(number);
        } else if (what === 'add') {
          // The number in front, so that no two contents are the same.
          const bytes = Buffer.concat([Buffer.from(`${number}:`), filled(number, size)]).subarray(0, 1_024);
          packs.add(nameOf(bytes), bytes);
          kept.set(number, bytes);
        }
      }
      let live = 0;
      for (const bytes of kept.values()) {
        live += bytes.length + 36;
        assert.ok(packs.read(nameOf(bytes), 0, bytes.length).equals(bytes));
      }
      // Half of a closed pack may be room that was given up, and all of the current one but its last content.
      assert.ok(under.bytes() <= 2 * live + 4_096 + 1_060, `${under.bytes()} bytes on disk for ${live}`);
      if (live === 0) assert.equal(under.bytes(), 0);
    }),
    { numRuns: 60 },
  );
});

test('what a sudden end left half written is written over', () => {
  using under = packsUnderTest();
  const [first, second] = [filled(1, 500), filled(2, 700)];
  const before = under.open();
  before.add(nameOf(first), first);
  before.add(nameOf(second), second);
  before.close();
  truncateSync(join(under.directory, '1'), 36 + 500 + 36 + 300);
  const after = under.open();
  assert.throws(() => after.read(nameOf(second), 0, 700), /are not there/);
  after.add(nameOf(second), second);
  assert.ok(after.read(nameOf(first), 0, 500).equals(first));
  assert.ok(under.open().read(nameOf(second), 0, 700).equals(second));
});

test('an end in the middle of a head leaves what stands before it', () => {
  using under = packsUnderTest();
  const bytes = filled(3, 100);
  under.open().add(nameOf(bytes), bytes);
  appendFileSync(join(under.directory, '1'), Buffer.alloc(20, 1));
  assert.ok(under.open().read(nameOf(bytes), 90, 100).equals(bytes.subarray(90)));
});

test('a file that is cut short is an error, and not other bytes', () => {
  using under = packsUnderTest();
  const packs = under.open();
  const bytes = filled(4, 1_000);
  packs.add(nameOf(bytes), bytes);
  truncateSync(join(under.directory, '1'), 500);
  assert.throws(() => packs.read(nameOf(bytes), 0, 1_000), /are not there/);
});
