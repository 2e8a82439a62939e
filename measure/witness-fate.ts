/** What became of one witness. */
import type { WitnessHistory } from './witness-history';

export interface Fate {
  is: 'as it should be' | 'lost' | 'damaged' | 'resurrected';
  /** Which act what was found shows the effect of, where it is one that was acknowledged. */
  kept: 'binding act' | 'given-up act' | 'neither';
}

/** `found` is the digest of the content read, undefined when the witness is not there. */
export function fate(history: WitnessHistory, found: string | undefined): Fate {
  const state = found ?? null;
  if (history.acceptable.has(state)) return { is: 'as it should be', kept: kept(history, state) };
  const wanted = history.binding?.digest;
  if (state === null) return { is: 'lost', kept: 'neither' };
  if (!history.everWritten.has(state)) return { is: 'damaged', kept: 'neither' };
  // An earlier version of itself: its newest content was lost, or its deletion was.
  return { is: wanted === null ? 'resurrected' : 'lost', kept: 'neither' };
}

function kept({ binding, givenUp }: WitnessHistory, state: string | null): Fate['kept'] {
  if (givenUp?.digest === state) return 'given-up act';
  return binding?.digest === state ? 'binding act' : 'neither';
}
