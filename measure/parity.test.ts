/** Configuration parity looks both ways and forgives only what was agreed on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareConfiguration } from './parity';

test('equal settings are no difference, however deep', () => {
  const configuration = { encrypted: true, tags: { a: '1', b: ['x', { y: null }] } };
  const { compared, differences } = compareConfiguration(configuration, { tags: { b: ['x', { y: null }], a: '1' }, encrypted: true });
  assert.deepEqual([compared, differences], [2, []]);
});

test('a setting that differs, is gone or is new is a difference', () => {
  const { differences } = compareConfiguration({ encrypted: true, class: 'a', list: ['x'] }, { encrypted: false, public: true, list: { 0: 'x' } });
  assert.deepEqual(differences, [
    { setting: 'class', expected: 'a', actual: null },
    { setting: 'encrypted', expected: true, actual: false },
    { setting: 'list', expected: ['x'], actual: { 0: 'x' } },
    { setting: 'public', expected: null, actual: true },
  ]);
});

test('an allowed difference is listed apart, with its reason, and only where there is one', () => {
  const allowances = [{ setting: 'identifier', reason: 'a restored instance has its own' }, { setting: 'encrypted', reason: 'unused' }];
  const { differences, allowed } = compareConfiguration({ identifier: 'a', encrypted: true }, { identifier: 'b', encrypted: true }, allowances);
  assert.deepEqual(differences, []);
  assert.deepEqual(allowed, [{ setting: 'identifier', expected: 'a', actual: 'b', reason: 'a restored instance has its own' }]);
});
