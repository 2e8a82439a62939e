/** A database's recovery point objective can be kept by the logs that RDS archives, for as long as the class keeps data. */
import { Duration } from '../../time/duration';
import { readableDuration } from './readable-duration';
import type { FindProblems, PlanProblem } from './problem';

/**
 * RDS uploads transaction logs every five minutes, so a point-in-time restore may lose that much.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html
 */
const logInterval = Duration.minutes(5);

export const databaseRecoveryPointProblems: FindProblems = ({ classes, components }) =>
  Object.entries(components).flatMap(([name, component]): PlanProblem[] => {
    const dataClass = Object.hasOwn(classes, component.class) ? classes[component.class] : undefined;
    if (component.kind !== 'database' || !dataClass) return [];
    const rpo = readableDuration(dataClass.rpo ?? '');
    if (!rpo || rpo.compare(logInterval) >= 0) return [];
    const message =
      `an RPO of ${rpo.inWords()} ("${component.class}") cannot be kept by a database: RDS archives its logs every ${logInterval.inWords()}; ` +
      'give it a class with an RPO of at least that';
    return [{ path: ['components', name, 'class'], message }];
  });
