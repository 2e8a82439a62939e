/** Values that have broken servers before. */
import type { Dice } from '../dice';

/** As they stand in a path or a query: percent-encoded, or raw bytes. */
const encodedKeys = [
  '../../../../etc/passwd', '..%2f..%2f..%2fetc%2fpasswd', '%2e%2e/%2e%2e/canary', './a/./b', '.', '..', '%2e', '..%5c..%5ccanary', '..\\..\\canary', '/etc/passwd', '//', '%2f%2f', 'a//b',
  '%00', 'a%00.txt', 'canary%00/../../x', '%c0%ae%c0%ae%c0%afcanary', '%c0%80', '%ed%a0%80', '%ed%b0%80%ed%a0%80', '%f4%90%80%80', '%ff%fe', '%', '%2', '%zz', '%u0041',
  '\xed\xa0\x80', '\xff\xfe\xfd', '\xc0\xae\xc0\xae/', '\x80', '%f0%9f%92%a5', '%f0%a0%80%80', '%f3%a0%80%81', '%f0%9d%94%b8', '%e2%80%ae', '%ef%bb%bf', '%ef%bf%bf', '%01%02%1f%7f', '%0d%0aSet-Cookie:x', '%c2%85',
  'CON', 'a%20', 'a.', '~', '$HOME', '%7e/.ssh', 'journal', 'world-1', '?', '#', '%3f%23', '+', '%2b', 'a+b', '%252e%252e%252f', '__proto__', 'constructor', 'toString', 'hasOwnProperty', ';id', '%60id%60', '<a>%26',
]; // prettier-ignore

/** As they stand in headers, forms and documents. */
const texts = [
  '', ' ', '0', '-1', '1', '-0', '1e9', '1e309', 'NaN', 'Infinity', '9007199254740993', '99999999999999999999', '2147483648', '0x10', '1.5', 'true', 'TRUE', 'null', 'undefined', 'None', '[]', '{}', '"', "'", '\\',
  '../../canary', '..\\canary', '/etc/passwd', 'arn:aws:s3:::', 'arn:aws:s3:::../..', 'arn:aws:iam::123456789012:role/../x', '*', '**', '${aws:username}', '%s%n', '<a/>', '&amp;', '&', ']]>', '<!--', '__proto__', 'constructor', 'toString',
  '2026-13-45T99:99:99Z', '+275760-09-13T00:00:00.001Z', '-271821-04-20T00:00:00Z', '9999-12-31T23:59:59Z', '0000-01-01', 'Thu, 01 Jan 1970 00:00:00 GMT', 'Fri, 31 Dec 99999 00:00:00 GMT', '253402300800', '1e400',
  'bytes=', 'bytes=0-', 'bytes=-0', 'bytes=9-1', 'bytes=0-0,2-3', 'bytes=0-99999999999999999999', 'bytes 1', '"abc"', 'W/"abc"', '*,*', 'a=b&a=c', '&&&===', '%', 'a=%zz', 'AAAA', 'AAAA====', '====', 'ÿ', '\xed\xa0\x80', '\xf0\x9f\x92\xa5', '\x7f', '\xff\xff',
  'null/../x?versionId=', '/fuzzed/folder/a%20key?versionId=null&x=y', 'fuzzed', 'fuzzed/', '/', '?versionId=', 'fuzzed/%', 'fuzzed/%00',
]; // prettier-ignore

const lengths = [255, 256, 1_023, 1_024, 1_025, 2_049, 8_193];

export function nastyKey(dice: Dice): string {
  if (dice.once(6)) return dice.pick(['a', '%C3%A9', '%F0%9F%92%A5', 'a/', '../']).repeat(1 + Math.floor(dice.pick(lengths) / dice.pick([1, 2, 4])));
  const first = dice.pick(encodedKeys);
  return dice.once(3) ? `${first}/${dice.pick(encodedKeys)}` : first;
}

export function nastyText(dice: Dice): string {
  if (dice.once(8)) return dice.pick(['a', '9', '/', '%', '(', '{', '[', 'é', '"']).repeat(dice.pick(lengths));
  if (dice.once(6)) return dice.bytes(1 + dice.below(12)).toString('latin1').replace(/[\r\n\0]/g, '?');
  return dice.pick(texts);
}
