/** How long a recovery took and where the time went, from its marks. */
import { Duration } from '../time/duration';
import { Instant } from '../time/instant';
import type { InstantInterval, MarkName, Marks } from './marks';

/** A length of time known between two bounds. Without `notAfter` no upper bound is known: what is measured had not come to its end. */
export interface DurationInterval {
  notBefore: Duration;
  notAfter: Duration | undefined;
}

export interface PhaseShare {
  /** The mark that ends the phase; it began at the mark before. */
  until: MarkName;
  /** Of the time from fault to recovery, 0 to 1; all shares together make 1. */
  share: number;
}

export interface RecoveryTime {
  /** Undefined when no fault was seen: without damage nothing was recovered. */
  rto: DurationInterval | undefined;
  /** False while the service is not back, or its data not verified. */
  recovered: boolean;
  timeToDetect: DurationInterval | undefined;
  timeToDecide: DurationInterval | undefined;
  /** Comparable with the duration AWS reports of a restore job. */
  restoreTime: DurationInterval | undefined;
  timeToVerify: DurationInterval | undefined;
  /** Empty while not recovered. */
  shares: readonly PhaseShare[];
}

/**
 * Measures a recovery. `end` is the last instant somebody looked; a recovery that had not come by then took longer than that,
 * how much longer is not known.
 */
export function recoveryTime(marks: Marks, end?: Instant): RecoveryTime {
  const fault = marks.get('fault');
  const service = marks.get('service-ok');
  const verified = marks.get('verified');
  const back = service && verified && latest(service, verified);
  const ready = marks.get('resource-ready') ?? marks.get('restore-completed');
  return {
    rto: fault && (back ? between(fault, back) : unfinished(fault, end)),
    recovered: fault !== undefined && back !== undefined,
    timeToDetect: between(fault, marks.get('detected')),
    timeToDecide: between(marks.get('detected'), marks.get('approved') ?? marks.get('declared')),
    restoreTime: between(marks.get('restore-requested'), marks.get('restore-completed')),
    timeToVerify: between(ready, verified),
    shares: fault && back ? shares(marks, fault.notAfter, back.notAfter) : [],
  };
}

/** From one mark to another; undefined where the first was not reached. `end` as in `recoveryTime`. */
export function timeBetween(marks: Marks, from: MarkName, to: MarkName, end: Instant): DurationInterval | undefined {
  const [began, came] = [marks.get(from), marks.get(to)];
  return began && (came ? between(began, came) : unfinished(began, end));
}

function between(from: InstantInterval | undefined, to: InstantInterval | undefined): DurationInterval | undefined {
  if (!from || !to) return undefined;
  return {
    notBefore: Duration.max(Duration.zero, to.notBefore.since(from.notAfter)),
    notAfter: Duration.max(Duration.zero, to.notAfter.since(from.notBefore)),
  };
}

function unfinished(fault: InstantInterval, end: Instant | undefined): DurationInterval {
  return { notBefore: Duration.max(Duration.zero, (end ?? fault.notAfter).since(fault.notAfter)), notAfter: undefined };
}

function latest(a: InstantInterval, b: InstantInterval): InstantInterval {
  return { notBefore: Instant.latest(a.notBefore, b.notBefore), notAfter: Instant.latest(a.notAfter, b.notAfter) };
}

function shares(marks: Marks, from: Instant, to: Instant): PhaseShare[] {
  const whole = to.since(from).milliseconds;
  if (whole <= 0) return [];
  const passed = [...marks]
    .map(([until, { notAfter }]) => ({ until, at: notAfter }))
    .filter(({ until, at }) => until !== 'fault' && !at.isBefore(from) && !at.isAfter(to))
    .sort((a, b) => a.at.compare(b.at));
  return passed.map(({ until, at }, index) => ({ until, share: at.since(passed[index - 1]?.at ?? from).milliseconds / whole }));
}
