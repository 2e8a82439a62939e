/** A drill's password is known again to whoever finishes its undo, and to nobody else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drillPassword } from './drill-password';

const owner = { plan: 'shop', drill: 'data-corruption.orders.5', seed: 1, component: 'orders' };

test('the same owner has the same password, whatever order its members came in', () => {
  assert.match(drillPassword(owner), /^[0-9a-f]{32}$/);
  assert.equal(drillPassword({ component: 'orders', seed: 1, drill: owner.drill, plan: 'shop' }), drillPassword(owner));
});

test('another plan, drill, seed or component has another', () => {
  const others = [{ plan: 'store' }, { drill: 'data-corruption.orders.6' }, { seed: 2 }, { component: 'invoices' }];
  const all = [owner, ...others.map((other) => ({ ...owner, ...other }))].map(drillPassword);
  assert.equal(new Set(all).size, all.length);
});
