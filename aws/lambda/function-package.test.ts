/** A function's package is the same bytes each time, and those that an unzip takes. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { packageOf } from './function-package';

const digest = (code: string): string => createHash('sha256').update(packageOf(code)).digest('hex');

test('the same code makes the same package, one that `unzip -t` finds no errors in', () => {
  assert.equal(digest("exports.handler = async () => 'Gebühr';\n"), '7c327a34d260394facaa7068322fd2d8f8fd9e60bd6acbb6f9208cdfefef1940');
});

test('other code makes another package', () => {
  assert.notEqual(digest('one'), digest('two'));
});
