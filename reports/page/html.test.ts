/** Values put into HTML are escaped. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { escapeText, html } from './html';

test('values are escaped, HTML is kept, lists are joined and nothing stays nothing', () => {
  assert.equal(html`<p>${'<b>'}${html`<i>${'&'}</i>`}${['a', html`<br>`]}${null}${undefined}${false}${0}</p>`.text, '<p>&lt;b&gt;<i>&amp;</i>a<br>0</p>');
});

test('what XML cannot hold is replaced, whatever the text', () => {
  assert.equal(escapeText('\u0000a\u001b[31m\uD800\uFFFE😀'), '\uFFFDa\uFFFD[31m\uFFFD\uFFFD😀');
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[<>"'\u0000-\u0008]/.test(escapeText(text))));
});
