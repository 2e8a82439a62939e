/** What was done to each witness, and which of it a recovered system has to show. */
import type { Instant } from '../time/instant';
import type { InstantInterval } from './marks';

/** One line of a witness writer's record. */
export interface WitnessEvent {
  witness: number;
  event: 'attempted' | 'acknowledged' | 'failed';
  operation: 'write' | 'delete';
  at: Instant;
  /** Digest of the content written; null for a deletion. */
  digest: string | null;
}

/** Acts between the fault and the switch went to a system that was given up, wholly or in part; they bind nobody. */
export type Era = 'before fault' | 'after fault' | 'after switch';

export interface Act {
  era: Era;
  /** Null for a deletion. */
  digest: string | null;
  attempted: Instant;
  acknowledged: Instant;
  /** Its place among all acknowledgements. */
  order: number;
}

export interface WitnessHistory {
  witness: number;
  /** The last act that was acknowledged and has to hold. */
  binding: Act | undefined;
  /** The last act acknowledged between fault and switch, unless a later one binds. */
  givenUp: Act | undefined;
  /** Every state that is right to find; null is absence. */
  acceptable: ReadonlySet<string | null>;
  /** Every content the witness may ever have had. */
  everWritten: ReadonlySet<string>;
}

interface Growing extends WitnessHistory {
  acceptable: Set<string | null>;
  everWritten: Set<string>;
  open: Map<WitnessEvent['operation'], Instant>;
}

/** Histories by witness number. `events` are in the order in which they happened. */
export function historyOf(events: readonly WitnessEvent[], fault: InstantInterval, switched?: Instant): Map<number, WitnessHistory> {
  const histories = new Map<number, Growing>();
  for (const [order, event] of events.entries()) {
    const history = histories.get(event.witness) ?? begin(event.witness);
    histories.set(event.witness, history);
    if (event.event === 'attempted') attempt(history, event);
    if (event.event === 'acknowledged') acknowledge(history, event, order, fault, switched);
    // A failed act may have had its effect all the same (the answer was lost), so it changes nothing about what may be found.
  }
  return histories;
}

function begin(witness: number): Growing {
  return { witness, binding: undefined, givenUp: undefined, acceptable: new Set([null]), everWritten: new Set(), open: new Map() };
}

function attempt(history: Growing, event: WitnessEvent): void {
  history.open.set(event.operation, event.at);
  const state = stateAfter(event);
  history.acceptable.add(state);
  if (state !== null) history.everWritten.add(state);
}

function acknowledge(history: Growing, event: WitnessEvent, order: number, fault: InstantInterval, switched: Instant | undefined): void {
  const attempted = history.open.get(event.operation) ?? event.at;
  const state = stateAfter(event);
  const act: Act = { era: eraOf(attempted, event.at, fault, switched), digest: state, attempted, acknowledged: event.at, order };
  if (state !== null) history.everWritten.add(state);
  if (act.era === 'after fault') {
    history.givenUp = act;
    history.acceptable.add(state);
    return;
  }
  history.binding = act;
  history.givenUp = undefined;
  history.acceptable = new Set([state]);
}

function stateAfter({ operation, digest }: WitnessEvent): string | null {
  return operation === 'delete' ? null : digest;
}

function eraOf(attempted: Instant, acknowledged: Instant, fault: InstantInterval, switched: Instant | undefined): Era {
  // What was acknowledged while the fault was coming about counts as before it: the stricter reading.
  if (!acknowledged.isAfter(fault.notAfter)) return 'before fault';
  return switched && !attempted.isBefore(switched) ? 'after switch' : 'after fault';
}
