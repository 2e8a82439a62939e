/** Where the zips of functions lie: each in a file called by its SHA-256, in the folder that the world keeps. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Of } from '../digest';

export class CodeStore {
  constructor(private readonly directory: string) {}

  /** Stores a zip, and answers with the SHA-256 of it in hex. It is on the disk when this answers. */
  put(zip: Uint8Array): string {
    const name = sha256Of(zip);
    mkdirSync(this.directory, { recursive: true, mode: 0o700 });
    if (!existsSync(this.#path(name))) writeFileSync(this.#path(name), zip, { mode: 0o600 });
    return name;
  }

  read(name: string): Uint8Array {
    return readFileSync(this.#path(name));
  }

  /** Removes every zip that is not among `counted`. */
  removeAllBut(counted: ReadonlySet<string>): void {
    for (const file of existsSync(this.directory) ? readdirSync(this.directory) : []) {
      if (!counted.has(file.replace(/\.zip$/, ''))) rmSync(join(this.directory, file), { force: true });
    }
  }

  #path(name: string): string {
    return join(this.directory, `${name}.zip`);
  }
}
