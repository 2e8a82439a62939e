/** A folder that keeps a stand-in's world from one start to the next: whose it is now, which world it holds, and with what seed. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { releaseLock, takeLock } from './folder-lock';
import { UnusableState } from './unusable-state';

/** The world that a folder holds. */
interface Held {
  schema: 2;
  world: number;
  seed: string;
}

/** What of a world's directory outlives its process. Whatever else lies there begins anew. */
const kept = ['journal', 'objects', 'rds', 'function-code'];

export class StateFolder {
  private constructor(
    readonly directory: string,
    private held: Held | undefined,
  ) {}

  /** Takes the folder for this process. Throws UnusableState when another process has it, or when it holds something else. */
  static open(directory: string): StateFolder {
    mkdirSync(directory, { recursive: true });
    takeLock(directory);
    try {
      return new StateFolder(directory, readHeld(directory));
    } catch (error) {
      releaseLock(directory);
      throw error;
    }
  }

  /**
   * Makes ready for the first world of a start: the one that is held, or a new one with `seed`.
   * Throws UnusableState when another seed is asked for than the held world has: its ids would no longer prove themselves.
   */
  resume(seed: string | undefined, otherwise: string): { number: number; seed: string } {
    if (!this.held) return { number: this.begin(seed ?? otherwise), seed: seed ?? otherwise };
    const { world, seed: heldSeed } = this.held;
    if (seed !== undefined && seed !== heldSeed) {
      throw new UnusableState(`the world in ${this.directory} was made with the seed ${heldSeed}, not ${seed}. Leave the seed out, or give another folder`);
    }
    for (const name of readdirSync(this.directory)) if (name.startsWith('world-') && name !== `world-${world}`) this.#remove(name);
    for (const name of readdirSync(this.worldDirectory(world))) if (!kept.includes(name)) this.#remove(join(`world-${world}`, name));
    return { number: world, seed: heldSeed };
  }

  /** Begins another world, which is the one that the next start finds; answers its number. */
  begin(seed: string): number {
    this.held = { schema: 2, world: (this.held?.world ?? 0) + 1, seed };
    const path = join(this.directory, 'state.json');
    mkdirSync(this.worldDirectory(this.held.world), { recursive: true, mode: 0o711 });
    writeFileSync(`${path}.new`, `${JSON.stringify(this.held)}\n`);
    renameSync(`${path}.new`, path);
    return this.held.world;
  }

  worldDirectory(number: number): string {
    return join(this.directory, `world-${number}`);
  }

  close(): void {
    releaseLock(this.directory);
  }

  #remove(name: string): void {
    rmSync(join(this.directory, name), { recursive: true, force: true });
  }
}

function readHeld(directory: string): Held | undefined {
  const path = join(directory, 'state.json');
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  const held = parsed(text);
  if (isHeld(held)) return held;
  throw new UnusableState(`${path} was not written by this version of the stand-in. Give another folder`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isHeld(value: unknown): value is Held {
  if (typeof value !== 'object' || value === null || !('schema' in value) || !('world' in value) || !('seed' in value)) return false;
  return value.schema === 2 && typeof value.world === 'number' && typeof value.seed === 'string';
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
