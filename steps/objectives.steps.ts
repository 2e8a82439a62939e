/** Then: what the plan promises, asserted. */
import { Then } from '@cucumber/cucumber';
import { assertObjective } from '../drill/phases/objectives';
import type { Component } from '../plan/plan';
import type { DrillWorld } from './support/world';

Then('{component} was back within its recovery time objective', function (this: DrillWorld, component: Component) {
  assertObjective(this.drill, component.name, 'rto');
});

Then('{component} lost no more than its recovery point objective allows', function (this: DrillWorld, component: Component) {
  assertObjective(this.drill, component.name, 'rpo');
});
