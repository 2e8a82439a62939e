/** What became of one witness. */
import type { WitnessHistory } from './witness-history';

export interface Fate {
  is: 'as it should be' | 'lost' | 'damaged' | 'resurrected';
  /** Whether what was found is just what the binding act left behind. */
  showsBinding: boolean;
  /** Whether it is just what the act on the given-up system left behind. */
  showsGivenUp: boolean;
}

/** `found` is the digest of the content read, undefined when the witness is not there. */
export function fate(history: WitnessHistory, found: string | undefined): Fate {
  const state = found ?? null;
  return { is: whatItIs(history, state), showsBinding: history.binding?.digest === state, showsGivenUp: history.givenUp?.digest === state };
}

function whatItIs(history: WitnessHistory, state: string | null): Fate['is'] {
  if (history.acceptable.has(state)) return 'as it should be';
  if (state === null) return 'lost';
  if (!history.everWritten.has(state)) return 'damaged';
  // An earlier version of itself: its newest content was lost, or its deletion was.
  return history.binding?.digest === null ? 'resurrected' : 'lost';
}
