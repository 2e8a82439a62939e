/** Given, when and then: copies in a vault of AWS Backup, here and in another region. */
import { Given, Then, When } from '@cucumber/cucumber';
import { awaitCopyElsewhere, awaitFollowed, checkRetention, letScheduleRun, restoreFromVault } from '../drill/phases/protections/vault';
import type { Component } from '../plan/plan';
import type { Duration } from '../time/duration';
import type { DrillWorld } from './support/world';

Given('the vault of {component} follows it', async function (this: DrillWorld, component: Component) {
  await awaitFollowed(this.drill, component.name);
});

Given('the next backup of {component} has been copied to the other region', async function (this: DrillWorld, component: Component) {
  await awaitCopyElsewhere(this.drill, component.name);
});

When('{component} is restored from its vault', async function (this: DrillWorld, component: Component) {
  await restoreFromVault(this.drill, component.name, 'newest');
});

When('{component} is restored in the other region from its newest copy', async function (this: DrillWorld, component: Component) {
  await restoreFromVault(this.drill, component.name, 'elsewhere');
});

When('the oldest backup of {component} is restored', async function (this: DrillWorld, component: Component) {
  await restoreFromVault(this.drill, component.name, 'oldest');
});

When('{component} is backed up by its schedule for {duration}', async function (this: DrillWorld, component: Component, lasting: Duration) {
  await letScheduleRun(this.drill, component.name, lasting);
});

Then('the vault of {component} holds a backup of each of the last {duration} and none older', async function (this: DrillWorld, component: Component, lasting: Duration) {
  await checkRetention(this.drill, component.name, { where: 'home', lasting });
});

Then('the other region holds a copy of {component} of each of the last {duration} and none older', async function (this: DrillWorld, component: Component, lasting: Duration) {
  await checkRetention(this.drill, component.name, { where: 'elsewhere', lasting });
});
