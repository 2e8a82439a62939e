/** When what was measured began and ended, for pictures. */
import { Duration } from '../../../time/duration';
import { Instant } from '../../../time/instant';
import type { MeasuredObjective, MeasuredPromise, ReportedDrill } from '../../model';
import { faultOf } from '../say';

/** A stretch of time. */
export interface Stretch {
  from: Instant;
  to: Instant;
}

/** The mark at which a promise began to count; undefined when the drill did not come to it. */
export function beganOf({ marks }: ReportedDrill, { from, component }: MeasuredPromise): Instant | undefined {
  return marks.find((mark) => mark.mark === from && mark.component === component)?.notBefore;
}

/** The recovery time and each promise that began, from its beginning to its end or its objective, whichever is later. */
export function measuredStretches(drill: ReportedDrill): Stretch[] {
  const fault = faultOf(drill);
  return [
    ...(drill.rto && fault ? [stretch(drill, fault, drill.rto)] : []),
    ...drill.promises.flatMap((promise) => {
      const began = beganOf(drill, promise);
      return began ? [stretch(drill, began, promise)] : [];
    }),
  ];
}

function stretch({ ended }: ReportedDrill, from: Instant, { notAfterSeconds, objectiveSeconds }: MeasuredObjective): Stretch {
  const end = notAfterSeconds === null ? ended : from.plus(Duration.seconds(notAfterSeconds));
  return { from, to: Instant.latest(end, from.plus(Duration.seconds(objectiveSeconds ?? 0))) };
}
