/** The keys that sign: the same HMAC as Node.js's. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { SigningKey } from './signing-keys';

test('a key of up to 64 bytes signs any text as HMAC-SHA256 does', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.array(fc.string({ unit: 'grapheme', maxLength: 300 }), { minLength: 1, maxLength: 3 }), (bytes, texts) => {
      const key = new SigningKey(bytes);
      for (const text of texts) assert.equal(key.sign(text).toString('hex'), createHmac('sha256', bytes).update(text).digest('hex'));
    }),
  );
});
