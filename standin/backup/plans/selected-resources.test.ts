/** Which resources a selection means. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BackupUnderTest, home } from '../restores/testing/backup-under-test';
import { toyArn } from '../restores/testing/toy-kind';
import type { Selection, TagCondition } from './plan';
import { selectedResources } from './selected-resources';

const things: Record<string, Record<string, string>> = {
  'shop-orders': { backup: 'daily', stage: 'production' },
  'shop-carts': { backup: 'daily', stage: 'test' },
  'stock': { backup: 'weekly', stage: 'preproduction' },
  'plain': {},
  'restored': { 'backup': 'daily', 'awsbackup-restore-test': 'job' },
};

/** The names of what is selected. */
function selected(what: Partial<Selection>, optIn = true): string[] {
  const { state, toys } = new BackupUnderTest();
  for (const [name, tags] of Object.entries(things)) toys.things.put(toyArn(home, name), { arn: toyArn(home, name), name, body: '', tags });
  if (!optIn) state.settings.keep(home, { optIn: { Toy: false }, management: {} });
  const nothing = { resources: [], notResources: [], listOfTags: [], conditions: [] };
  const selection: Selection = { ...home, id: 'selection', planId: 'plan', name: 'selection', roleArn: '', created: state.now(), ...nothing, ...what };
  return selectedResources(state, selection).map(({ name }) => name);
}

const is = (key: string, value: string, operator: TagCondition['operator'] = 'StringEquals'): TagCondition => ({ operator, key, value });
const [orders, carts] = [toyArn(home, 'shop-orders'), toyArn(home, 'shop-carts')];
const all = ['shop-orders', 'shop-carts', 'stock', 'plain'];
const wholeType = toyArn(home, '*');

describe('ARNs', () => {
  test('any of them is enough', () => assert.deepEqual(selected({ resources: [carts, orders] }), ['shop-carts', 'shop-orders']));
  test('the end of one can stand for others', () => assert.deepEqual(selected({ resources: [toyArn(home, 'shop-*')] }), ['shop-orders', 'shop-carts']));
  test('a star alone is everything', () => assert.deepEqual(selected({ resources: ['*'] }), all));
  test('none at all are everything', () => assert.deepEqual(selected({}), all));
  test('one of nothing selects nothing', () => assert.deepEqual(selected({ resources: [toyArn(home, 'gone')] }), []));
  test('those that are excluded are left out, whatever selects them', () => {
    assert.deepEqual(selected({ resources: ['*'], notResources: [toyArn(home, 'shop-*')] }), ['stock', 'plain']);
    assert.deepEqual(selected({ resources: [orders], notResources: [orders] }), []);
    assert.deepEqual(selected({ listOfTags: [is('backup', 'daily')], notResources: [carts] }), ['shop-orders']);
  });
});

describe('tags', () => {
  test('of a list, any is enough', () => assert.deepEqual(selected({ listOfTags: [is('backup', 'weekly'), is('stage', 'test')] }), ['shop-carts', 'stock']));
  test('of a list, add to what ARNs select', () => assert.deepEqual(selected({ resources: [orders], listOfTags: [is('backup', 'weekly')] }), ['shop-orders', 'stock']));
  test('of conditions, all have to be met', () => assert.deepEqual(selected({ conditions: [is('backup', 'daily'), is('stage', 'test')] }), ['shop-carts']));
  test('of conditions, narrow what ARNs and lists select', () => {
    assert.deepEqual(selected({ resources: [orders, toyArn(home, 'stock')], conditions: [is('backup', 'daily')] }), ['shop-orders']);
    assert.deepEqual(selected({ listOfTags: [is('backup', 'daily')], conditions: [is('stage', 'test')] }), ['shop-carts']);
  });
  test('are told apart with regard to case', () => assert.deepEqual(selected({ conditions: [is('backup', 'Daily')] }), []));
  test('match with a star anywhere, and with no other sign', () => {
    assert.deepEqual(selected({ conditions: [is('stage', '*production', 'StringLike')] }), ['shop-orders', 'stock']);
    assert.deepEqual(selected({ conditions: [is('stage', 'p*o*n', 'StringLike')] }), ['shop-orders', 'stock']);
    assert.deepEqual(selected({ conditions: [is('stage', 'tes?', 'StringLike')] }), []);
    assert.deepEqual(selected({ conditions: [is('stage', 'production*', 'StringEquals')] }), []);
  });
  test('that are not there are unlike every value', () => {
    assert.deepEqual(selected({ conditions: [is('stage', 'test', 'StringNotEquals')] }), ['shop-orders', 'stock', 'plain']);
    assert.deepEqual(selected({ conditions: [is('stage', '*production', 'StringNotLike')] }), ['shop-carts', 'plain']);
  });
});

describe('a type that the region does not opt in to', () => {
  test('is selected by no tag, and not by everything', () => {
    assert.deepEqual(selected({ listOfTags: [is('backup', 'daily')] }, false), []);
    assert.deepEqual(selected({ resources: ['*'] }, false), []);
    assert.deepEqual(selected({ conditions: [is('backup', 'daily')] }, false), []);
  });
  test('is selected by its own ARNs', () => {
    assert.deepEqual(selected({ resources: [orders] }, false), ['shop-orders']);
    assert.deepEqual(selected({ resources: [wholeType], conditions: [is('backup', 'daily')] }, false), ['shop-orders', 'shop-carts']);
  });
});

test('what restore testing has made is never selected', () => {
  assert.deepEqual(selected({ resources: [toyArn(home, 'restored')] }), []);
  assert.deepEqual(selected({ listOfTags: [is('backup', 'daily')] }), ['shop-orders', 'shop-carts']);
});
