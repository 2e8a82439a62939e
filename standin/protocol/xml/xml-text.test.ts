/** Text in XML comes back as it was, and what XML cannot hold does not break the document around it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { escapeXml, textElement } from './xml-text';

test('what XML means something by is escaped', () => {
  assert.equal(escapeXml('a<b>&"c"\r\n\té\u{1F4A5}'), 'a&lt;b&gt;&amp;&quot;c&quot;&#13;\n\té\u{1F4A5}');
});

test('characters that XML does not have are written as references', () => {
  assert.equal(textElement('Key', 'a\0b\u0001\u001f\uffff'), '<Key>a&#x0;b&#x1;&#x1f;&#xffff;</Key>');
});
