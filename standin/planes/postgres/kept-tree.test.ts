/** Trees kept again and again while they change: each comes back as it was, and what did not change lies there once. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { bringBack, keepTree } from './kept-tree';
import { everyPath } from './tree';

const mebibyte = 1024 * 1024;

let root: string;
let count = 0;

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'muster-kept-'));
});

after(() => rm(root, { recursive: true }));

const fresh = (): string => join(root, String((count += 1)));

async function contents(directory: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const path of await everyPath(directory)) {
    if (!(await stat(path)).isDirectory()) found.set(path.slice(directory.length), (await readFile(path)).toString('latin1'));
  }
  return found;
}

/** Bytes on the disk, each file counted once however many names it has. */
async function taken(...directories: string[]): Promise<number> {
  const sizes = new Map<number, number>();
  for (const path of (await Promise.all(directories.map(everyPath))).flat()) {
    const found = await stat(path);
    if (found.isFile()) sizes.set(found.ino, found.size);
  }
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

interface Change {
  file: string;
  size: number;
  at: number;
  byte: number;
  how: 'write' | 'remove' | 'cut';
}

const change: fc.Arbitrary<Change> = fc.record({
  file: fc.constantFrom('a', 'sub/b', 'sub/c', 'sub/deep/d'),
  size: fc.constantFrom(0, 10, mebibyte - 1, mebibyte, mebibyte + 1, 2.5 * mebibyte),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  byte: fc.integer({ min: 0, max: 255 }),
  how: fc.constantFrom('write', 'write', 'write', 'remove', 'cut'),
});

/** Changes a byte in the middle of a file in place, as a database does, or its length. */
async function apply(directory: string, { file, size, at, byte, how }: Change): Promise<void> {
  const path = join(directory, file);
  if (how === 'remove') return rm(path, { force: true });
  const old = await readFile(path).catch(() => Buffer.alloc(size));
  if (old.length > 0) old[Math.floor(at * (old.length - 1))] = byte;
  await writeFile(path, old);
  if (how === 'cut') await truncate(path, Math.min(size, old.length));
}

test('every tree that was kept comes back as it was, whatever was changed, kept again or removed since', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(change, { maxLength: 4 }), { minLength: 2, maxLength: 5 }), fc.nat(), async (rounds, removed) => {
      const live = fresh();
      await mkdir(join(live, 'sub', 'deep'), { recursive: true });
      const kept: { directory: string; was: Map<string, string> }[] = [];
      for (const changes of rounds) {
        for (const one of changes) await apply(live, one);
        const directory = fresh();
        await keepTree(live, directory, { like: kept.at(-1)?.directory });
        kept.push({ directory, was: await contents(live) });
      }
      const [gone] = kept.splice(removed % kept.length, 1);
      if (gone) await rm(gone.directory, { recursive: true });
      for (const { directory, was } of kept) {
        const back = fresh();
        await bringBack(directory, back, undefined);
        assert.deepEqual(await contents(back), was);
        // What is done to what came back is not done to what is kept.
        for (const file of await readdir(back)) if (file === 'a') await writeFile(join(back, file), 'overwritten');
        const second = fresh();
        await bringBack(directory, second, undefined);
        assert.deepEqual(await contents(second), was);
      }
    }),
    { numRuns: 25 },
  );
});

test('a tree costs only what differs from the one before it: nothing, or the pieces around each change', async () => {
  const live = fresh();
  await mkdir(live);
  const table = Buffer.alloc(8 * mebibyte, 7);
  await writeFile(join(live, 'table'), table);
  await writeFile(join(live, 'small'), 'unchanged');
  const kept = [fresh(), fresh(), fresh()];
  const keep = (n: number): Promise<void> => keepTree(live, kept[n] ?? '', { like: kept[n - 1] });
  await keep(0);
  const once = await taken(kept[0] ?? '');
  await keep(1);
  assert.equal(await taken(...kept.slice(0, 2)), once);
  table[5 * mebibyte] = 8;
  await writeFile(join(live, 'table'), table);
  await keep(2);
  assert.equal(await taken(...kept.slice(0, 3)), once + mebibyte);
});
