/** Looks up a component by the name a runbook uses. */
import { Refused } from '../measure/endings';
import { nearest } from './nearest';
import type { Component, Plan } from './plan';

/** Throws Refused, with the name that was probably meant, when the plan has none of that name. */
export function findComponent(plan: Plan, name: string): Component {
  const component = plan.components.find((one) => one.name === name);
  if (component) return component;
  const meant = nearest(name, plan.components.map((one) => one.name));
  throw new Refused(`The plan ${plan.path} has no component "${name}"; ${meant}. Correct the runbook, or add the component to the plan. Nothing was touched.`);
}
