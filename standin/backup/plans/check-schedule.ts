/** Whether a rule's schedule is one that AWS Backup takes. */
import type { Instant } from '../../../time/instant';
import { Duration } from '../../../time/duration';
import type { AwsError } from '../../aws-error';
import { ScheduleProblem } from '../../schedules/schedule-problem';
import { nextFiring, type Timetable } from './schedule';

/** Longer than any list of minutes or hours that a day can have at an hour apart. */
const looked = 26;

/** `problem` makes the refusal of one that cannot be read, or comes round more than once an hour, which snapshots cannot. */
export function checkSchedule(timetable: Timetable, problem: (message: string) => AwsError): void {
  try {
    let [last, count]: [Instant | undefined, number] = [nextFiring(timetable, timetable.since), 1];
    while (last && count++ < looked) {
      const next: Instant | undefined = nextFiring(timetable, last);
      if (next && next.since(last).compare(Duration.hours(1)) < 0) throw problem('Invalid schedule expression. The schedule cannot come round more than once an hour');
      last = next;
    }
  } catch (error) {
    if (error instanceof ScheduleProblem) throw problem(`Invalid schedule expression: ${timetable.schedule}`);
    throw error;
  }
}
