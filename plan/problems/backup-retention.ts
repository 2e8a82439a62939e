/** What a vault holds of a component is kept for whole days, and as long as its class says. */
import { dayProblems } from './bucket-archive';
import type { FindProblems, PlanProblem } from './problem';
import { readableDuration } from './readable-duration';

export const backupRetentionProblems: FindProblems = ({ classes, components }) =>
  Object.entries(components).flatMap(([name, component]): PlanProblem[] => {
    const backup = component.kind === 'database' || component.kind === 'server' ? component.backup : undefined;
    if (!backup) return [];
    const kept = Object.hasOwn(classes, component.class) ? readableDuration(classes[component.class]?.retention ?? '') : undefined;
    const places: [string[], string | undefined][] = [[['backup', 'keepFor'], backup.keepFor], [['backup', 'copy', 'keepFor'], backup.copy?.keepFor]];
    return places.flatMap(([below, text]): PlanProblem[] => {
      if (text === undefined) return [];
      const path = ['components', name, ...below];
      const days = readableDuration(text);
      if (kept && days && days.compare(kept) < 0) {
        return [{ path, message: `copies of ${days.inWords()} are gone before the ${kept.inWords()} that the class "${component.class}" promises; keep them as long` }];
      }
      return dayProblems(text, path);
    });
  });
