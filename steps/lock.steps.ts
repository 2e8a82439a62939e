/** When: somebody with the keys of the account tries to remove what is locked. */
import { When } from '@cucumber/cucumber';
import { attemptRemoval } from '../drill/phases/lock';
import type { Component } from '../plan/plan';
import type { DrillWorld } from './support/world';

When('every way to remove {component} for good is tried and refused', async function (this: DrillWorld, component: Component) {
  await attemptRemoval(this.drill, component.name);
});
