/** The versions of one key, of which the newest is the current one. */
import { compareTurns } from './sealed-ids';
import type { Version } from './version';

/** A longer history is looked through by an index. */
const shortHistory = 16;

export class KeyHistory {
  /** The oldest first. */
  readonly #versions: Version[] = [];
  #byId: Map<string, Version> | undefined;

  constructor(readonly key: string) {}

  get length(): number {
    return this.#versions.length;
  }

  get current(): Version | undefined {
    return this.#versions.at(-1);
  }

  find(id: string): Version | undefined {
    if (this.#versions.length <= shortHistory) return this.#versions.find((version) => version.id === id);
    this.#byId ??= new Map(this.#versions.map((version) => [version.id, version]));
    return this.#byId.get(id);
  }

  /**
   * Puts a version in its turn: on top, but for a replica that is older than what was written here meanwhile.
   * A version takes the place of one with its own id (a null version, a replica that comes again), which is answered.
   */
  insert(version: Version): Version | undefined {
    const replaced = this.find(version.id);
    if (replaced) this.remove(replaced);
    const below = this.#versions.findLastIndex((other) => compareTurns(other.turn, version.turn) <= 0);
    this.#versions.splice(below + 1, 0, version);
    this.#byId?.set(version.id, version);
    return replaced;
  }

  remove(version: Version): void {
    this.#versions.splice(this.#versions.lastIndexOf(version), 1);
    this.#byId?.delete(version.id);
  }

  /** The version that was current before `version` came. */
  before(version: Version): Version | undefined {
    return this.#versions[this.#versions.lastIndexOf(version) - 1];
  }

  /** The version that took over from `version`; undefined for the current one. */
  after(version: Version): Version | undefined {
    return this.#versions[this.#versions.lastIndexOf(version) + 1];
  }

  /** The newest first. */
  *newestFirst(): Generator<Version> {
    for (let index = this.#versions.length - 1; index >= 0; index -= 1) {
      const version = this.#versions[index];
      if (version) yield version;
    }
  }
}
