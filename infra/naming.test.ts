/** Names fit what AWS takes, whatever the plan calls a component, and differ where the drills do. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { resourceName, resourceTags } from './naming';

const owner = { plan: 'shop', drill: 'data-corruption.orders.5', seed: 1, component: 'orders' };

/** What the schema of plans takes for a component's name. */
const schema = JSON.parse(readFileSync('plan/schema.json', 'utf8')) as { $defs: { name: { pattern: string } } };
const component = fc.stringMatching(new RegExp(schema.$defs.name.pattern));

test('a resource is named after the component and its drill', () => {
  assert.match(resourceName(owner), /^muster-orders-[0-9a-f]{8}$/);
});

test('any component of any plan gives a name that S3 and RDS take, with room for what a restore adds to it', () => {
  fc.assert(
    fc.property(component, (name) => {
      const made = resourceName({ ...owner, component: name });
      for (const one of [made, `${made}-restored`, `${made}-damaged`]) {
        assert.match(one, /^[a-z][a-z0-9-]*$/);
        assert.ok(one.length <= 63 && !one.includes('--') && !one.endsWith('-'), one);
      }
    }),
    { examples: [['a'.repeat(40)], ['a--b'], ['orders-'], [`a${'-'.repeat(39)}`]] },
  );
});

test('components whose names are shortened to the same still have names of their own', () => {
  const long = (end: string): string => resourceName({ ...owner, component: 'a'.repeat(39) + end });
  assert.notEqual(long('b'), long('c'));
  assert.notEqual(resourceName({ ...owner, component: 'a-b' }), resourceName({ ...owner, component: 'a--b' }));
});

test('another plan, drill, seed or component has another name, and the same owner always the same', () => {
  const others = [{ plan: 'store' }, { drill: 'data-corruption.orders.6' }, { seed: 2 }, { component: 'invoices' }];
  const all = [owner, ...others.map((other) => ({ ...owner, ...other }))].map(resourceName);
  assert.equal(new Set(all).size, all.length);
  assert.equal(resourceName({ component: 'orders', seed: 1, drill: owner.drill, plan: 'shop' }), resourceName(owner));
});

test('tags say what may be touched and whose it is, and no two drills share them', () => {
  const drillTag = { key: 'muster-drill', value: 'allowed' };
  const tags = resourceTags(owner, { drillTag });
  assert.deepEqual(Object.keys(tags), ['muster-drill', 'muster:drill', 'muster:plan', 'muster:component']);
  assert.deepEqual([tags['muster-drill'], tags['muster:plan'], tags['muster:component']], ['allowed', 'shop', 'orders']);
  assert.notEqual(resourceTags({ ...owner, seed: 2 }, { drillTag })['muster:drill'], tags['muster:drill']);
});
