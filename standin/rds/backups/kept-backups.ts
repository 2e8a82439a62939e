/** The directories of backups that there are of each instance, so that the next one can share with the newest. */

interface Kept {
  resourceId: string;
  /** How many backups and copies it is the data of. */
  holders: number;
}

export class KeptBackups {
  /** By resource id, in the order in which they were made. */
  readonly #of = new Map<string, Set<string>>();
  readonly #kept = new Map<string, Kept>();

  /** Notes that a directory is the data of a backup, or of one more: what is kept is never written to again. */
  add(resourceId: string, directory: string): void {
    const kept = this.#kept.get(directory) ?? { resourceId, holders: 0 };
    kept.holders += 1;
    this.#kept.set(directory, kept);
    const directories = this.#of.get(kept.resourceId) ?? new Set<string>();
    this.#of.set(kept.resourceId, directories.add(directory));
  }

  has(directory: string): boolean {
    return this.#kept.has(directory);
  }

  newest(resourceId: string): string | undefined {
    return [...(this.#of.get(resourceId) ?? [])].at(-1);
  }

  /** Lets go of a directory for one of its backups. Answers whether no other needs it. */
  forget(directory: string): boolean {
    const kept = this.#kept.get(directory);
    if (!kept) return true;
    kept.holders -= 1;
    if (kept.holders > 0) return false;
    this.#kept.delete(directory);
    const directories = this.#of.get(kept.resourceId);
    directories?.delete(directory);
    if (directories?.size === 0) this.#of.delete(kept.resourceId);
    return true;
  }
}
