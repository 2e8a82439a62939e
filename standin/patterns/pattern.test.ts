/** Patterns and what they fit, as EventBridge's documentation has them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { Pattern } from './pattern';
import { PatternProblem } from './pattern-problem';

const event = {
  source: 'aws.s3',
  account: '123456789012',
  detail: { bucket: { name: 'orders' }, object: { key: 'in/a.JSON', size: 300 }, reason: null, urgent: true, tags: ['red', 'blue'], ip: '10.0.0.7', 'source-ip': 'fe80::1' },
};

const fits = (pattern: object): boolean => Pattern.parse(JSON.stringify(pattern)).matches(event);
const key = (...matchers: unknown[]): object => ({ detail: { object: { key: matchers } } });
const size = (...matchers: unknown[]): object => ({ detail: { object: { size: matchers } } });

describe('a pattern fits', () => {
  const patterns: [string, object][] = [
    ['each field that is one of its values', { source: ['aws.ec2', 'aws.s3'], detail: { bucket: { name: ['orders'] } } }],
    ['numbers, booleans and null as what they are', { detail: { object: { size: [300] }, urgent: [true], reason: [null] } }],
    ['a list when one of its items fits', { detail: { tags: ['blue'] } }],
    ['a prefix', key({ prefix: 'in/' })],
    ['a prefix in any case', key({ prefix: { 'equals-ignore-case': 'IN/' } })],
    ['a suffix in any case', key({ suffix: { 'equals-ignore-case': '.json' } })],
    ['a text in any case', key({ 'equals-ignore-case': 'IN/A.json' })],
    ['a wildcard', key({ wildcard: 'i*/*.JSON' })],
    ['anything but a value', key({ 'anything-but': 'b' })],
    ['anything but several values', size({ 'anything-but': [1, 2] })],
    ['anything but a prefix, of several', key({ 'anything-but': { prefix: ['out/', 'tmp/'] } })],
    ['a range', size({ numeric: ['>', 0, '<=', 300] })],
    ['a field that is there', { detail: { ip: [{ exists: true }] } }],
    ['a field that is not there', { detail: { nothing: [{ exists: false }], object: { version: [{ exists: false }] } } }],
    ['an address in a block', { detail: { ip: [{ cidr: '10.0.0.0/24' }] } }],
    ['an address of the new kind in a block', { detail: { 'source-ip': [{ cidr: 'fe80::/16' }] } }],
    ['one alternative', { $or: [{ source: ['aws.ec2'] }, { detail: { urgent: [true] } }] }],
  ];
  for (const [name, pattern] of patterns) test(name, () => assert.ok(fits(pattern)));
});

describe('a pattern does not fit', () => {
  const patterns: [string, object][] = [
    ['when one field is another', { source: ['aws.s3'], account: ['210987654321'] }],
    ['a number written as text', size('300')],
    ['a field that is not there', { detail: { nothing: [{ 'anything-but': 'a' }] } }],
    ['an object where a value is wanted', { detail: { object: [{ exists: true }] } }],
    ['a range that ends below', size({ numeric: ['<', 300] })],
    ['anything but what it is', key({ 'anything-but': { suffix: '.JSON' } })],
    ['an address outside the block', { detail: { ip: [{ cidr: '10.0.1.0/24' }] } }],
    ['a dot that a wildcard has to mean', key({ wildcard: 'in/a?JSON' })],
    ['when no alternative does', { source: ['aws.s3'], $or: [{ account: ['1'] }, { account: ['2'] }] }],
  ];
  for (const [name, pattern] of patterns) test(name, () => assert.ok(!fits(pattern)));
});

test('what is no pattern is refused', () => {
  const none = ['', '[]', '{}', '{"a":"b"}', '{"a":[]}', '{"a":{}}', '{"a":[{"like":"b"}]}', '{"a":[{"prefix":1}]}', '{"a":[["b"]]}'];
  const more = ['{"a":[{"numeric":[">"]}]}', '{"a":[{"numeric":["~",1]}]}', '{"a":[{"cidr":"10.0.0.0/64"}]}', '{"a":[{"wildcard":"a**"}]}', '{"a":[{"exists":"yes"}]}', '{"a":[{"anything-but":[1,null]}]}'];
  for (const text of [...none, ...more]) assert.throws(() => Pattern.parse(text), PatternProblem, text);
});

test('any object fits the pattern that lists its own values', () => {
  const scalars = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const objects = fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), scalars, { minKeys: 1, noNullPrototype: true });
  fc.assert(fc.property(objects, (one) => Pattern.parse(JSON.stringify(Object.fromEntries(Object.entries(one).map(([name, value]) => [name, [value]])))).matches(one)));
});
