/** The time axis of a drill's picture: which stretch of time is shown and what of it is shortened, where an instant lies on it, and where its ticks are. */
import { Duration } from '../../../time/duration';
import { Instant } from '../../../time/instant';
import type { ReportedDrill } from '../../model';
import { faultOf } from '../say';
import { idleStretches, lengthOf } from './idle';
import { measuredStretches, type Stretch } from './measured';

export interface Axis {
  from: Instant;
  to: Instant;
  /** What durations on the axis are counted from: the fault, or the drill's beginning where there was none. */
  zero: Instant;
  /** Stretches in which nothing happened, drawn short, in order of time. */
  breaks: readonly Stretch[];
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [1, 2, 5, 10, 15, 30].map((n) => n * second)
  .concat([1, 2, 5, 10, 15, 30].map((n) => n * minute))
  .concat([1, 2, 3, 6, 12].map((n) => n * hour))
  .concat([1, 2, 7, 14, 30, 90, 365].map((n) => n * day));

/** The part of the axis that each shortened stretch takes. */
const shortened = 0.09;

/**
 * The stretch that matters: from a little before the fault, so that what was lost shows, to the end or what was promised, whichever is later.
 * What came before is longer than all the rest in most drills and is left out; idle stretches after it are shortened.
 */
export function axisOf(drill: ReportedDrill): Axis {
  const fault = faultOf(drill);
  const end = measuredStretches(drill).map(({ to }) => to).reduce(Instant.latest, drill.ended);
  if (!fault) {
    const to = Instant.latest(end, drill.began.plus(Duration.seconds(1)));
    return { from: drill.began, to, zero: drill.began, breaks: idleStretches(drill, drill.began, to) };
  }
  const breaks = idleStretches(drill, fault, end);
  const after = Duration.max(breaks.map(lengthOf).reduce((rest, idle) => rest.minus(idle), end.since(fault)), Duration.seconds(1));
  const { notAfterSeconds, notBeforeSeconds, objectiveSeconds } = drill.rpo ?? {};
  const lost = Duration.seconds(Math.max(notAfterSeconds ?? 0, notBeforeSeconds ?? 0, objectiveSeconds ?? 0));
  const wanted = Duration.max(after.times(0.16), lost.times(1.25));
  const before = wanted.compare(after) > 0 ? after : wanted;
  return { from: Instant.latest(drill.began, fault.minus(before)), to: end.plus(after.times(0.02)), zero: fault, breaks };
}

/** Where `at` lies, 0 at the axis' beginning and 1 at its end; never outside. */
export function placeOn({ from, to, breaks }: Axis, at: Instant): number {
  const scale = (1 - breaks.length * shortened) / toScale({ from, to, breaks }).milliseconds;
  const idle = breaks.map((one) => clamped(at.since(one.from).milliseconds, lengthOf(one).milliseconds));
  const drawn = breaks.reduce((sum, one, i) => sum + ((idle[i] ?? 0) / lengthOf(one).milliseconds) * shortened, 0);
  const working = clamped(at.since(from).milliseconds, to.since(from).milliseconds) - idle.reduce((sum, n) => sum + n, 0);
  return Math.min(1, Math.max(0, working * scale + drawn));
}

/** At most `most` instants, whole steps away from the axis' zero and not within a shortened stretch. */
export function ticksOf(axis: Axis, most: number): Instant[] {
  const { from, to, zero, breaks } = axis;
  const span = toScale(axis).milliseconds;
  const step = steps.find((one) => span / one < most) ?? Math.ceil(span / most / day) * day;
  const edges = [from, ...breaks.flatMap((one) => [one.from, one.to]), to];
  const pieces = Array.from({ length: edges.length / 2 }, (_, i) => ({ from: edges[i * 2] ?? from, to: edges[i * 2 + 1] ?? to }));
  return pieces.flatMap((piece) => {
    const first = Math.ceil(piece.from.since(zero).milliseconds / step);
    const last = Math.floor(piece.to.since(zero).milliseconds / step);
    return Array.from({ length: last - first + 1 }, (_, i) => zero.plus(Duration.milliseconds((first + i) * step)));
  });
}

/** How long the axis is without its shortened stretches. */
function toScale({ from, to, breaks }: Pick<Axis, 'from' | 'to' | 'breaks'>): Duration {
  return breaks.reduce((rest, one) => rest.minus(lengthOf(one)), to.since(from));
}

function clamped(n: number, most: number): number {
  return Math.min(most, Math.max(0, n));
}
