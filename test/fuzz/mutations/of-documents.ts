/** Changes of bodies: XML, JSON, forms and CBOR, broken as text, as structure or as bytes. */
import { bytesOf, type Crafted } from '../crafted';
import type { Dice } from '../dice';
import { nastyText } from './nasties';

type Change = (text: string, dice: Dice) => string;

const bomb = `<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "${'&x;'.repeat(50)}"><!ENTITY z "${'&y;'.repeat(50)}">]>`;
const outside = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
const pieces = ['<', '>', '</', '/>', '<a>', '&x;', '&#0;', '&#xD800;', '&#x110000;', '<![CDATA[', ']]>', '<!--', '<?x', '\0', '\x01', '\xff', '\xed\xa0\x80', '\xef\xbb\xbf', '"', '{', '}', '[', ']', ',', ':', '\\u0000', '\\ud800', '\\', '&', '=', '%', '%zz', '+'];

const changes: readonly Change[] = [
  (text, dice) => text.slice(0, dice.below(text.length + 1)),
  (text, dice) => spliced(text, dice, dice.pick(pieces)),
  (text, dice) => spliced(text, dice, nastyText(dice)),
  (text, dice) => spliced(text, dice, '', 1 + dice.below(8)),
  (text, dice) => spliced(text, dice, text.slice(dice.below(text.length + 1))),
  (text, dice) => text.split('').map((one) => (dice.once(20) ? String.fromCharCode(dice.below(256)) : one)).join(''),
  (text) => text + text,
  (text, dice) => dice.pick([bomb, outside, bytesOf('\ufeff'), '<?xml version="1.0" encoding="UTF-16"?>', ' ', '\0']) + text,
  // The text between two tags, or the value of a member.
  (text, dice) => replacedOnce(text, />([^<>]*)<\//g, dice, () => `>${nastyText(dice)}</`),
  (text, dice) => replacedOnce(text, />([^<>]*)<\//g, dice, () => `>${nastyText(dice)}</`),
  (text, dice) => replacedOnce(text, /:("[^"]*"|[\d.]+|true|false)/g, dice, () => `:${dice.pick(['null', '0', '-1', '1e400', 'true', '[]', '{}', '""', '[null]', JSON.stringify(nastyText(dice)), '99999999999999999999'])}`),
  (text, dice) => replacedOnce(text, /"[^"]*":/g, dice, () => dice.pick(['"__proto__":', '"constructor":', '"":', '"a":'])),
  (text, dice) => replacedOnce(text, /=[^&]*/g, dice, () => `=${encodeURIComponent(nastyText(dice))}`),
  (text, dice) => replacedOnce(text, /&?[^&=]+=/g, dice, () => dice.pick(['&Action=', '&Version=', '&a.member.1=', '&Tags.member.99999999.Key=', '&Tags.member.-1.Key=', '&Tags.member.1.1.1=', '&__proto__.x=', '&Tags.member.__proto__.Key='])),
  // One element gone, doubled, renamed or empty.
  (text, dice) => replacedOnce(text, /<(\w+)>[^<]*<\/\1>/g, dice, (found) => dice.pick(['', found + found, `<Other>${found}</Other>`, found.replaceAll(/(<\/?)\w+/g, '$1Unknown'), found.replace(/>[^<]*</, '><')])),
  (_text, dice) => '<a>'.repeat(dice.pick([10, 1_000, 20_000])),
  (_text, dice) => '['.repeat(dice.pick([10, 1_000, 50_000])),
  (text, dice) => replacedOnce(text, />([^<>]*)<\//g, dice, () => `>${'x'.repeat(100_000)}</`),
];

export function changedDocument(request: Crafted, dice: Dice): void {
  if (request.body.length === 0) return;
  const text = dice.pick(changes)(request.body.toString('latin1'), dice);
  request.body = Buffer.from(text, 'latin1');
}

function spliced(text: string, dice: Dice, piece: string, gone = 0): string {
  const at = dice.below(text.length + 1);
  return text.slice(0, at) + piece + text.slice(at + gone);
}

function replacedOnce(text: string, pattern: RegExp, dice: Dice, replacement: (found: string) => string): string {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return spliced(text, dice, dice.pick(pieces));
  const { 0: whole, index } = dice.pick(found);
  return text.slice(0, index) + replacement(whole) + text.slice(index + whole.length);
}
