/** What one look saw. */

export interface Seen {
  /** Null when nothing could be seen, which is neither yes nor no. */
  good: boolean | null;
  /** In words, for the record. */
  saw: string;
}
