/** Looking until something is seen, with every look on record and a deadline on the drill's clock. */
import { TimedOut } from '../measure/endings';
import type { InstantInterval } from '../measure/marks';
import type { Seen } from '../measure/seen';
import { Duration } from '../time/duration';
import type { Instant } from '../time/instant';
import type { Drill } from './drill';

export interface Poll {
  /** What is looked at, for instance `health of orders`. */
  subject: string;
  look: () => Promise<Seen>;
  every: Duration;
  within: Duration;
  /** How many good looks in a row are wanted; the interval is that of the first of them. */
  times?: number;
  /** True when a good look proves data, not only a status. */
  provesData?: boolean;
  /** When it is known not to have been so yet, if that is before the first look. */
  notBefore?: Instant;
  /** What it means for the drill that it did not come in time. */
  otherwise?: (timedOut: TimedOut) => Error;
}

/**
 * Looks until it has been good `times` in a row and answers with the interval in which it became so.
 * Throws TimedOut, or what it means `otherwise`, when that has not happened `within`.
 */
export async function pollUntilGood(drill: Drill, poll: Poll): Promise<InstantInterval> {
  const { clock } = drill;
  const deadline = clock.now().plus(poll.within);
  let notBefore = poll.notBefore ?? clock.now();
  let run: { interval: InstantInterval; looks: number } | undefined;
  for (;;) {
    const asked = clock.now();
    const seen = await poll.look();
    drill.look({ subject: poll.subject, good: seen.good, saw: seen.saw, provesData: poll.provesData ?? false });
    if (seen.good) {
      run = { interval: run?.interval ?? { notBefore, notAfter: clock.now() }, looks: (run?.looks ?? 0) + 1 };
      if (run.looks >= (poll.times ?? 1)) return run.interval;
    } else {
      run = undefined;
      // A look that could see nothing is no sign that it was not so yet.
      if (seen.good === false) notBefore = asked;
    }
    const left = deadline.since(clock.now());
    if (left.compare(Duration.zero) <= 0) throw late(poll, seen);
    // The last look is at the deadline itself, or what came just before it would count as never.
    await clock.sleep(left.compare(poll.every) < 0 ? left : poll.every, drill.signal);
  }
}

function late({ subject, within, otherwise }: Poll, last: Seen): Error {
  // What was seen may be a sentence of AWS's, with its own full stop.
  const timedOut = new TimedOut(`${subject}: not as awaited within ${within.inWords()}; the last look saw: ${last.saw.replace(/\.$/, '')}.`);
  return otherwise ? otherwise(timedOut) : timedOut;
}
