/** A thousand snapshots of a volume that changes slowly cost what has changed, in bytes and in work. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { Journal } from '../../durable/journal';
import { temporaryRoot } from '../../temporary-root';
import { blockSize } from './block';
import { emptyMap, type MapName } from './block-map';
import { Disks } from './disks';

test('a thousand snapshots of a slowly changing volume of 1 GiB cost a block and a few nodes each, and their removal gives all of it back', async () => {
  const directory = mkdtempSync(join(await temporaryRoot(), 'muster-disks-'));
  const disks = new Disks({ journal: Journal.none(), directory });
  disks.create('vol', 1024 ** 3, emptyMap);
  const file = await open(await disks.device('vol'), 'r+');
  // A volume in use: 64 MiB, all over it.
  for (let place = 0; place < 128; place += 1) await file.write(Buffer.alloc(4096, 255), 0, 4096, place * 16 * blockSize);
  const snapshots: MapName[] = [await disks.capture('vol')];
  const nodesToBegin = disks.maps.size;
  for (let turn = 1; turn <= 1000; turn += 1) {
    await file.write(Buffer.from(`turn ${turn}`.padEnd(4096, '.')), 0, 4096, (turn % 128) * 16 * blockSize);
    snapshots.push(await disks.capture('vol'));
  }
  await file.close();
  const bytes = readdirSync(join(directory, 'volumes/blocks'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  // The blocks that were all alike in the beginning are one.
  assert.equal(disks.blocks.size, 1001);
  assert.equal(bytes, 1001 * 4096);
  assert.ok(disks.maps.size - nodesToBegin <= 1000 * 7, String(disks.maps.size));
  for (const [turn, map] of snapshots.entries()) {
    if (turn === 0) continue;
    const changed = [...disks.maps.differences(snapshots[turn - 1] ?? emptyMap, map)];
    assert.deepEqual(changed.map(({ index }) => index), [(turn % 128) * 16]);
    assert.equal(disks.blocks.read(changed[0]?.after ?? '').toString('latin1', 0, 9 + String(turn).length).startsWith(`turn ${turn}.`), true);
  }
  await disks.remove('vol');
  for (const map of snapshots) disks.maps.release(map);
  assert.deepEqual([disks.blocks.size, disks.maps.size], [0, 0]);
  rmSync(directory, { recursive: true });
});
