/** The directories of backups that there are of each instance, so that the next one can share with the newest. */

export class KeptBackups {
  /** By resource id, in the order in which they were made. */
  readonly #of = new Map<string, Set<string>>();
  readonly #owners = new Map<string, string>();

  add(resourceId: string, directory: string): void {
    const directories = this.#of.get(resourceId) ?? new Set<string>();
    this.#of.set(resourceId, directories.add(directory));
    this.#owners.set(directory, resourceId);
  }

  newest(resourceId: string): string | undefined {
    return [...(this.#of.get(resourceId) ?? [])].at(-1);
  }

  forget(directory: string): void {
    const owner = this.#owners.get(directory);
    if (owner === undefined) return;
    this.#owners.delete(directory);
    const directories = this.#of.get(owner);
    directories?.delete(directory);
    if (directories?.size === 0) this.#of.delete(owner);
  }
}
