/** A lock holds for whole days, and no longer than the data is kept. */
import { dayProblems } from './bucket-archive';
import type { FindProblems, PlanProblem } from './problem';
import { readableDuration } from './readable-duration';

export const bucketLockProblems: FindProblems = ({ classes, components }) =>
  Object.entries(components).flatMap(([name, component]): PlanProblem[] => {
    const lock = component.kind === 'bucket' ? component.lock : undefined;
    if (!lock) return [];
    const path = ['components', name, 'lock', 'for'];
    const kept = Object.hasOwn(classes, component.class) ? readableDuration(classes[component.class]?.retention ?? '') : undefined;
    const locked = readableDuration(lock.for);
    if (kept && locked && locked.compare(kept) > 0) {
      return [{ path, message: `what is locked for ${locked.inWords()} cannot be removed after ${kept.inWords()}, as the class "${component.class}" says; shorten the lock` }];
    }
    return dayProblems(lock.for, path);
  });
