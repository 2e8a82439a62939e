/** Cuts long answers into pages whose tokens say where the next one begins. */
import type { AwsError } from './aws-error';

export interface PageWanted {
  /** How many items a page holds at most. */
  most: number;
  token: string | undefined;
  /** What a token that was never given out is answered with. */
  refusal: () => AwsError;
}

export interface Page<T> {
  items: T[];
  /** Absent on the last page. */
  token?: string;
}

/** The page that is wanted of a list that is the same each time, but for what was added at its end. */
export function pageOf<T>(all: readonly T[], { most, token, refusal }: PageWanted): Page<T> {
  const from = token === undefined ? 0 : placeOf(token);
  if (from === undefined) throw refusal();
  const to = from + most;
  return { items: all.slice(from, to), ...(to < all.length && { token: tokenOf(to) }) };
}

function tokenOf(place: number): string {
  return Buffer.from(`from:${place}`).toString('base64url');
}

function placeOf(token: string): number | undefined {
  const [, digits] = /^from:(\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString('latin1')) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
