/** The time axis of a drill's picture: which stretch of time is shown, where an instant lies on it, and where its ticks are. */
import { Duration } from '../../../time/duration';
import { Instant } from '../../../time/instant';
import type { ReportedDrill } from '../../model';
import { faultOf } from '../say';

export interface Axis {
  from: Instant;
  to: Instant;
  /** What durations on the axis are counted from: the fault, or the drill's beginning where there was none. */
  zero: Instant;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [1, 2, 5, 10, 15, 30].map((n) => n * second)
  .concat([1, 2, 5, 10, 15, 30].map((n) => n * minute))
  .concat([1, 2, 3, 6, 12].map((n) => n * hour))
  .concat([1, 2, 7, 14, 30, 90, 365].map((n) => n * day));

/**
 * The stretch that matters: from a little before the fault, so that what was lost shows, to the end or the objective, whichever is later.
 * What came before is longer than all the rest in most drills and is left out.
 */
export function axisOf(drill: ReportedDrill): Axis {
  const fault = faultOf(drill);
  if (!fault) return { from: drill.began, to: later(drill.ended, drill.began.plus(Duration.seconds(1))), zero: drill.began };
  const end = later(drill.ended, fault.plus(Duration.seconds(drill.rto.objectiveSeconds ?? 0)));
  const after = Duration.max(end.since(fault), Duration.seconds(1));
  const lost = Duration.seconds(Math.max(drill.rpo.notAfterSeconds ?? 0, drill.rpo.notBeforeSeconds ?? 0, drill.rpo.objectiveSeconds ?? 0));
  const wanted = Duration.max(after.times(0.16), lost.times(1.25));
  const before = wanted.compare(after) > 0 ? after : wanted;
  return { from: later(drill.began, fault.minus(before)), to: end.plus(after.times(0.02)), zero: fault };
}

/** Where `at` lies, 0 at the axis' beginning and 1 at its end; never outside. */
export function placeOn({ from, to }: Axis, at: Instant): number {
  return Math.min(1, Math.max(0, at.since(from).milliseconds / to.since(from).milliseconds));
}

/** At most `most` instants, whole steps away from the axis' zero. */
export function ticksOf({ from, to, zero }: Axis, most: number): Instant[] {
  const span = to.since(from).milliseconds;
  const step = steps.find((one) => span / one < most) ?? Math.ceil(span / most / day) * day;
  const first = Math.ceil(from.since(zero).milliseconds / step);
  const last = Math.floor(to.since(zero).milliseconds / step);
  return Array.from({ length: last - first + 1 }, (_, i) => zero.plus(Duration.milliseconds((first + i) * step)));
}

function later(a: Instant, b: Instant): Instant {
  return Instant.latest(a, b);
}
