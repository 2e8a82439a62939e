/** The journal as it lies on disk: a line is a sum, a space, and the changes that belong together. */
import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { Instant } from '../../time/instant';
import { decode, encode } from './encoding';
import { UnusableState } from './unusable-state';

/** A row was set to a value, or is gone where there is none. */
export interface Change {
  at: Instant;
  table: string;
  key: string;
  value?: unknown;
}

export type Rows = Map<string, Map<string, unknown>>;

/** The sum comes first, so that a line that was cut short anywhere does not match it. */
export function lineOf(changes: readonly Change[]): string {
  const text = encode(changes);
  return `${sumOf(text)} ${text}\n`;
}

/** The rows as the last change left them, and when that was. Throws UnusableState for a line that is damaged, unless it is the last. */
export function readJournal(path: string): { rows: Rows; latest: Instant | undefined } {
  const rows: Rows = new Map();
  const lines = contentOf(path).split('\n');
  let latest: Instant | undefined;
  for (const [index, line] of lines.entries()) {
    const text = line.slice(9);
    if (line.slice(0, 9) !== `${sumOf(text)} `) {
      // Nobody was told of what the last line says when it is not whole.
      if (index === lines.length - 1) break;
      const next = 'Restore the file from a copy, or begin with an empty folder';
      throw new UnusableState(`line ${index + 1} of ${path} is damaged, so what it and all lines after it say cannot be trusted. ${next}`);
    }
    // A line whose sum is right is one that lineOf wrote.
    for (const change of decode(text) as Change[]) {
      latest = change.at;
      apply(rows, change);
    }
  }
  return { rows, latest };
}

function apply(rows: Rows, change: Change): void {
  const table = rows.get(change.table) ?? new Map<string, unknown>();
  rows.set(change.table, table);
  if ('value' in change) table.set(change.key, change.value);
  else table.delete(change.key);
}

function sumOf(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
