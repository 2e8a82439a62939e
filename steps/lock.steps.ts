/** When somebody with the keys of the account tries to remove what is locked, then that is refused, and on record. */
import { Then, When } from '@cucumber/cucumber';
import { attemptRemoval, checkAttemptsAreOnRecord } from '../drill/phases/protections/lock';
import type { Component } from '../plan/plan';
import type { DrillWorld } from './support/world';

When('every way to remove {component} for good is tried and refused', async function (this: DrillWorld, component: Component) {
  await attemptRemoval(this.drill, component.name);
});

Then('the record of calls names who tried to remove {component}', async function (this: DrillWorld, component: Component) {
  await checkAttemptsAreOnRecord(this.drill, component.name);
});
