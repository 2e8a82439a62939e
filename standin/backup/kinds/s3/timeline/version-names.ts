/** Names of versions, by key and id. */

export class VersionNames {
  readonly #byKey = new Map<string, Set<string>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(key: string, id: string): void {
    const ids = this.#byKey.get(key) ?? new Set<string>();
    this.#size += ids.has(id) ? 0 : 1;
    this.#byKey.set(key, ids.add(id));
  }

  addAll(others: VersionNames): void {
    for (const [key, ids] of others.#byKey) for (const id of ids) this.add(key, id);
  }

  delete(key: string, id: string): void {
    const ids = this.#byKey.get(key);
    if (!ids?.delete(id)) return;
    this.#size -= 1;
    if (ids.size === 0) this.#byKey.delete(key);
  }

  /** Hands all of them over, and has none left. */
  take(): [string, ReadonlySet<string>][] {
    const all: [string, ReadonlySet<string>][] = [...this.#byKey];
    this.#byKey.clear();
    this.#size = 0;
    return all;
  }
}
