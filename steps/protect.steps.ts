/** Given: what is protected, as the plan says. */
import { Given } from '@cucumber/cucumber';
import { protect } from '../drill/phases/protect';
import { provision } from '../infra/provision';
import type { Component } from '../plan/plan';
import type { DrillWorld } from './support/world';

Given('{component} is protected as the plan says', async function (this: DrillWorld, component: Component) {
  await protect(this.drill, component, provision);
});
