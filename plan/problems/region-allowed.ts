/** Every component lies in a region that the plan allows drills in. */
import { nearest } from '../nearest';
import type { FindProblems } from './problem';

export const regionProblems: FindProblems = ({ allowed, components }) =>
  Object.entries(components)
    .filter(([, { region }]) => !allowed.regions.includes(region))
    .map(([name, { region }]) => ({
      path: ['components', name, 'region'],
      message: `"${region}" is not among the regions that the plan allows; ${nearest(region, allowed.regions)}, or add it under allowed.regions`,
    }));
