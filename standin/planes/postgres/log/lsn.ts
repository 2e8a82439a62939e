/** Positions in a write-ahead log: as PostgreSQL writes them, as numbers, and as the names of segment files. */

/** Bytes of one segment: the smallest there is, because a segment is archived whole. */
export const segmentSize = 1024 * 1024;

const segmentsPerLogFile = 2 ** 32 / segmentSize;

/** Reads `0/16B3748`. The number stays exact up to eight petabytes of log. */
export function parseLsn(text: string): number {
  const [high, low] = text.split('/').map((part) => Number.parseInt(part, 16));
  if (high === undefined || low === undefined || Number.isNaN(high + low)) throw new RangeError(`"${text}" is not a position in a write-ahead log`);
  return high * 2 ** 32 + low;
}

export function formatLsn(lsn: number): string {
  return `${hex(Math.floor(lsn / 2 ** 32))}/${hex(lsn % 2 ** 32)}`;
}

/** The number of the segment that holds a position. */
export function segmentOf(lsn: number): number {
  return Math.floor(lsn / segmentSize);
}

/** The segment's number that a file name of `pg_wal` stands for, on whatever timeline; undefined when it is no segment. */
export function segmentOfFile(name: string): number | undefined {
  if (!/^[0-9A-F]{24}$/.test(name)) return undefined;
  return Number.parseInt(name.slice(8, 16), 16) * segmentsPerLogFile + Number.parseInt(name.slice(16), 16);
}

function hex(n: number): string {
  return n.toString(16).toUpperCase();
}
