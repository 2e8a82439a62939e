/** What one look saw. */

export interface Seen {
  /** Null when nothing could be seen, which is neither yes nor no. */
  good: boolean | null;
  /** In words, for the record. */
  saw: string;
}

/** The same look for somebody who waits for the opposite; what could not be seen is neither still. */
export function opposite({ good, saw }: Seen): Seen {
  return { good: good === null ? null : !good, saw };
}
