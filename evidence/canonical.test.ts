/** Equal values have equal bytes, and what JSON cannot hold is refused. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonical, sha256 } from './canonical';
import type { Json } from './entry';

test('members are sorted by UTF-16 code units, white space is none, numbers and text are as RFC 8785 has them', () => {
  // The sorting example of RFC 8785, section 3.2.3: € < 😀 (a surrogate pair) < דּ.
  const value = { '\u20ac': 'Euro Sign', '\r': 'Carriage Return', '\ufb33': 'Dalet', '1': 'One', '\u{1f600}': 'Smiley', '\u0080': 'Control', '\u00f6': 'o' };
  assert.deepEqual(
    [...canonical(value).matchAll(/:"([^"]+)"/g)].map(([, text]) => text),
    ['Carriage Return', 'One', 'Control', 'o', 'Euro Sign', 'Smiley', 'Dalet'],
  );
  assert.equal(canonical({ b: [1e21, 1e-7, 4.5, 0], a: '\u000f\n"\\€' }), '{"a":"\\u000f\\n\\"\\\\€","b":[1e+21,1e-7,4.5,0]}');
});

test('what comes back from the text is the value, and its text is the same again', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (any) => {
      fc.pre(!/\\ud[89a-f]/.test(JSON.stringify(any)));
      // Through text and back, which is where -0 becomes 0.
      const value = JSON.parse(JSON.stringify(any)) as Json;
      const text = canonical(value);
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
      assert.equal(canonical(JSON.parse(text)), text);
    }),
  );
});

test('what JSON cannot hold, or would change, is refused with its place', () => {
  const wrong: [unknown, RegExp][] = [
    [{ a: [undefined] }, /undefined \(at \$\.a\[0\]\)/],
    [{ a: Number.NaN }, /NaN/],
    [{ a: Infinity }, /Infinity/],
    [{ a: -0 }, /number -0/],
    [{ a: '\ud800' }, /unpaired surrogate/],
    [{ '\udc00': 1 }, /unpaired surrogate/],
    [{ a: 1n }, /bigint/],
    [{ a: new Map() }, /instance of Map/],
    // A hole is undefined to whoever reads it.
    [{ a: [, 1] }, /undefined/],
  ];
  for (const [value, message] of wrong) assert.throws(() => canonical(value), (error) => error instanceof TypeError && message.test(error.message));
});

test('a digest says how it was made', () => {
  assert.equal(sha256(''), 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});
