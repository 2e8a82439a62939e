/** The versions of one key, of which the newest is the current one. */
import { nullId, type Version } from './version';

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

  /** Makes a version the current one. A null version takes the place of the one before, which is answered. */
  append(version: Version): Version | undefined {
    const replaced = version.id === nullId ? this.find(nullId) : undefined;
    if (replaced) this.remove(replaced);
    this.#versions.push(version);
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

  /** The newest first. */
  *newestFirst(): Generator<Version> {
    for (let index = this.#versions.length - 1; index >= 0; index -= 1) {
      const version = this.#versions[index];
      if (version) yield version;
    }
  }
}
