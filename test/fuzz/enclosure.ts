/** A folder with the state deep inside it and files beside it on every level, none of which may change. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Enclosure {
  /** Where the stand-in is to keep its state. */
  state: string;
  /** What has changed outside of the state since the beginning; empty where nothing has. */
  changes(): Promise<string[]>;
  remove(): Promise<void>;
}

const canary = 'nobody writes here';

export async function encloseState(): Promise<Enclosure> {
  const root = await mkdtemp(join(tmpdir(), 'muster-fuzz-'));
  const levels = ['outer', 'outer/middle', 'outer/middle/inner'];
  for (const level of levels) {
    await mkdir(join(root, level, 'etc'), { recursive: true });
    for (const name of ['canary', 'passwd', 'etc/passwd']) await writeFile(join(root, level, name), canary);
  }
  const state = join(root, 'outer/middle/inner/state');
  const working = join(root, 'outer/middle/inner/working');
  await mkdir(working);
  // What is written by a relative path lands where it is seen.
  const before = process.cwd();
  process.chdir(working);
  const listing = async (): Promise<Set<string>> => new Set([...(await filesBelow(root, state)), ...(await readdir('/'))]);
  const first = await listing();
  const changes = async (): Promise<string[]> => {
    const last = await listing();
    return [...[...first].filter((name) => !last.has(name)), ...[...last].filter((name) => !first.has(name))];
  };
  const remove = async (): Promise<void> => {
    process.chdir(before);
    await rm(root, { recursive: true, force: true });
  };
  return { state, changes, remove };
}

/** Each file with what is in it. */
async function filesBelow(folder: string, except: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (path === except) continue;
    if (entry.isDirectory()) found.push(path, ...(await filesBelow(path, except)));
    else found.push(`${path}: ${await readFile(path, 'latin1')}`);
  }
  return found;
}
