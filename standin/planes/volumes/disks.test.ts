/** Disks by example and at random: what a snapshot holds is what was on the disk, and costs what changed. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { array, assert as holds, asyncProperty, constant, integer, oneof, record } from 'fast-check';
import { Instant } from '../../../time/instant';
import { Journal } from '../../durable/journal';
import { temporaryRoot } from '../../temporary-root';
import { blockSize } from './block';
import { emptyMap, type MapName } from './block-map';
import { Disks } from './disks';

const gibibyte = 1024 ** 3;
/** Small, so that a file system whose holes have to be read costs little. */
const size = 128 * blockSize;
let directory: string;
let journal: Journal;
let disks: Disks;

const openDisks = (): void => {
  journal = Journal.open(join(directory, 'journal'), () => Instant.parse('2026-01-01T00:00:00Z'));
  disks = new Disks({ journal, directory });
};

beforeEach(async () => {
  directory = mkdtempSync(join(await temporaryRoot(), 'muster-disks-'));
  openDisks();
});

afterEach(() => {
  journal.close();
  rmSync(directory, { recursive: true });
});

const write = async (id: string, offset: number, bytes: Uint8Array): Promise<void> => {
  const file = await open(await disks.device(id), 'r+');
  await file.write(bytes, 0, bytes.length, offset);
  await file.close();
};

const readBlock = (map: MapName, index: number): number | undefined => {
  const block = disks.maps.blockAt(map, index);
  return block === undefined ? undefined : disks.blocks.read(block)[0];
};

const files = (): number => {
  const blocks = join(directory, 'volumes/blocks');
  return existsSync(blocks) ? readdirSync(blocks, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length : 0;
};

test('a snapshot holds what was written, and another only what has changed since', async () => {
  disks.create('vol-1', gibibyte, emptyMap);
  await write('vol-1', 0, Buffer.from('first'));
  await write('vol-1', 700 * blockSize, Buffer.from('second'));
  const first = await disks.capture('vol-1');
  assert.deepEqual([...disks.maps.entries(first)].map(({ index }) => index), [0, 700]);
  await write('vol-1', 700 * blockSize + 1, Buffer.from('other'));
  const second = await disks.capture('vol-1');
  assert.deepEqual([...disks.maps.differences(first, second)].map(({ index }) => index), [700]);
  assert.equal(disks.blocks.size, 3);
  assert.equal(files(), 3);
});

test('a disk made from a snapshot costs nothing until it is used, and then has its blocks alone', async () => {
  disks.create('vol-1', gibibyte, emptyMap);
  await write('vol-1', 5 * blockSize, Buffer.alloc(blockSize, 7));
  const map = await disks.capture('vol-1');
  disks.create('vol-2', 2 * gibibyte, map);
  assert.equal(await disks.capture('vol-2'), map);
  assert.deepEqual(readdirSync(join(directory, 'volumes/devices')), ['vol-1']);
  const path = await disks.device('vol-2');
  const { size, blocks } = statSync(path);
  assert.equal(size, 2 * gibibyte);
  assert.ok(blocks * 512 <= 4 * blockSize, String(blocks));
  assert.equal(await disks.capture('vol-2'), map);
});

test('zeros written over something are a change, and a block never written is none', async () => {
  disks.create('vol-1', gibibyte, emptyMap);
  await write('vol-1', 0, Buffer.from('here'));
  const first = await disks.capture('vol-1');
  await write('vol-1', 0, Buffer.alloc(4));
  await write('vol-1', 9 * blockSize, Buffer.alloc(4));
  const second = await disks.capture('vol-1');
  assert.deepEqual([...disks.maps.differences(first, second)].map(({ index }) => index), [0]);
  assert.equal(readBlock(second, 0), 0);
  assert.equal(await disks.capture('vol-1'), second);
});

test('what was written just before the end of the process is in the next snapshot', async () => {
  disks.create('vol-1', gibibyte, emptyMap);
  await write('vol-1', 0, Buffer.from('first'));
  const first = await disks.capture('vol-1');
  await write('vol-1', 0, Buffer.from('other'));
  journal.close();
  openDisks();
  disks.maps.retain(first);
  disks.maps.removeUncounted();
  const second = await disks.capture('vol-1');
  assert.deepEqual([readBlock(first, 0), readBlock(second, 0)], ['f'.charCodeAt(0), 'o'.charCodeAt(0)]);
});

test('blocks that only a sudden end left behind are gone after it', async () => {
  disks.create('vol-1', gibibyte, emptyMap);
  await write('vol-1', 0, Buffer.from('first'));
  await disks.capture('vol-1');
  await disks.remove('vol-1');
  assert.equal(files(), 1);
  journal.close();
  openDisks();
  disks.maps.removeUncounted();
  assert.deepEqual([files(), disks.maps.size], [0, 0]);
});

const step = oneof(
  record({ do: constant('write' as const), at: integer({ min: 0, max: 40 }), with: integer({ min: 0, max: 3 }) }),
  record({ do: constant('snapshot' as const) }),
  record({ do: constant('drop' as const), which: integer({ min: 0, max: 9 }) }),
  record({ do: constant('restore' as const), which: integer({ min: 0, max: 9 }) }),
  record({ do: constant('restart' as const) }),
);

test('whatever is written, kept, dropped and restored: every snapshot stays what it was, and what nothing needs is gone', async () => {
  await holds(
    asyncProperty(array(step, { maxLength: 25 }), async (steps) => {
      // Blocks stand far apart, so that the map has several levels.
      const place = (at: number): number => at * 3;
      let id = 'vol';
      let disk = new Map<number, number>();
      let snapshots: { map: MapName; held: Map<number, number> }[] = [];
      let made = 0;
      disks.create(id, size, emptyMap);
      for (const one of steps) {
        if (one.do === 'write') {
          await write(id, place(one.at) * blockSize, Buffer.alloc(1, one.with));
          disk.set(one.at, one.with);
        } else if (one.do === 'snapshot') snapshots.push({ map: await disks.capture(id), held: new Map(disk) });
        else if (one.do === 'restart') {
          journal.close();
          openDisks();
          for (const { map } of snapshots) disks.maps.retain(map);
          disks.maps.removeUncounted();
        } else {
          const chosen = snapshots[one.which];
          if (!chosen) continue;
          if (one.do === 'drop') {
            disks.maps.release(chosen.map);
            snapshots = snapshots.filter((other) => other !== chosen);
          } else {
            await disks.remove(id);
            id = `${id}-${(made += 1)}`;
            disk = new Map(chosen.held);
            disks.create(id, size, chosen.map);
          }
        }
      }
      for (const { map, held } of snapshots) {
        for (let at = 0; at <= 40; at += 1) assert.equal(readBlock(map, place(at)) ?? 0, held.get(at) ?? 0);
      }
      await disks.remove(id);
      for (const { map } of snapshots) disks.maps.release(map);
      assert.deepEqual([disks.blocks.size, disks.maps.size, files()], [0, 0, 0]);
    }),
    { numRuns: 40 },
  );
});
