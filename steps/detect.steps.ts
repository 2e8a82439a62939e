/** Then: how the damage is found. */
import { Then } from '@cucumber/cucumber';
import { detect } from '../drill/phases/detect';
import type { Component } from '../plan/plan';
import type { Duration } from '../time/duration';
import type { DrillWorld } from './support/world';

Then('the damage to {component} is detected within {duration}', async function (this: DrillWorld, component: Component, within: Duration) {
  await detect(this.drill, component.name, within);
});
