/** A side file for what is too much for the ledger: one canonical line a record, and a running head that ledger entries quote. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refused } from '../measure/endings';
import { AppendOnlyFile } from './append-only-file';
import { canonical } from './canonical';
import { chainStart, nextLineHead } from './chain';
import type { Json, WitnessEntry } from './entry';

export class WitnessFile {
  readonly #file: AppendOnlyFile;
  #head = chainStart;
  #lines = 0;

  /** Creates the file at `path`, which must not exist. Throws Refused. */
  constructor(path: string) {
    this.#file = new AppendOnlyFile(path);
  }

  /** Chain head after the lines so far: what a ledger entry quotes as `digest`. */
  get head(): string {
    return this.#head;
  }

  get lines(): number {
    return this.#lines;
  }

  /** Adds one record. Throws Refused when it cannot be written. */
  append(record: Json): void {
    const line = canonical(record);
    this.#file.appendLine(line);
    this.#head = nextLineHead(this.#head, line);
    this.#lines += 1;
  }

  /** Returns once everything appended would survive a loss of power; before each damaging or mutating act, at each mark and at the seal. */
  sync(): void {
    this.#file.sync();
  }

  close(): void {
    this.#file.close();
  }
}

/** The lines of a side file and its head after each of them; `heads[0]` is the head of none. */
export interface SideFile {
  /** False when bytes follow the last whole line; they are left out. */
  wholeBytes: boolean;
  lines: readonly string[];
  heads: readonly string[];
}

/** Reads a side file whole. Throws what the file system throws when it is not there. */
export function readSideFile(path: string): SideFile {
  // latin1 keeps every byte; the hash is over bytes, so a damaged encoding must not be repaired on reading.
  const lines = readFileSync(path).toString('latin1').split('\n');
  const rest = lines.pop();
  const bytes = lines.map((line) => Buffer.from(line, 'latin1'));
  const heads = [chainStart];
  for (const line of bytes) heads.push(nextLineHead(heads.at(-1) ?? chainStart, line));
  return { wholeBytes: rest === '', lines: bytes.map((line) => line.toString('utf8')), heads };
}

/** Answers with the records that a witness entry vouches for. */
export type SideFileReader = (entry: Pick<WitnessEntry, 'file' | 'lines' | 'digest'>) => readonly Json[];

/** Reads side files of the drill whose folder this is. The reader throws Refused when a file is not what the entry says it was. */
export function sideFileReader(drillFolder: string): SideFileReader {
  return ({ file, lines, digest }) => {
    const path = join(drillFolder, file);
    const side = reading(path);
    if (side.heads[lines] !== digest) {
      throw new Refused(
        `${path} is not what its ledger recorded (${lines} lines, ${digest}), so nothing can be judged from it. \`muster verify\` says what was changed.`,
      );
    }
    // JSON.parse answers with nothing that is not Json.
    return side.lines.slice(0, lines).map((line) => JSON.parse(line) as Json);
  };
}

function reading(path: string): SideFile {
  try {
    return readSideFile(path);
  } catch (cause) {
    throw new Refused(`${path} cannot be read, and the ledger rests on it, so nothing can be judged. Bring the drill's folder back whole.`, { cause });
  }
}
