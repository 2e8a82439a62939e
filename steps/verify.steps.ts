/** Then: what shows that the data and the service are back. */
import { Then } from '@cucumber/cucumber';
import { accountForWrites, checkNothingLost } from '../drill/phases/account-for';
import { awaitService } from '../drill/phases/service-ok';
import { verifyRestored } from '../drill/phases/verify';
import type { Component } from '../plan/plan';
import type { DrillWorld } from './support/world';

Then('the restored {component} holds what it held before the damage', async function (this: DrillWorld, component: Component) {
  await verifyRestored(this.drill, component.name);
});

Then('{component} still holds what it held', async function (this: DrillWorld, component: Component) {
  await verifyRestored(this.drill, component.name, 'in service');
});

Then('{component} answers well {int} times in a row', async function (this: DrillWorld, component: Component, times: number) {
  await awaitService(this.drill, component.name, times);
});

Then('every acknowledged write to {component} is accounted for', async function (this: DrillWorld, component: Component) {
  await accountForWrites(this.drill, component.name);
});

Then('no acknowledged write to {component} was lost', async function (this: DrillWorld, component: Component) {
  await checkNothingLost(this.drill, component.name);
});
