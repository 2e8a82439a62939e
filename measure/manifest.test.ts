/** Content digests: blind to order, and to nothing else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareManifests, ContentDigest, manifestKey, type Part } from './manifest';

const key = manifestKey(7, 'orders');
const digest = (items: readonly (readonly Part[])[], under = key) => {
  const content = new ContentDigest(under);
  for (const item of items) content.add(item);
  return content.result;
};
const item = fc.array(fc.oneof(fc.string(), fc.constant(null)), { maxLength: 4 });
const items = fc.array(item, { maxLength: 12 });

test('order does not matter', () => {
  fc.assert(
    fc.property(items, (all) => {
      assert.deepEqual(digest(all.toReversed()), digest(all));
    }),
  );
});

test('one item more, less or twice is seen', () => {
  fc.assert(
    fc.property(items, item, (all, one) => {
      const with1 = digest([...all, one]);
      assert.notDeepEqual(with1, digest(all));
      const with2 = digest([...all, one, one]).digest;
      assert.ok(with2 !== with1.digest && with2 !== digest(all).digest);
    }),
  );
});

test('where one value ends and the next begins is part of the item', () => {
  assert.notDeepEqual(digest([['ab', 'c']]), digest([['a', 'bc']]));
  assert.notDeepEqual(digest([['a'], ['b']]), digest([['a', 'b'], []]));
  assert.notDeepEqual(digest([['']]), digest([[null]]));
  assert.notDeepEqual(digest([['', '-;']]), digest([[null, '']]));
});

test('text and its bytes are the same value', () => {
  assert.deepEqual(digest([['grün']]), digest([[Buffer.from('grün')]]));
});

test('another seed or component gives another digest, so that it gives nothing away', () => {
  assert.notEqual(digest([['a']], manifestKey(8, 'orders')).digest, digest([['a']]).digest);
  assert.notEqual(digest([['a']], manifestKey(7, 'invoices')).digest, digest([['a']]).digest);
});

test('sets that differ, lack or are new are named', () => {
  const expected = { customers: digest([['1']]), orders: digest([['2']]), gone: digest([]) };
  const actual = { customers: digest([['1']]), orders: digest([['3']]), new: digest([]) };
  assert.deepEqual(compareManifests(expected, actual).map(({ set }) => set), ['gone', 'new', 'orders']);
  assert.deepEqual(compareManifests(expected, expected), []);
});
