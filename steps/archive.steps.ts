/** When and then: copies that lie in an archive, and how soon they can be read. */
import { Then, When } from '@cucumber/cucumber';
import { goUnnoticed, retrieveArchived } from '../drill/phases/protections/archive';
import { assertObjective } from '../drill/phases/objectives';
import type { Component } from '../plan/plan';
import type { Duration } from '../time/duration';
import type { DrillWorld } from './support/world';

When('nobody notices the damage to {component} for {duration}', async function (this: DrillWorld, component: Component, lasting: Duration) {
  await goUnnoticed(this.drill, component.name, lasting);
});

When('the versions of {component} from before the damage are retrieved from the archive', async function (this: DrillWorld, component: Component) {
  await retrieveArchived(this.drill, component.name);
});

Then('the archived versions of {component} could be read as soon as the plan promises', function (this: DrillWorld, component: Component) {
  assertObjective(this.drill, component.name, 'retrieval');
});
