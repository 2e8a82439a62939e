/** Reads a ledger back, line by line, and says of each line whether it is an entry. */
import { readFileSync } from 'node:fs';
import { Refused } from '../measure/endings';
import { canonical } from './canonical';
import type { Entry } from './entry';
import { misshapen } from './entry-shape';

/** The name every drill's ledger has in the drill's folder. */
export const ledgerFileName = 'ledger.jsonl';

/** One line of a ledger: an entry, or what keeps it from being one. Lines count from 1. */
export type LedgerLine = { line: number; entry: Entry; problem: undefined } | { line: number; entry: undefined; problem: string };

/** Takes a ledger's bytes apart. */
export function ledgerLines(bytes: Uint8Array): LedgerLine[] {
  const lines: LedgerLine[] = [];
  let start = 0;
  while (start < bytes.length) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline;
    lines.push(newline < 0 ? { line: lines.length + 1, entry: undefined, problem: 'has no end: the ledger was cut off in it' } : read(lines.length + 1, bytes.subarray(start, end)));
    start = end + 1;
  }
  return lines;
}

/**
 * The entries of the ledger at `path`, in order. They are read, not verified.
 * Throws Refused when the file cannot be read or a line is no entry, and names the line by its number.
 */
export function readLedger(path: string): Entry[] {
  return ledgerLines(bytesOf(path)).map(({ line, entry, problem }) => {
    if (entry) return entry;
    throw new Refused(`${path}, line ${line} ${problem}; nothing can be said from this ledger. \`muster verify\` lists everything that is wrong with it.`);
  });
}

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Refused(`The ledger ${path} cannot be read (${why}). Check the path, or bring the drill's folder back.`, { cause });
  }
}

function read(line: number, bytes: Uint8Array): LedgerLine {
  const text = decoded(bytes);
  if (text === undefined) return { line, entry: undefined, problem: 'is not UTF-8' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { line, entry: undefined, problem: 'is not JSON' };
  }
  const problem = misshapen(value) ?? notCanonical(value, text);
  // misshapen() has looked at every member.
  return problem === undefined ? { line, entry: value as Entry, problem } : { line, entry: undefined, problem };
}

function notCanonical(value: unknown, text: string): string | undefined {
  try {
    if (canonical(value) === text) return undefined;
  } catch {
    // What cannot be written canonically was not.
  }
  return 'is not written in the canonical form, so it is not what was hashed';
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
