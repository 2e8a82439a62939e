/** Given, when and then: the copy of a component in another region. */
import { Given, Then, When } from '@cucumber/cucumber';
import { assertObjective } from '../drill/phases/objectives';
import { awaitQuietAlarm, checkReplicaFollows, noticeStop, serveFromReplica } from '../drill/phases/protections/replica';
import type { Component } from '../plan/plan';
import type { DrillWorld } from './support/world';

Given('the alarm on the replication of {component} is quiet', async function (this: DrillWorld, component: Component) {
  await awaitQuietAlarm(this.drill, component.name);
});

Then('the alarm on the replication of {component} goes off', async function (this: DrillWorld, component: Component) {
  await noticeStop(this.drill, component.name);
});

When('the service is pointed at the replica of {component}', async function (this: DrillWorld, component: Component) {
  await serveFromReplica(this.drill, component.name);
});

Then('the replica of {component} comes to hold the same', async function (this: DrillWorld, component: Component) {
  await checkReplicaFollows(this.drill, component.name);
});

Then('the stop of the replication of {component} was noticed as soon as the plan promises', function (this: DrillWorld, component: Component) {
  assertObjective(this.drill, component.name, 'notice');
});
