/** A copy that is to outlive a region lies in another one than its component, and in one that the plan allows. */
import type { ComponentDocument } from '../document';
import { nearest } from '../nearest';
import type { FindProblems, PlanProblem } from './problem';

export const replicaRegionProblems: FindProblems = ({ allowed, components }) =>
  Object.entries(components).flatMap(([name, component]): PlanProblem[] => [
    ...regionProblem({ kept: component, region: replicaRegion(component), what: 'a replica' }, ['components', name, 'replica', 'region'], allowed.regions),
    ...regionProblem({ kept: component, region: copyRegion(component), what: 'a copy of its backups' }, ['components', name, 'backup', 'copy', 'region'], allowed.regions),
  ]);

function replicaRegion(component: ComponentDocument): string | undefined {
  return component.kind === 'database' || component.kind === 'bucket' ? component.replica?.region : undefined;
}

function copyRegion(component: ComponentDocument): string | undefined {
  return component.kind === 'database' || component.kind === 'server' ? component.backup?.copy?.region : undefined;
}

interface Elsewhere {
  kept: ComponentDocument;
  region: string | undefined;
  what: string;
}

function regionProblem({ kept, region, what }: Elsewhere, path: string[], allowed: readonly string[]): PlanProblem[] {
  if (region === undefined) return [];
  if (region === kept.region) return [{ path, message: `${what} in "${region}" is lost with its ${kept.kind}; put it into another region` }];
  if (allowed.includes(region)) return [];
  return [{ path, message: `"${region}" is not among the regions that the plan allows; ${nearest(region, allowed)}, or add it under allowed.regions` }];
}
