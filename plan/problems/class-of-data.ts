/** What keeps data is of a class that says how much of it may be lost and for how long copies are kept; what keeps none is of one that says neither. */
import type { FindProblems, PlanProblem } from './problem';

export const classOfDataProblems: FindProblems = ({ classes, components }) =>
  Object.entries(components).flatMap(([name, component]): PlanProblem[] => {
    const dataClass = Object.hasOwn(classes, component.class) ? classes[component.class] : undefined;
    if (!dataClass) return [];
    const said = (['rpo', 'retention'] as const).filter((member) => dataClass[member] !== undefined);
    const lacking = (['rpo', 'retention'] as const).filter((member) => dataClass[member] === undefined);
    const path = ['components', name, 'class'];
    if (component.kind === 'function') {
      const message = `a function keeps no data, so the ${said.join(' and the ')} of "${component.class}" can be held to nothing; give it a class without`;
      return said.length > 0 ? [{ path, message }] : [];
    }
    const message = `a ${component.kind} keeps data, and the class "${component.class}" has no ${lacking.join(' and no ')}; give it a class that has`;
    return lacking.length > 0 ? [{ path, message }] : [];
  });
