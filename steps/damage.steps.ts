/** When: something is broken on purpose, or is no longer broken. */
import { When } from '@cucumber/cucumber';
import { type BoundExperiment, damage, endExperiment } from '../drill/phases/damage';
import { bindExperiment } from '../experiments/catalogue';
import type { Component } from '../plan/plan';
import type { DrillWorld } from './support/world';

When('the experiment {experiment} damages {component}', async function (this: DrillWorld, experiment: string, component: Component) {
  await damage(this.drill, component.name, bound(this, experiment, component));
});

When('the experiment {experiment} on {component} is ended', async function (this: DrillWorld, experiment: string, component: Component) {
  await endExperiment(this.drill, component.name, bound(this, experiment, component));
});

function bound({ drill }: DrillWorld, experiment: string, component: Component): BoundExperiment {
  return bindExperiment(experiment, drill, drill.subject(component.name).recoverable.experimentTarget());
}
