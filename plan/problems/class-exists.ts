/** Every component names a data class that there is. */
import { nearest } from '../nearest';
import type { FindProblems } from './problem';

export const classProblems: FindProblems = ({ classes, components }) =>
  Object.entries(components)
    .filter(([, component]) => !Object.hasOwn(classes, component.class))
    .map(([name, component]) => ({
      path: ['components', name, 'class'],
      message: `there is no data class "${component.class}"; ${nearest(component.class, Object.keys(classes))}, or describe it under classes`,
    }));
