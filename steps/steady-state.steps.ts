/** Given: what healthy looks like. */
import { Given } from '@cucumber/cucumber';
import { holdSteadyState, startWitnesses } from '../drill/phases/steady-state';
import type { Component } from '../plan/plan';
import type { Duration } from '../time/duration';
import type { DrillWorld } from './support/world';

Given('{component} takes a numbered write every {duration}', async function (this: DrillWorld, component: Component, every: Duration) {
  await startWitnesses(this.drill, component.name, every);
});

Given('{component} has been healthy for {duration}', async function (this: DrillWorld, component: Component, lasting: Duration) {
  await holdSteadyState(this.drill, component.name, lasting);
});
