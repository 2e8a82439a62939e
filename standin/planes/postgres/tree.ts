/** Copying directory trees for the user that the servers run as, in step with a server that may be writing them. */
import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { giveTo, type ServerUser } from './server-user';

export interface CopyOptions {
  user: ServerUser | undefined;
  /** Answers whether to copy what lies at a path below the root, such as `pg_wal/archive_status`. */
  wanted?: (path: string) => boolean;
}

/** Copies a tree. A file that vanishes meanwhile is left out, as PostgreSQL's own base backup does. */
export async function copyTree(from: string, to: string, options: CopyOptions, below = ''): Promise<void> {
  await mkdir(to, { mode: 0o700 });
  await giveTo(options.user, to);
  const entries = await readdir(from, { withFileTypes: true });
  await Promise.all(
    entries.map(async (entry) => {
      const path = below ? `${below}/${entry.name}` : entry.name;
      if (options.wanted && !options.wanted(path)) return;
      const [source, target] = [join(from, entry.name), join(to, entry.name)];
      if (entry.isDirectory()) await copyTree(source, target, options, path);
      else await copyOne(source, target, options.user);
    }),
  );
}

/** Copies a file, sharing its blocks where the file system can. A file that has vanished is no error. */
export async function copyOne(source: string, target: string, user: ServerUser | undefined): Promise<void> {
  try {
    await copyFile(source, target, constants.COPYFILE_FICLONE);
    await giveTo(user, target);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

/** Copies a file but for the zeros at its end, which are left a hole: the unused end of a WAL segment takes no disk. */
export async function copySparse(source: string, target: string, user: ServerUser | undefined): Promise<void> {
  const from = await open(source, 'r');
  try {
    const { size } = await from.stat();
    const bytes = Buffer.alloc(size);
    await from.read(bytes, 0, size, 0);
    const used = usedPart(bytes);
    const to = await open(target, 'w', 0o600);
    try {
      await to.write(bytes, 0, used, 0);
      await to.truncate(size);
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
  await giveTo(user, target);
}

const page = Buffer.alloc(8_192);

/** How many bytes there are before the pages of zeros at the end. */
function usedPart(bytes: Buffer): number {
  let end = bytes.length;
  while (end >= page.length && bytes.subarray(end - page.length, end).equals(page)) end -= page.length;
  return end;
}

/** The root of a tree and everything below it, links not followed. */
export async function everyPath(root: string): Promise<string[]> {
  if (!(await lstat(root)).isDirectory()) return [root];
  const names = await readdir(root);
  const below = await Promise.all(names.map((name) => everyPath(join(root, name))));
  return [root, ...below.flat()];
}
