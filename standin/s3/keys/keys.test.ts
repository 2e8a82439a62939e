/** The order of keys, the map that keeps it, and ids that prove themselves. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Instant } from '../../../time/instant';
import { Chance } from '../../chance';
import { keyOf, orderBehind, orderOf } from './key-order';
import { SealedIds } from './sealed-ids';
import { SortedMap } from './sorted-map';

test('orders compare as UTF-8 bytes do, and stand for their keys', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 4 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      const bytes = Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      assert.equal(orderOf(a) < orderOf(b) ? -1 : orderOf(a) > orderOf(b) ? 1 : 0, bytes);
      assert.equal(keyOf(orderOf(a)), a);
    }),
    { seed: 7 },
  );
});

test('what lies behind a prefix is behind all that starts with it', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 });
  fc.assert(fc.property(text, fc.string({ maxLength: 3 }), (prefix, more) => assert.ok(orderOf(prefix + more) < orderBehind(orderOf(prefix)))), { seed: 7 });
});

test('a sorted map gives what a sorted array gives, however it was filled', () => {
  const steps = fc.array(fc.tuple(fc.boolean(), fc.nat({ max: 3000 })), { maxLength: 4000, size: 'max' });
  fc.assert(
    fc.property(steps, fc.nat({ max: 3000 }), (all, start) => {
      const [map, model] = [new SortedMap<number>(), new Map<string, number>()];
      for (const [add, number] of all) {
        const order = String(number).padStart(4, '0');
        if (!add) {
          map.delete(order);
          model.delete(order);
        } else if (!model.has(order)) {
          map.add(order, number);
          model.set(order, number);
        }
      }
      const from = String(start).padStart(4, '0');
      const expected = [...model].filter(([order]) => order >= from).sort(([a], [b]) => (a < b ? -1 : 1));
      assert.deepEqual([...map.from(from)], expected);
      assert.deepEqual(map.first(from), expected[0]);
      assert.equal(map.size, model.size);
    }),
    { seed: 7, numRuns: 30 },
  );
});

test('an id tells when it was made, and only its own world and purpose can read it', () => {
  const ids = new SealedIds(new Chance('7'), 'version');
  const at = Instant.parse('2026-01-05T00:00:00Z');
  const id = ids.make(at, 42, 'bucket', 'key');
  assert.match(id, /^[A-Za-z0-9._]{32}$/);
  assert.deepEqual(ids.read(id), { milliseconds: at.epochMilliseconds, count: 42 });
  assert.equal(new SealedIds(new Chance('8'), 'version').read(id), undefined);
  assert.equal(new SealedIds(new Chance('7'), 'upload').read(id), undefined);
  for (let index = 0; index < id.length; index += 1) {
    const other = id[index] === 'A' ? 'B' : 'A';
    assert.equal(ids.read(id.slice(0, index) + other + id.slice(index + 1)), undefined);
  }
  for (const wrong of ['', 'null', `${id}A`, '-'.repeat(32), '😀'.repeat(16)]) assert.equal(ids.read(wrong), undefined);
});
