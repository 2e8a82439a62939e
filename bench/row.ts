/** One line of the table that a benchmark prints. */

export interface Row {
  what: string;
  muster: string;
  /** The same in the same run by something that does the least possible; absent where nothing is comparable. */
  peer?: string;
  ratio?: string;
  aim?: string;
}

/** A row of two figures of one unit. */
export function compared(what: string, unit: string, muster: number, peer: number): Row {
  return { what, muster: `${Math.round(muster)} ${unit}`, peer: `${Math.round(peer)} ${unit}`, ratio: (muster / peer).toFixed(2) };
}
