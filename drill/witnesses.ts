/** The witness writer: numbered, dated, hashed writes through the application's own path, from before the fault until after recovery. */
import { createHash } from 'node:crypto';
import { WitnessFile } from '../evidence/witness-file';
import { witnessRecord } from '../evidence/witness-record';
import type { WitnessEvent } from '../measure/witness-history';
import type { Clock } from '../time/clock';
import type { Duration } from '../time/duration';
import type { WitnessPath } from './subject';

/** Every so many witnesses, one that was written this many ago is deleted, so that a resurrection would be seen. */
const deleteEvery = 10;
const deleteAge = 5;

export interface WitnessPlan {
  path: WitnessPath;
  /** Where the side file is made. */
  file: string;
  every: Duration;
  seed: number;
  component: string;
}

export class Witnesses {
  readonly #clock: Clock;
  readonly #plan: WitnessPlan;
  readonly #file: WitnessFile;
  readonly #stop = new AbortController();
  readonly #written = new Map<number, string>();
  #loop: Promise<void> | undefined;
  #failure: Error | undefined;

  constructor(clock: Clock, plan: WitnessPlan) {
    this.#clock = clock;
    this.#plan = plan;
    this.#file = new WitnessFile(plan.file);
  }

  /** Begins to write, in the background of the drill's clock. */
  start(): void {
    this.#loop = this.#writeOn().catch((error: unknown) => {
      // Only the side file can fail here: what the application path refuses is an event, not an error.
      this.#failure = error instanceof Error ? error : new Error(String(error));
    });
  }

  /** Writes no more once this has resolved. Throws when the record could not be kept. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#loop;
    this.#loop = undefined;
    if (this.#failure) throw this.#failure;
    await this.#plan.path.close();
    this.#file.close();
  }

  get isWriting(): boolean {
    return this.#loop !== undefined;
  }

  /** The digest of every witness whose writing was ever attempted. */
  get written(): ReadonlyMap<number, string> {
    return this.#written;
  }

  /** Puts what is recorded so far beyond the reach of a crash. */
  sync(): void {
    this.#file.sync();
  }

  /** Where the record stands: lines, and their chained digest. */
  get standing(): { lines: number; digest: string } {
    return { lines: this.#file.lines, digest: this.#file.head };
  }

  async #writeOn(): Promise<void> {
    for (let witness = 1; !this.#stop.signal.aborted; witness++) {
      const body = this.#body(witness);
      const digest = digestOf(body);
      this.#written.set(witness, digest);
      await this.#act('write', witness, digest, () => this.#plan.path.write(witness, body));
      const old = witness - deleteAge;
      if (witness % deleteEvery === 0) await this.#act('delete', old, null, () => this.#plan.path.remove(old));
      await this.#clock.sleep(this.#plan.every, this.#stop.signal).catch(() => undefined);
    }
  }

  async #act(operation: WitnessEvent['operation'], witness: number, digest: string | null, act: () => Promise<void>): Promise<void> {
    const note = (event: WitnessEvent['event']): void =>
      this.#file.append(witnessRecord({ witness, event, operation, at: this.#clock.now(), digest }));
    note('attempted');
    try {
      await act();
    } catch {
      note('failed');
      return;
    }
    note('acknowledged');
  }

  #body(witness: number): string {
    const { seed, component } = this.#plan;
    const filler = createHash('sha256').update(JSON.stringify([seed, component, witness])).digest('hex');
    return JSON.stringify({ witness, at: this.#clock.now().toString(), filler });
  }
}

function digestOf(body: string): string {
  return `sha256:${createHash('sha256').update(body, 'utf8').digest('hex')}`;
}
