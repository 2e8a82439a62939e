/** Every risk that a component answers to is in the plan's register, once. */
import { nearest } from '../nearest';
import type { FindProblems } from './problem';

export const riskProblems: FindProblems = ({ risks, components }) => {
  const ids = risks.map(({ id }) => id);
  const unknown = Object.entries(components).flatMap(([name, component]) =>
    (component.risks ?? []).flatMap((risk, index) =>
      ids.includes(risk)
        ? []
        : [{ path: ['components', name, 'risks', index], message: `there is no risk "${risk}"; ${nearest(risk, ids)}, or add it under risks` }],
    ),
  );
  const twice = ids.flatMap((id, index) =>
    ids.indexOf(id) < index ? [{ path: ['risks', index, 'id'], message: `risk "${id}" is listed twice; give one of the two another id` }] : [],
  );
  return [...unknown, ...twice];
};
