/** What a ledger says that judging needs, gathered from its entries and the side files they vouch for. */
import type { Entry, EntryOf } from '../../evidence/entry';
import type { SideFileReader } from '../../evidence/witness-file';
import { parseReadBack, parseWitnessRecord } from '../../evidence/witness-record';
import { Refused } from '../../measure/endings';
import type { InstantInterval, MarkName, Marks } from '../../measure/marks';
import type { WitnessEvent } from '../../measure/witness-history';
import { Instant } from '../../time/instant';
import { inventorySubject } from './clean-up';

export interface Facts {
  plan: EntryOf<'plan'>;
  marks: Marks;
  /** Of the recovery: those made after the fault, or all where there was none to recover from. */
  checks: readonly EntryOf<'check'>[];
  /** What else the plan promises that the drill came to. */
  promises: readonly EntryOf<'promise'>[];
  /** Undefined when no witness writer left a record. */
  written: readonly WitnessEvent[] | undefined;
  /** Witness number to digest, as read after the fault; undefined when nobody read. */
  found: ReadonlyMap<number, string> | undefined;
  /** When the application was on the recovered system; undefined when it was not seen to get there. */
  switched: Instant | undefined;
  /** Whether anything was done that has to be undone. */
  acted: boolean;
  /** The last look at what the drill left; undefined when nobody looked. */
  inventory: EntryOf<'look'> | undefined;
  /** The last instant at which the recovery could still have come: cleaning up is no part of it. */
  end: Instant;
}

/** Throws Refused when there is no plan, or when a side file is not what its entry says. */
export function gatherFacts(entries: readonly Entry[], sideFiles: SideFileReader): Facts {
  const plan = entries[0];
  if (plan?.kind !== 'plan') throw new Refused('The ledger does not begin with the plan it was about, so there is nothing to judge it by.');
  const isOurs = ({ component }: { component: string }): boolean => plan.component === null || component === plan.component;
  const marks = firstMarks(entries.filter((entry) => entry.kind === 'mark').filter(isOurs));
  const fault = marks.get('fault');
  const afterFault = (entry: Entry): boolean => !fault || !Instant.parse(entry.at).isBefore(fault.notAfter);
  const witnesses = entries.filter((entry) => entry.kind === 'witness').filter(isOurs);
  const written = witnesses.findLast(({ event }) => event === 'written');
  const read = witnesses.findLast((entry) => entry.event === 'read-back' && afterFault(entry));
  return {
    plan,
    marks,
    checks: entries.filter((entry) => entry.kind === 'check').filter((check) => isOurs(check) && afterFault(check)),
    promises: entries.filter((entry) => entry.kind === 'promise').filter(isOurs),
    written: written && sideFiles(written).map(parseWitnessRecord),
    found: read && parseReadBack(sideFiles(read)),
    switched: switchedAt(entries, marks),
    acted: entries.some(({ kind }) => kind === 'undo-filed'),
    inventory: entries.filter((entry) => entry.kind === 'look').findLast(({ subject }) => subject === inventorySubject),
    end: endOf(entries),
  };
}

function endOf(entries: readonly Entry[]): Instant {
  const cleaning = entries.findIndex((entry) => entry.kind === 'phase' && entry.phase === 'clean up');
  const recovering = cleaning < 0 ? entries : entries.slice(0, cleaning + 1);
  return recovering.map(({ at }) => Instant.parse(at)).reduce(Instant.latest);
}

function firstMarks(entries: readonly EntryOf<'mark'>[]): Marks {
  const marks = new Map<MarkName, InstantInterval>();
  for (const { mark, notBefore, notAfter } of entries) {
    if (!marks.has(mark)) marks.set(mark, { notBefore: Instant.parse(notBefore), notAfter: Instant.parse(notAfter) });
  }
  return marks;
}

/** The end of the switch phase; in a recovery in place, where nothing is switched, when the service was seen to be well. */
function switchedAt(entries: readonly Entry[], marks: Marks): Instant | undefined {
  const left = entries.findLast((entry) => entry.kind === 'phase' && entry.phase === 'switch' && entry.edge === 'left');
  return left ? Instant.parse(left.at) : marks.get('service-ok')?.notAfter;
}
