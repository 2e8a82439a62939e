/** A replica lies in another region than its bucket, and in one that the plan allows. */
import { nearest } from '../nearest';
import type { FindProblems, PlanProblem } from './problem';

export const replicaRegionProblems: FindProblems = ({ allowed, components }) =>
  Object.entries(components).flatMap(([name, component]): PlanProblem[] => {
    const region = component.kind === 'bucket' ? component.replica?.region : undefined;
    if (region === undefined) return [];
    const path = ['components', name, 'replica', 'region'];
    if (region === component.region) return [{ path, message: `a replica in "${region}" is lost with its bucket; put it into another region` }];
    if (allowed.regions.includes(region)) return [];
    return [{ path, message: `"${region}" is not among the regions that the plan allows; ${nearest(region, allowed.regions)}, or add it under allowed.regions` }];
  });
