/** The parts that a completion names, each held against what was uploaded. */
import type { CompletedPart } from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error';
import { algorithms } from '../checksums/algorithms';
import { sentChecksum } from '../checksums/claims';
import { invalidArgument, invalidRequest, malformedXml } from '../errors';
import type { Part, Upload } from './uploads';

/** Every part but the last has at least 5 MiB. */
const leastBytes = 5 * 1024 * 1024;

/** The parts in the order named. Throws `MalformedXML`, `InvalidArgument`, `InvalidPart`, `InvalidPartOrder`, `EntityTooSmall` and `InvalidRequest`. */
export function namedParts(upload: Upload, named: readonly CompletedPart[]): Part[] {
  if (!named.length) throw malformedXml();
  let previous = 0;
  const parts = named.map((completed) => {
    const { PartNumber: number, ETag: etag } = completed;
    if (number === undefined || etag === undefined) throw malformedXml();
    if (number < 1) throw invalidArgument('PartNumber must be >= 1', 'PartNumber', String(number));
    if (number <= previous) throw invalidOrder(upload.id);
    previous = number;
    return namedPart(upload, completed, number);
  });
  parts.slice(0, -1).forEach(checkSize);
  return parts;
}

function namedPart(upload: Upload, completed: CompletedPart, number: number): Part {
  const part = upload.parts.get(number);
  const etag = (completed.ETag ?? '').replaceAll('"', '');
  if (part?.etag !== etag) throw invalidPart(upload.id, etag, number);
  const sent = sentForPart(completed);
  if (upload.asked?.type === 'COMPOSITE' && !sent) {
    const needed = 'The complete request must include the checksum for each part.';
    const algorithm = upload.asked.algorithm.toLowerCase();
    throw invalidRequest(`The upload was created using a ${algorithm} checksum. ${needed} It was missing for part ${number} in the request.`);
  }
  if (sent && upload.asked && sent.algorithm !== upload.asked.algorithm) {
    throw new AwsError('BadDigest', `The ${sent.algorithm.toLowerCase()} you specified for part ${number} did not match what we received.`);
  }
  const known = [part.checksum, part.forObject];
  if (sent && !known.some(({ algorithm, value }) => algorithm === sent.algorithm && value === sent.value)) throw invalidPart(upload.id, etag, number);
  return part;
}

/** Unlike those of headers, a part's checksum that is none, and several of them, are refused alike. */
function sentForPart(completed: CompletedPart): ReturnType<typeof sentChecksum> {
  try {
    return sentChecksum(completed);
  } catch {
    const sent = algorithms.flatMap((algorithm) => completed[`Checksum${algorithm}`] ?? []);
    const [only = ''] = sent;
    const named = algorithms.map((algorithm) => (completed[`Checksum${algorithm}`] === undefined ? '' : `${algorithm}:${completed[`Checksum${algorithm}`]};`));
    throw invalidArgument('Invalid Base64 or multiple checksums present in request', 'Checksum', sent.length > 1 ? named.join('') : only);
  }
}

function checkSize({ number, etag, content }: Part): void {
  if (content.size >= leastBytes) return;
  throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
    fields: { ProposedSize: String(content.size), MinSizeAllowed: String(leastBytes), PartNumber: String(number), ETag: etag },
  });
}

export function invalidPart(uploadId: string, etag: string, number: number): AwsError {
  const message =
    'One or more of the specified parts could not be found.  ' +
    "The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.";
  return new AwsError('InvalidPart', message, { fields: { UploadId: uploadId, PartNumber: String(number), ETag: etag } });
}

function invalidOrder(uploadId: string): AwsError {
  const message = 'The list of parts was not in ascending order. Parts must be ordered by part number.';
  return new AwsError('InvalidPartOrder', message, { fields: { UploadId: uploadId } });
}
