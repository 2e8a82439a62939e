/** How everything a drill makes or breaks is taken back: filed on disk before the act, done in reverse, and safe to do twice. */
import type { Ledger } from '../evidence/ledger';
import type { Json, UndoDoneEntry } from '../evidence/entry';
import type { Services } from '../aws/services';

export type UndoArguments = Readonly<Record<string, Json>>;

/** Takes one act back. To be done again at any time: what is already gone is `nothing left to do`. */
export type UndoAction = (services: Services, args: UndoArguments) => Promise<'done' | 'nothing left to do'>;

export interface UndoRequest {
  /** The name of an undo action. */
  action: string;
  /** One sentence for a person. */
  does: string;
  arguments: UndoArguments;
}

export class Undo {
  readonly #ledger: Ledger;
  readonly #actions: Readonly<Record<string, UndoAction>>;
  readonly #filed: (UndoRequest & { undo: string })[] = [];
  #count = 0;

  constructor(ledger: Ledger, actions: Readonly<Record<string, UndoAction>>) {
    this.#ledger = ledger;
    this.#actions = actions;
  }

  /** Files an undo; on disk when this returns. To be called before the act that it takes back. Throws Refused when it cannot be written. */
  file(request: UndoRequest): void {
    if (!Object.hasOwn(this.#actions, request.action)) throw new Error(`no undo action is called "${request.action}"`);
    const undo = `undo-${(this.#count += 1)}`;
    this.#ledger.append({ kind: 'undo-filed', undo, ...request });
    this.#filed.push({ undo, ...request });
  }

  /** Whether anything was filed, so that something may have been made. */
  get acted(): boolean {
    return this.#count > 0;
  }

  /**
   * Takes everything back, the last act first. One that fails does not keep the others from being done; answers with how each went.
   * Throws Refused when that cannot be written, after all has been done all the same.
   */
  async all(services: Services): Promise<UndoDoneEntry[]> {
    const results: UndoDoneEntry[] = [];
    const unwritten: unknown[] = [];
    for (const filed of this.#filed.splice(0).reverse()) {
      const result = await this.#attempt(services, filed);
      try {
        results.push(this.#ledger.append(result));
      } catch (error) {
        unwritten.push(error);
      }
    }
    if (unwritten.length > 0) throw unwritten[0];
    return results;
  }

  async #attempt(services: Services, filed: UndoRequest & { undo: string }): Promise<UndoDoneEntry> {
    try {
      const result = await this.#action(filed.action)(services, filed.arguments);
      return { kind: 'undo-done', undo: filed.undo, result, detail: '' };
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return { kind: 'undo-done', undo: filed.undo, result: 'failed', detail };
    }
  }

  #action(name: string): UndoAction {
    const action = this.#actions[name];
    if (!action) throw new Error(`no undo action is called "${name}"`);
    return action;
  }
}
