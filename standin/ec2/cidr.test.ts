/** What EC2 takes for a block of addresses, and which blocks have addresses in common. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assert as holds, integer, property } from 'fast-check';
import { addressesIn, cidrText, contains, overlap, readCidr } from './cidr';

test('bits behind the prefix are dropped', () => {
  assert.equal(cidrText(readCidr('100.68.0.18/18') ?? { first: 0, prefix: 0 }), '100.68.0.0/18');
});

test('what is no block is none', () => {
  for (const text of ['10.0.0.0', '10.0.0.256/8', '10.0.0.0/33', 'a.b.c.d/8', '']) assert.equal(readCidr(text), undefined, text);
});

test('two blocks have addresses in common where one holds the other', () => {
  const block = { first: integer({ min: 0, max: 2 ** 32 - 1 }), prefix: integer({ min: 0, max: 32 }) };
  holds(
    property(block.first, block.prefix, block.first, block.prefix, (first, prefix, other, otherPrefix) => {
      const [a, b] = [first, other].map((start, index) => {
        const size = addressesIn({ prefix: index === 0 ? prefix : otherPrefix });
        return { first: start - (start % size), prefix: index === 0 ? prefix : otherPrefix };
      }) as [{ first: number; prefix: number }, { first: number; prefix: number }];
      const apart = a.first + addressesIn(a) <= b.first || b.first + addressesIn(b) <= a.first;
      assert.equal(overlap(a, b), !apart);
      assert.deepEqual(readCidr(cidrText(a)), a);
      assert.ok(contains(a, a));
    }),
  );
});
