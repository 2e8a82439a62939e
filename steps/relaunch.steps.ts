/** When: a machine that is gone is launched again. */
import { When } from '@cucumber/cucumber';
import { launchAgain } from '../drill/phases/relaunch';
import type { Component } from '../plan/plan';
import type { DrillWorld } from './support/world';

When('{component} is launched again with the volume that outlived it', async function (this: DrillWorld, component: Component) {
  await launchAgain(this.drill, component.name, 'same zone');
});

When('{component} is launched again in another zone with a volume from its vault', async function (this: DrillWorld, component: Component) {
  await launchAgain(this.drill, component.name, 'another zone');
});
