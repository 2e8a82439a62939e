/** When: the documented restore, and the switch to what it made. */
import { When } from '@cucumber/cucumber';
import { putSettingsBack, restoreBeforeDamage, switchService } from '../drill/phases/restore';
import type { Component } from '../plan/plan';
import type { DrillWorld } from './support/world';

When('{component} is restored to the moment before the damage', async function (this: DrillWorld, component: Component) {
  await restoreBeforeDamage(this.drill, component.name);
});

When('the versions of {component} from before the damage are brought back', async function (this: DrillWorld, component: Component) {
  await restoreBeforeDamage(this.drill, component.name);
});

When('the alias of {component} is pointed at the version from before the damage', async function (this: DrillWorld, component: Component) {
  await restoreBeforeDamage(this.drill, component.name);
});

When('the settings of {component} from before the damage are put back', async function (this: DrillWorld, component: Component) {
  await putSettingsBack(this.drill, component.name);
});

When('the service is pointed at the restored {component}', async function (this: DrillWorld, component: Component) {
  await switchService(this.drill, component.name);
});
