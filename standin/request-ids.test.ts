/** Every request has ids of its own, and the same again in a world of the same seed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Chance } from './chance';
import { RequestIdMaker } from './request-ids';

test('no two requests have the same id, and a second world of the seed gives the same ones, in any order', () => {
  const [one, other] = [new RequestIdMaker(new Chance('7')), new RequestIdMaker(new Chance('7'))];
  const ids = Array.from({ length: 5_000 }, (_, number) => one.of(number, 's3'));
  assert.equal(new Set(ids.map(({ requestId }) => requestId)).size, ids.length);
  assert.equal(new Set(ids.map(({ extendedRequestId }) => extendedRequestId)).size, ids.length);
  for (const number of [4_000, 17, 128, 127]) assert.deepEqual(other.of(number, 's3'), ids[number]);
  assert.ok(ids.every(({ requestId }) => /^[0-9A-F]{16}$/.test(requestId)));
});
