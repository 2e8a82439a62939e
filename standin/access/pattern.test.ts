/** Wildcards and variables in the texts of policies. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { Pattern } from './pattern';

const wild = (text: string): Pattern => new Pattern(text, { wild: true, variables: false });
const none = (): undefined => undefined;

/** What a pattern means, said by a regular expression: another way than the one under test. */
function meaning(pattern: string): RegExp {
  const source = pattern.replace(/[.*+?^${}()|[\]\\]/g, (character) => (character === '*' ? '[^]*' : character === '?' ? '[^]' : `\\${character}`));
  return new RegExp(`^${source}$`);
}

describe('a pattern', () => {
  test('matches what a regular expression of the same meaning matches', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ':', '/', '.', '\n', 'é'), maxLength: 12 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', ':', '/', '.'), maxLength: 10 });
    fc.assert(fc.property(pattern, text, (p, t) => assert.equal(wild(p).matches(t, none), meaning(p).test(t))), { numRuns: 3_000 });
  });

  test('matches a text out of which it was made', () => {
    const piece = fc.oneof(fc.string({ maxLength: 5 }).map((text) => ({ text, as: '*' })), fc.string({ minLength: 1, maxLength: 1 }).map((text) => ({ text, as: '?' })), fc.stringMatching(/^[a-z:/]{0,5}$/).map((text) => ({ text, as: text })));
    fc.assert(fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      assert.ok(wild(pieces.map(({ as }) => as).join('')).matches(pieces.map(({ text }) => text).join(''), none));
    }));
  });

  test('takes no longer than its length times that of the text, however many wildcards it has', () => {
    assert.equal(wild('*a'.repeat(200) + 'b').matches('a'.repeat(20_000), none), false);
  });

  test('has variables that stand for their own characters only', () => {
    const home = new Pattern('home/${aws:username}/*', { wild: true, variables: true });
    assert.equal(home.matches('home/ann/x', () => 'ann'), true);
    assert.equal(home.matches('home/ben/x', () => 'ann'), false);
    assert.equal(home.matches('home/ben/x', () => '*'), false, 'a name is no wildcard');
    assert.equal(home.matches('home/ann/x', none), false, 'nothing is known of the name');
    assert.equal(new Pattern("${aws:PrincipalTag/team, 'all'}", { wild: true, variables: true }).matches('all', none), true);
    assert.equal(new Pattern('a${*}b${?}${$}', { wild: true, variables: true }).matches('a*b?$', none), true);
    assert.equal(new Pattern('a${*}b', { wild: true, variables: true }).matches('axxb', none), false);
    assert.equal(new Pattern('${aws:username}', { wild: true, variables: false }).matches('${aws:username}', () => 'ann'), true);
  });
});
