/** The digest of bytes at hand. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { sha256Of } from './digest';

test('each array has its own digest, whichever was asked about before', () => {
  const [one, another, equal] = [Buffer.from('one'), Buffer.from('another'), Buffer.from('one')];
  for (const bytes of [one, one, another, equal, one, new Uint8Array()]) {
    assert.equal(sha256Of(bytes), createHash('sha256').update(bytes).digest('hex'));
  }
});
