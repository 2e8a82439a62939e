/** The plan as it counts when a region is lost: other objectives hold then. */
import { Refused } from '../measure/endings';
import type { Component, Plan } from './plan';

/** The plan with the objectives for a lost region, for the components whose class has them. */
export function withRegionLost(plan: Plan): Plan {
  return { ...plan, components: plan.components.map((component) => ({ ...component, objectives: component.class.regionLost ?? component.objectives })) };
}

/** Throws Refused where a component's class does not say what holds when its region is lost. */
export function assertRegionLostPlanned({ name, class: dataClass }: Component): void {
  if (dataClass.regionLost) return;
  throw new Refused(
    `The runbook drills a lost region, and the class "${dataClass.name}" of "${name}" does not say what holds then. ` +
      'Nothing was touched. Give the class regionLost with an rto and an rpo in the plan, or take the tag @region-lost off the scenario.',
  );
}
