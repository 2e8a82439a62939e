/** Which bytes of an object a request asks for: a range, a part, or all of it. */
import { AwsError } from '../../aws-error';
import { invalidArgument, invalidRequest } from '../errors';
import type { ObjectPart, ObjectVersion } from '../keys/version';

/** Bytes `from` up to, not including, `to`. */
export interface Stretch {
  from: number;
  to: number;
  /** The part that was asked for by number, of an object that came in parts. */
  part?: ObjectPart;
}

interface Asked {
  Range?: string;
  PartNumber?: number;
}

/** The stretch that is asked for; undefined when it is the whole. Throws `InvalidRange` and `InvalidPartNumber`, both 416. */
export function stretchOf(version: ObjectVersion, { Range: range, PartNumber: partNumber }: Asked): Stretch | undefined {
  if (partNumber === undefined) return range === undefined ? undefined : rangeOf(range, version.size);
  if (range !== undefined) throw invalidRequest('Cannot specify both Range header and partNumber query parameter');
  return partOf(version, partNumber);
}

/** A range that is malformed, or more than one at once, is as if it were not there; S3 then sends the whole. */
function rangeOf(range: string, size: number): Stretch | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range.trim()) ?? [];
  if (!first && !last) return undefined;
  // The last bytes of nothing are all there are, which S3 answers as if none had been asked for: apache/arrow-rs-object-store#846.
  if (!first && Number(last) > 0 && size === 0) return undefined;
  if (first && last && Number(first) > Number(last)) return undefined;
  const from = first ? Number(first) : Math.max(size - Number(last), 0);
  const to = first && last ? Math.min(Number(last) + 1, size) : size;
  if (from < to) return { from, to };
  const fields = { ActualObjectSize: String(size), RangeRequested: range };
  throw new AwsError('InvalidRange', 'The requested range is not satisfiable', { status: 416, fields });
}

function partOf({ parts, size }: ObjectVersion, number: number): Stretch {
  checkPartNumber(number);
  if (!parts && number === 1) return { from: 0, to: size };
  const index = parts?.findIndex((part) => part.number === number) ?? -1;
  const part = parts?.[index];
  if (!parts || !part) {
    const fields = { PartNumberRequested: String(number), ActualPartCount: String(parts?.length ?? 1) };
    throw new AwsError('InvalidPartNumber', 'The requested partnumber is not satisfiable', { status: 416, fields });
  }
  const from = parts.slice(0, index).reduce((sum, before) => sum + before.size, 0);
  return { from, to: from + part.size, part };
}

/** Throws `InvalidArgument` for what is no part number, 1 to 10,000. */
export function checkPartNumber(number: number | undefined): asserts number is number {
  if (number !== undefined && Number.isInteger(number) && number >= 1 && number <= 10_000) return;
  throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', String(number));
}
