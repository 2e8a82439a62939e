/** What the witnesses prove: which acknowledged writes came back, which were lost, damaged or raised from the dead, and so how far back the data went. */
import { Duration } from '../time/duration';
import type { Instant } from '../time/instant';
import type { InstantInterval } from './marks';
import type { DurationInterval } from './recovery';
import { fate, type Fate } from './witness-fate';
import { historyOf, type WitnessEvent, type WitnessHistory } from './witness-history';

export interface LostWitnesses {
  count: number;
  /** Numbers of the lowest and the highest one; null when none was lost. */
  first: number | null;
  last: number | null;
  /** From the first lost acknowledgement to the last. */
  spanSeconds: number;
  /** Runs of consecutive numbers, both ends included. */
  ranges: readonly (readonly [number, number])[];
}

export interface WitnessReport {
  /** Witnesses with an acknowledged act from before the fault; what follows is about these, unless it says otherwise. */
  acknowledged: number;
  /** Of those, how many were found as they should be. */
  present: number;
  /** Acknowledged, and not there, or there as an earlier version of themselves, or there although a deletion that is newer than all that came back was acknowledged. */
  lost: LostWitnesses;
  /** There, with content that nobody ever wrote as that witness; and numbers that nobody ever wrote. Of any time. */
  damaged: readonly number[];
  /** There, though their deletion was acknowledged, beside something that was acknowledged later: what came back is the state of no moment. */
  resurrected: readonly number[];
  /** Acknowledged after the fault and before the switch, on the system that was then given up, and gone with it: no part of the RPO. */
  lostAfterFault: LostWitnesses;
  /** Acknowledged by the recovered system and not there (or deleted there and back again): a recovery that does not keep what it is told. */
  lostAfterSwitch: LostWitnesses;
  /** The newest present witness with nothing acknowledged before it missing, and when it was acknowledged. */
  newestComplete: { witness: number; at: Instant } | null;
  /**
   * The RPO. Above it is bounded by the newest complete witness, below by the first act that is missing (by zero when none is).
   * Undefined when nothing was acknowledged before the fault: then nothing is known.
   */
  recoveryPointLoss: DurationInterval | undefined;
}

interface Judged {
  history: WitnessHistory;
  fate: Fate;
}

/**
 * Holds what was `found` (witness number → digest of its content, read independently) against what was written.
 * `events` are in the order in which they happened. `switched` is when the application began to use the recovered system;
 * without it, nothing written after the fault is held against the recovery.
 */
export function compareWitnesses(
  events: readonly WitnessEvent[],
  found: ReadonlyMap<number, string>,
  fault: InstantInterval,
  switched?: Instant,
): WitnessReport {
  const histories = historyOf(events, fault, switched);
  const judged = [...histories.values()].map((history): Judged => ({ history, fate: fate(history, found.get(history.witness)) }));
  const invented = [...found.keys()].filter((witness) => !histories.has(witness));
  const before = judged.filter(({ history }) => history.binding?.era === 'before fault');
  const after = judged.filter(({ history }) => history.binding?.era === 'after switch');
  const isResurrected = resurrectedBeside(before);
  const isLost = (one: Judged): boolean => one.fate.is === 'lost' || (one.fate.is === 'resurrected' && !isResurrected(one));
  const gone = judged.filter(({ history, fate: its }) => history.givenUp && !its.showsGivenUp);
  return {
    acknowledged: before.length,
    present: before.filter(({ fate: its }) => its.is === 'as it should be').length,
    lost: lostAmong(before.filter(isLost)),
    damaged: [...numbersOf(judged.filter(({ fate: its }) => its.is === 'damaged')), ...invented].sort((a, b) => a - b),
    resurrected: numbersOf(before.filter(isResurrected)),
    lostAfterFault: lostAmong(gone, ({ history }) => history.givenUp?.acknowledged),
    lostAfterSwitch: lostAmong(after.filter(({ fate: its }) => its.is === 'lost' || its.is === 'resurrected')),
    ...recoveryPoint(before, fault),
  };
}

/** Whether a witness was raised from the dead: its deletion did not hold, and something acknowledged later is there. */
function resurrectedBeside(before: readonly Judged[]): (one: Judged) => boolean {
  const shown = before.flatMap(({ history: { binding }, fate: its }) => (binding && binding.digest !== null && its.showsBinding ? [binding.acknowledged] : []));
  return ({ history: { binding }, fate: its }) => its.is === 'resurrected' && shown.some((acknowledged) => binding && acknowledged.isAfter(binding.acknowledged));
}

function numbersOf(judged: readonly Judged[]): number[] {
  return judged.map(({ history }) => history.witness).sort((a, b) => a - b);
}

function recoveryPoint(before: readonly Judged[], fault: InstantInterval): Pick<WitnessReport, 'newestComplete' | 'recoveryPointLoss'> {
  const inOrder = before.flatMap(({ history, fate: its }) => (history.binding ? [{ ...history.binding, witness: history.witness, its }] : []));
  inOrder.sort((a, b) => a.acknowledged.compare(b.acknowledged) || a.order - b.order);
  if (inOrder.length === 0) return { newestComplete: null, recoveryPointLoss: undefined };
  const firstMissing = inOrder.findIndex(({ its }) => its.is === 'lost' || its.is === 'resurrected');
  const whole = firstMissing < 0 ? inOrder : inOrder.slice(0, firstMissing);
  // A deletion that left nothing proves nothing: the witness would be absent from an older state too. Only presence counts.
  const newest = whole.findLast(({ its, digest }) => digest !== null && its.showsBinding);
  const missing = inOrder[firstMissing];
  return {
    newestComplete: newest ? { witness: newest.witness, at: newest.acknowledged } : null,
    recoveryPointLoss: {
      notBefore: missing ? atLeastZero(fault.notBefore.since(missing.acknowledged)) : Duration.zero,
      // The write took effect some time between its attempt and its acknowledgement.
      notAfter: newest && atLeastZero(fault.notAfter.since(newest.attempted)),
    },
  };
}

function atLeastZero(duration: Duration): Duration {
  return Duration.max(Duration.zero, duration);
}

function lostAmong(judged: readonly Judged[], when = ({ history }: Judged): Instant | undefined => history.binding?.acknowledged): LostWitnesses {
  const numbers = numbersOf(judged);
  const times = judged.flatMap((one) => when(one)?.epochMilliseconds ?? []);
  const earliest = times.reduce((a, b) => Math.min(a, b), Infinity);
  const latest = times.reduce((a, b) => Math.max(a, b), -Infinity);
  return {
    count: numbers.length,
    first: numbers[0] ?? null,
    last: numbers.at(-1) ?? null,
    spanSeconds: times.length ? (latest - earliest) / 1_000 : 0,
    ranges: runsOf(numbers),
  };
}

function runsOf(sorted: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const number of sorted) {
    const run = runs.at(-1);
    if (run && run[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}
