/** Every duration can be read, and is longer than nothing. */
import { readDuration } from '../read-duration';
import type { FindProblems, PlanProblem } from './problem';

const members = ['rto', 'rpo', 'retention'] as const;

export const durationProblems: FindProblems = ({ classes }) =>
  Object.entries(classes).flatMap(([name, dataClass]) =>
    members.flatMap((member): PlanProblem[] => {
      const wrong = wrongWith(dataClass[member]);
      return wrong ? [{ path: ['classes', name, member], message: wrong }] : [];
    }),
  );

function wrongWith(text: string): string | undefined {
  try {
    return readDuration(text).milliseconds > 0 ? undefined : `"${text}" is no time at all, which nothing can be held to; promise something longer`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
