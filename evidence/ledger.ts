/** The record of one drill while it is being written: chained, append-only, closed by its seal. */
import { Refused } from '../measure/endings';
import type { Instant } from '../time/instant';
import { AppendOnlyFile } from './append-only-file';
import { canonical } from './canonical';
import { chainStart, link } from './chain';
import type { Entry, EntryBody } from './entry';
import { Redactor } from './redact';

/**
 * Begins a ledger at `path`, which must not exist; folders above it are made. `now` is the drill's clock.
 * Every entry passes through `redactor`: register secrets there before they can be mentioned. Throws Refused.
 */
export function openLedger(path: string, now: () => Instant, redactor: Redactor = new Redactor()): Ledger {
  return new Ledger(new AppendOnlyFile(path), now, redactor);
}

export class Ledger {
  readonly #file: AppendOnlyFile;
  readonly #now: () => Instant;
  readonly #redactor: Redactor;
  #head = chainStart;
  #entries = 0;
  #sealed = false;

  constructor(file: AppendOnlyFile, now: () => Instant, redactor: Redactor) {
    this.#file = file;
    this.#now = now;
    this.#redactor = redactor;
  }

  get path(): string {
    return this.#file.path;
  }

  /** Hash of the last entry. */
  get head(): string {
    return this.#head;
  }

  /** How many entries there are. */
  get length(): number {
    return this.#entries;
  }

  get sealed(): boolean {
    return this.#sealed;
  }

  /**
   * Adds one entry, redacted, and answers with what was written. A filed undo and the seal are on disk when this returns.
   * Throws Refused when it cannot be written, or when the ledger is sealed.
   */
  append<Body extends EntryBody>(body: Body): Extract<Entry, { kind: Body['kind'] }> {
    if (this.#sealed) {
      throw new Refused(
        `The ledger ${this.path} is sealed, so nothing can be added to it (a "${body.kind}" entry was to be). Start a new drill for what comes after it.`,
      );
    }
    const entry = link(this.#redactor.redact(body), this.#entries, this.#now().toString(), this.#head);
    this.#file.appendLine(canonical(entry));
    this.#head = entry.hash;
    this.#entries += 1;
    this.#sealed = body.kind === 'seal';
    if (body.kind === 'undo-filed' || body.kind === 'seal') this.sync();
    // Redaction replaces text by text and leaves the kind alone.
    return entry as Extract<Entry, { kind: Body['kind'] }>;
  }

  /** Returns once all entries would survive a loss of power. To be called before anything is changed or damaged. */
  sync(): void {
    this.#file.sync();
  }

  /** Lets go of the file; sealing does this by itself. */
  close(): void {
    this.#file.close();
  }
}
