/** Reads zip archives: what is stored or deflated, and nothing that would lie outside of where it is unpacked. */
import { crc32, inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  /** `lib/orders.js`; of a folder, with a slash at its end. */
  path: string;
  bytes: Uint8Array;
}

/** An archive that cannot be read, or that would not be safe to unpack. */
export class InvalidZip extends Error {}

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const localHeader = 0x04034b50;

/** The entries of an archive, in its order; symbolic links are left out. Throws InvalidZip. `most` is how many bytes it may unpack to. */
export function readZip(archive: Uint8Array, most: number): ZipEntry[] {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  try {
    return entriesOf(bytes, most);
  } catch (error) {
    // What reads beyond the end, and what zlib cannot make sense of, is no archive either.
    throw error instanceof InvalidZip ? error : new InvalidZip('the archive is damaged', { cause: error });
  }
}

function entriesOf(bytes: Buffer, most: number): ZipEntry[] {
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  let left = most;
  const entries: ZipEntry[] = [];
  for (let number = 0; number < count; number += 1) {
    if (bytes.readUInt32LE(at) !== directoryEntry) throw new InvalidZip('an entry of the directory is damaged');
    const [nameLength, extraLength, commentLength] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
    const path = checkedPath(bytes.toString('utf8', at + 46, at + 46 + nameLength));
    const isLink = ((bytes.readUInt32LE(at + 38) >>> 16) & 0o170000) === 0o120000;
    const entry = { path, bytes: contentOf(bytes, at, left) };
    left -= entry.bytes.length;
    if (!isLink) entries.push(entry);
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

/** The end of the directory is at the end of the file, before a comment of up to 65,535 bytes. */
function endOf(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 65_535); at -= 1) {
    if (bytes.readUInt32LE(at) === endOfDirectory) return at;
  }
  throw new InvalidZip('the archive has no directory');
}

function contentOf(bytes: Buffer, entry: number, most: number): Uint8Array {
  const [flags, method] = [bytes.readUInt16LE(entry + 8), bytes.readUInt16LE(entry + 10)];
  const [sum, packed, size] = [bytes.readUInt32LE(entry + 16), bytes.readUInt32LE(entry + 20), bytes.readUInt32LE(entry + 24)];
  const local = bytes.readUInt32LE(entry + 42);
  if ((flags & 1) !== 0) throw new InvalidZip('an entry is encrypted');
  if (size > most) throw new InvalidZip('the archive unpacks to too much');
  if (bytes.readUInt32LE(local) !== localHeader) throw new InvalidZip('an entry is damaged');
  const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const raw = bytes.subarray(from, from + packed);
  if (method !== 0 && method !== 8) throw new InvalidZip(`an entry is compressed by method ${method}`);
  // The limit holds also where the entry says less of itself than there is in it.
  const content = method === 0 ? raw : inflateRawSync(raw, { maxOutputLength: Math.max(1, size) });
  if (content.length !== size || crc32(content) !== sum) throw new InvalidZip('the checksum of an entry is wrong');
  return content;
}

function checkedPath(path: string): string {
  const pieces = path.split('/');
  const isSafe = path !== '' && !path.startsWith('/') && !/[\0\\]/.test(path) && !/^[A-Za-z]:/.test(path) && !pieces.includes('..');
  if (!isSafe) throw new InvalidZip('an entry would lie outside of the archive');
  return path;
}
