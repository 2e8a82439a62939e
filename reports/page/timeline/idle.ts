/** Idle stretches of a drill: so long, and so empty, that a picture to scale would show nothing else. */
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import type { ReportedDrill } from '../../model';
import { measuredStretches, type Stretch } from './measured';

/** A stretch that is shorter can be looked at as it is. */
const shortest = Duration.hours(1);
/** How many times as long as all the rest a stretch is when it crowds out the rest. */
const crowding = 3;

/**
 * The stretches between `from` and `to` in which nothing happened and beside which the rest could not be seen, in order of time.
 * None is a part of what was measured or promised, for that is drawn to scale.
 */
export function idleStretches(drill: ReportedDrill, from: Instant, to: Instant): Stretch[] {
  const idle: Stretch[] = [];
  let rest = to.since(from);
  for (const stretch of emptyStretches(drill, from, to).sort((a, b) => lengthOf(b).compare(lengthOf(a)))) {
    rest = rest.minus(lengthOf(stretch));
    const crowds = rest.compare(Duration.zero) > 0 && lengthOf(stretch).compare(Duration.max(shortest, rest.times(crowding))) >= 0;
    if (!crowds) break;
    idle.push(stretch);
  }
  return idle.sort((a, b) => a.from.compare(b.from));
}

export function lengthOf({ from, to }: Stretch): Duration {
  return to.since(from);
}

/** What lies between one event and the next. */
function emptyStretches(drill: ReportedDrill, from: Instant, to: Instant): Stretch[] {
  const measured = measuredStretches(drill);
  const events = [
    ...drill.phases.flatMap(({ entered, left }) => [entered, left ?? entered]),
    ...drill.marks.flatMap(({ notBefore, notAfter }) => [notBefore, notAfter]),
    ...measured.flatMap((one) => [one.from, one.to]),
  ];
  const inOrder = [from, to, ...events.filter((at) => at.isAfter(from) && at.isBefore(to))].sort((a, b) => a.compare(b));
  const between = inOrder.slice(1).map((at, index) => ({ from: inOrder[index] ?? at, to: at }));
  return between.filter((stretch) => !measured.some((one) => one.from.isBefore(stretch.to) && one.to.isAfter(stretch.from)));
}
