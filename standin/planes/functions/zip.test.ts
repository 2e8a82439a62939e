/** Archives by example, and any bytes at all. */
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zipOf } from '../../lambda/lambda-under-test';
import { InvalidZip, readZip } from './zip';

const files = { 'index.mjs': 'export const handler = 1;', 'lib/orders.js': 'x'.repeat(5_000), 'empty.txt': '' };

test('what was stored or deflated comes out as it went in', () => {
  for (const method of [0, 8] as const) {
    const read = readZip(zipOf(files, method), 10_000).map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]);
    assert.deepEqual(Object.fromEntries(read), files);
  }
});

test('nothing is unpacked that would lie elsewhere', () => {
  for (const path of ['../out', '/etc/passwd', 'a/../../out', 'a\\b', 'C:/out']) assert.throws(() => readZip(zipOf({ [path]: 'x' }), 100), InvalidZip, path);
});

test('an archive that unpacks to too much is refused', () => {
  assert.throws(() => readZip(zipOf({ a: 'x'.repeat(600), b: 'x'.repeat(600) }), 1_000), InvalidZip);
});

test('a damaged archive is refused, or reads as it was', () => {
  const archive = zipOf(files);
  fc.assert(
    fc.property(fc.nat(archive.length - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
      const damaged = Buffer.from(archive);
      damaged[place] = (damaged[place] ?? 0) ^ change;
      try {
        readZip(damaged, 1_000_000);
      } catch (error) {
        assert(error instanceof InvalidZip);
      }
    }),
  );
});
