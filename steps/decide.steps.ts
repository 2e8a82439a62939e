/** When: what people decide, and how long they take. */
import { When } from '@cucumber/cucumber';
import { approve, declare } from '../drill/phases/decide';
import type { Component } from '../plan/plan';
import type { Duration } from '../time/duration';
import type { DrillWorld } from './support/world';

When('the {role} declares a disaster for {component} after {duration}', async function (this: DrillWorld, role: string, component: Component, after: Duration) {
  await declare(this.drill, role, component.name, after);
});

When('the {role} approves the restore of {component} after {duration}', async function (this: DrillWorld, role: string, component: Component, after: Duration) {
  await approve(this.drill, role, component.name, after);
});
