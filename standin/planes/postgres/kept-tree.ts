/** Directory trees kept as backups: what a tree has in common with an earlier one lies on the disk once. */
import { type FileHandle, link, mkdir, open, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { giveTo, type ServerUser } from './server-user';
import { copyOne } from './tree';

/**
 * A file that is longer than a piece is kept as a directory of pieces, so that a change to a large table costs what changed.
 * Pieces and short files are hard links to those of the earlier tree where their bytes are the same; what is kept is never written to again.
 */
const piece = 1024 * 1024;

/** What the directory of a file's pieces is called, behind the file's name. No file of PostgreSQL's is called so. */
const inPieces = '.pieces';

export interface KeepOptions {
  /** An earlier tree, kept or plain. */
  like?: string;
  /** Answers whether to keep what lies at a path below the root, such as `pg_wal/archive_status`. */
  wanted?: (path: string) => boolean;
}

/** Keeps a tree at `to`, which must not exist. A file that vanishes meanwhile is left out. */
export async function keepTree(from: string, to: string, options: KeepOptions = {}, below = ''): Promise<void> {
  await mkdir(to, { mode: 0o700 });
  const entries = await readdir(from, { withFileTypes: true });
  const wanted = entries.filter(({ name }) => options.wanted?.(below + name) ?? true);
  const like = (name: string): string | undefined => options.like && join(options.like, name);
  await Promise.all(wanted.filter((entry) => !entry.isDirectory()).map(({ name }) => keepFile(join(from, name), join(to, name), like(name))));
  // One directory after the other: as many files as one holds are enough to have open at a time.
  for (const { name } of wanted.filter((entry) => entry.isDirectory())) {
    await keepTree(join(from, name), join(to, name), { ...options, like: like(name) }, `${below}${name}/`);
  }
}

/** Keeps one file, sharing with an earlier one of any content. A file that has vanished is no error. */
export async function keepFile(source: string, target: string, like?: string): Promise<void> {
  const file = await open(source, 'r').catch(ifMissing);
  if (!file) return;
  try {
    const { size } = await file.stat();
    if (size <= piece) await keepPiece(await read(file, 0, size), target, like);
    else await keepInPieces(file, target + inPieces, like && like + inPieces);
  } finally {
    await file.close();
  }
}

async function keepInPieces(file: FileHandle, target: string, like: string | undefined): Promise<void> {
  await mkdir(target, { mode: 0o700 });
  for (let number = 0; ; number++) {
    const bytes = await read(file, number * piece, piece);
    if (bytes.length > 0) await keepPiece(bytes, join(target, String(number)), like && join(like, String(number)));
    if (bytes.length < piece) return;
  }
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

async function keepPiece(bytes: Buffer, target: string, like: string | undefined): Promise<void> {
  if (like && (await holds(like, bytes)) && (await linked(like, target))) return;
  await writeFile(target, bytes, { mode: 0o600, flag: 'wx' });
}

async function holds(path: string, bytes: Buffer): Promise<boolean> {
  const found = await stat(path).catch(ifMissing);
  return found?.isFile() === true && found.size === bytes.length && (await readFile(path)).equals(bytes);
}

/** False where the file system does not link, or not once more. */
async function linked(from: string, to: string): Promise<boolean> {
  return link(from, to).then(
    () => true,
    () => false,
  );
}

/** Makes of a kept tree the one that it was, in files of its own. `to` must not exist. */
export async function bringBack(from: string, to: string, user: ServerUser | undefined): Promise<void> {
  await mkdir(to, { mode: 0o700 });
  await giveTo(user, to);
  const entries = await readdir(from, { withFileTypes: true });
  await Promise.all(
    entries.map(async (entry) => {
      const [source, target] = [join(from, entry.name), join(to, entry.name)];
      if (entry.name.endsWith(inPieces)) await assemble(source, target.slice(0, -inPieces.length), user);
      else if (entry.isDirectory()) await bringBack(source, target, user);
      else await copyOne(source, target, user);
    }),
  );
}

async function assemble(pieces: string, target: string, user: ServerUser | undefined): Promise<void> {
  const names = (await readdir(pieces)).map(Number).sort((a, b) => a - b);
  const file = await open(target, 'wx', 0o600);
  try {
    for (const name of names) await file.writeFile(await readFile(join(pieces, String(name))));
  } finally {
    await file.close();
  }
  await giveTo(user, target);
}

function ifMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined;
  throw error;
}
