/** Waiting inside a recovery: what does not come in time is the plan's failure, not the drill's. */
import type { InstantInterval } from '../../measure/marks';
import type { Duration } from '../../time/duration';
import { type Drill, PlanFellShort } from '../drill';
import { type Poll, pollUntilGood } from '../poll';
import type { Subject } from '../subject';

/** So many times its objective is a recovery waited for: long enough that giving up proves it missed. */
const patience = 2;

export function recoveryDeadline(subject: Subject): Duration {
  return subject.component.objectives.rto.times(patience);
}

/** As pollUntilGood, but throws PlanFellShort where that would throw TimedOut. */
export function waitInRecovery(drill: Drill, poll: Poll): Promise<InstantInterval> {
  return pollUntilGood(drill, { ...poll, otherwise: (cause) => new PlanFellShort(cause.message, { cause }) });
}
