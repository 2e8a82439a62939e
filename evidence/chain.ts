/** How one record holds on to the one before it, so that none can be changed, moved or taken away unnoticed. */
import { createHash } from 'node:crypto';
import { canonical, sha256 } from './canonical';
import type { Entry, EntryBody } from './entry';

/** Where every chain begins: the digest of no bytes. */
export const chainStart = sha256('');

/** The entry that `body` becomes as number `seq` behind the entry whose hash is `previous`. */
export function link(body: EntryBody, seq: number, at: string, previous: string): Entry {
  const unhashed = { ...body, seq, at, previous };
  return { ...unhashed, hash: hashOf(unhashed) };
}

/** The hash an entry should carry: SHA-256 over its canonical bytes without `hash`. */
export function hashOf(entry: object): string {
  const { hash: _, ...unhashed } = { hash: '', ...entry };
  return sha256(canonical(unhashed));
}

/** The head of a side file after one more line (given without its newline): SHA-256 over the old head's hex digits and the line. */
export function nextLineHead(head: string, line: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(head.slice('sha256:'.length)).update(line).digest('hex')}`;
}
