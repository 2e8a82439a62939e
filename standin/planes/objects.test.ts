/** The object store: bytes come back, equal ones are kept once, and nothing is left that nobody counts on. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { test } from 'node:test';
import { type Content, ObjectStore } from './objects';

interface StoreUnderTest extends AsyncDisposable {
  store: ObjectStore;
  /** Another one of the same directory, as after a new start. */
  reopened(): ObjectStore;
  /** How many files there are. */
  files(): Promise<number>;
}

async function storeUnderTest(): Promise<StoreUnderTest> {
  const directory = await mkdtemp(join(tmpdir(), 'muster-objects-'));
  return {
    store: new ObjectStore(join(directory, 'objects')),
    reopened: () => new ObjectStore(join(directory, 'objects')),
    files: async () => (await readdir(directory, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

async function* inPieces(bytes: Uint8Array, size = 50_000): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function bytesOf(read: Uint8Array | Readable): Promise<Buffer> {
  return read instanceof Uint8Array ? Buffer.from(read) : Buffer.concat((await read.toArray()) as Uint8Array[]);
}

const ignore = (): Promise<void> => Promise.resolve();

test('bodies of any size come back whole and in stretches', async () => {
  await using under = await storeUnderTest();
  for (const size of [0, 1, 50_000, 65_536, 65_537, 3_000_000]) {
    const bytes = Buffer.from(Array.from({ length: size }, (_, index) => index % 251));
    const content = await under.store.receive(inPieces(bytes), ignore);
    assert.equal(content.size, size);
    assert.ok((await bytesOf(under.store.read([content], 0, size))).equals(bytes));
    const [from, to] = [Math.floor(size / 3), Math.floor(size / 2)];
    assert.ok((await bytesOf(under.store.read([content], from, to))).equals(bytes.subarray(from, to)));
  }
});

test('contents laid end to end are read across their seams', async () => {
  await using under = await storeUnderTest();
  const contents = ['hello', '', ' ', 'world'].map((text) => under.store.put(Buffer.from(text)));
  assert.equal((await bytesOf(under.store.read(contents, 3, 8))).toString(), 'lo wo');
  const large = await under.store.receive(inPieces(Buffer.alloc(200_000, 'x')), ignore);
  const mixed = await bytesOf(under.store.read([...contents, large], 9, 100_011));
  assert.equal(mixed.toString(), `ld${'x'.repeat(100_000)}`);
});

test('few bytes that are equal are one file, which goes when the last that counts on it lets go', async () => {
  await using under = await storeUnderTest();
  const large = Buffer.alloc(200_000, 'y');
  const contents: Content[] = [];
  for (let n = 0; n < 2; n += 1) contents.push(under.store.put(Buffer.from('same')), await under.store.receive(inPieces(large), ignore));
  assert.equal(await under.files(), 3);
  for (const content of contents.slice(0, 2)) under.store.release(content);
  assert.equal(await under.files(), 2);
  for (const content of contents.slice(2)) under.store.release(content);
  assert.equal(await under.files(), 0);
});

test('a store that is opened again gives no number that is given already, and removes what nothing counts on', async () => {
  await using under = await storeUnderTest();
  const kept = await under.store.receive(inPieces(Buffer.alloc(200_000, 'k')), ignore);
  await under.store.receive(inPieces(Buffer.alloc(200_000, 'l')), ignore);
  const again = under.reopened();
  again.retain(kept);
  again.removeUncounted();
  assert.equal(await under.files(), 1);
  const other = await again.receive(inPieces(Buffer.alloc(200_000, 'o')), ignore);
  assert.equal((await bytesOf(again.read([kept, other], 199_999, 200_001))).toString(), 'ko');
});

test('what is seen of a body is all of it, in order, before it is stored', async () => {
  await using under = await storeUnderTest();
  for (const size of [10, 65_536, 2_500_000]) {
    const bytes = Buffer.from(Array.from({ length: size }, (_, index) => index % 251));
    const seen: Buffer[] = [];
    await under.store.receive(inPieces(bytes), (stretch) => Promise.resolve(void seen.push(Buffer.from(stretch))));
    assert.ok(Buffer.concat(seen).equals(bytes));
  }
});

test('what is being read stays until it has been read', async () => {
  await using under = await storeUnderTest();
  const content = await under.store.receive(inPieces(Buffer.alloc(500_000, 'z')), ignore);
  const reading = under.store.read([content], 0, content.size);
  under.store.release(content);
  assert.equal((await bytesOf(reading)).length, 500_000);
  assert.equal(await under.files(), 0);
});

test('a body that breaks off leaves nothing behind', async () => {
  await using under = await storeUnderTest();
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield* inPieces(Buffer.alloc(200_000));
    throw new Error('the line went dead');
  }
  await assert.rejects(under.store.receive(broken(), ignore), /the line went dead/);
  const blind = (): Promise<void> => Promise.reject(new Error('nobody looks'));
  await assert.rejects(under.store.receive(inPieces(Buffer.alloc(3_000_000)), blind), /nobody looks/);
  assert.equal(await under.files(), 0);
});
