/** What is a document in XML, and what is not, though a lenient parser would take it for one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wellFormedXml } from './well-formed-xml';

const read = (text: string) => wellFormedXml(Buffer.from(text));

test('documents are read, with all that XML lets stand in them', () => {
  for (const text of [
    '<a/>',
    ' \n<a></a>\n',
    '<?xml version="1.0" encoding="UTF-8"?>\n<!-- one --><a xmlns="http://a/b" x:y=\'1\'><b.c-d>é &amp; &#13;&#x1F4A5; ></b.c-d><!-- two --><c /></a><!-- three -->\n<?done?>',
    '<a><![CDATA[<b> & ]]></a>',
    '<größe>1</größe>',
  ]) assert.equal(read(text), text);
  assert.equal(read('\ufeff<a/>'), '<a/>', 'a mark of the byte order is none of the text');
});

test('what ends too early, or goes on behind its root, is none', () => {
  for (const text of ['', ' ', 'text', '<a', '<a>', '<a><b></a>', '<a></b></a>', '</a>', '<a/><', '<a/>text', '<a/><b/>', 'text<a/>', '<a><![CDATA[b</a>', '<a><!-- b</a>', '<a><?b</a>', '<![CDATA[a]]><b/>']) assert.throws(() => read(text), text);
});

test('what XML has no place for is refused wherever it stands', () => {
  for (const text of ['<a>b & c</a>', '<a>&nobody;</a>', '<a>&#xZ;</a>', '<a b="&c"/>', '<a>\0</a>', '<a>\u0001</a>', '<a>\uffff</a>', '<a>]]></a>', '<a b=c/>', '<a b="c/>', '<a b="<"/>', '< a/>', '<a><!-- b -- c --></a>', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>']) assert.throws(() => read(text), text);
  for (const bytes of [[0xff], [0xc0, 0xae], [0xed, 0xa0, 0x80], [0xe2, 0x82]]) assert.throws(() => wellFormedXml(Buffer.concat([Buffer.from('<a>'), Buffer.from(bytes), Buffer.from('</a>')])), String(bytes));
});

test('a long document is read in one go', () => {
  const parts = `<a>${'<b><c>1</c><d>"x"</d></b>'.repeat(20_000)}</a>`;
  assert.equal(read(parts).length, parts.length);
  assert.throws(() => read('<a>'.repeat(100_000)));
});
