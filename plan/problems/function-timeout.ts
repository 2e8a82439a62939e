/** A function's time-out is in whole seconds, and no longer than Lambda lets a call last. */
import { Duration } from '../../time/duration';
import type { FindProblems, PlanProblem } from './problem';
import { readableDuration } from './readable-duration';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const longest = Duration.minutes(15);

export const functionTimeoutProblems: FindProblems = ({ components }) =>
  Object.entries(components).flatMap(([name, component]): PlanProblem[] => {
    const timeout = component.kind === 'function' ? readableDuration(component.timeout) : undefined;
    if (!timeout || (Number.isInteger(timeout.seconds) && timeout.compare(longest) <= 0)) return [];
    return [{ path: ['components', name, 'timeout'], message: `Lambda gives calls up after whole seconds, ${longest.inWords()} at most; correct the time-out of ${timeout.inWords()}` }];
  });
