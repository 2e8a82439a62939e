/** When: what is broken on purpose. */
import { When } from '@cucumber/cucumber';
import { damage } from '../drill/phases/damage';
import { bindExperiment } from '../experiments/catalogue';
import type { Component } from '../plan/plan';
import type { DrillWorld } from './support/world';

When('the experiment {experiment} damages {component}', async function (this: DrillWorld, experiment: string, component: Component) {
  const target = this.drill.subject(component.name).recoverable.experimentTarget();
  await damage(this.drill, component.name, bindExperiment(experiment, this.drill, target));
});
