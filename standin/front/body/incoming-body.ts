/** Turns a request's body into what its handler gets: decoded, and checked against everything that was promised of it. */
import { AwsError } from '../../aws-error';
import { algorithms, headerOf } from '../../s3/checksums/algorithms';
import { severalChecksums } from '../../s3/checksums/mismatch';
import { collect, pieces, type WireRequest } from '../../protocol/wire';
import { checked, checksOf, type Promises } from './body-checks';
import { chunkingOf, decodeChunks } from './chunked-body';
import type { Verified } from '../signature';

/** Bodies up to this many bytes are taken in whole, so that what is wrong with them is known before anything is done. */
const heldWhole = 1_048_576;

/** Takes in a body that is small enough, or that has to be whole; leaves the others streaming. */
export async function takeIn(request: WireRequest, whole: boolean): Promise<WireRequest> {
  if (request.body instanceof Uint8Array) return request;
  const length = Number(request.headers['content-length']);
  return whole || length <= heldWhole ? { ...request, body: await collect(request.body) } : request;
}

/**
 * Throws AwsError for a body that is at hand and not what was promised; one that streams throws at its end.
 * Trailers join the request's headers once they have come: after a streaming body has been read to its end.
 */
export async function openBody(request: WireRequest, verified: Verified | undefined, promises: Promises): Promise<WireRequest> {
  checkChunkable(request.headers, verified, promises);
  const chunking = chunkingOf(request.headers);
  if (!chunking) return { ...request, body: checked(request.body, await checksOf(request.headers, promises)) };

  const headers = decodedHeaders(request.headers, chunking.length);
  const onTrailer = (name: string, value: string): void => {
    if (name.startsWith('x-amz-checksum-')) headers[name] = value;
  };
  const decoded = decodeChunks(pieces(request.body), { ...chunking, verified, onTrailer });
  const body = request.body instanceof Uint8Array ? await collect(decoded) : decoded;
  return { ...request, headers, body: checked(body, await checksOf(headers, promises)) };
}

/** Only bodies that are stored come in chunks, and chunks that are signed only from who signs. */
function checkChunkable(headers: Record<string, string>, verified: Verified | undefined, { digests: isSmall }: Promises): void {
  const declared = headers['x-amz-content-sha256'] ?? '';
  if (!declared.startsWith('STREAMING-')) return;
  if (isSmall) throw new AwsError('InvalidRequest', 'The value of x-amz-content-sha256 header is invalid.');
  if (verified === undefined && declared.startsWith('STREAMING-AWS4-')) {
    const instead = 'Please use UNSIGNED-PAYLOAD or STREAMING-UNSIGNED-PAYLOAD-TRAILER.';
    throw new AwsError('InvalidRequest', `Anonymous requests don't support this x-amz-content-sha256 value. ${instead}`);
  }
  if (headers['x-amz-trailer'] !== undefined && algorithms.some((algorithm) => headers[headerOf(algorithm)] !== undefined)) throw severalChecksums();
}

/** The headers as they would be without the encoding: S3 keeps an object's other encodings, and its decoded length. */
function decodedHeaders(headers: Record<string, string>, length: number): Record<string, string> {
  const encodings = (headers['content-encoding'] ?? '').split(',').map((encoding) => encoding.trim());
  const others = encodings.filter((encoding) => encoding !== '' && encoding !== 'aws-chunked').join(',');
  const { 'content-encoding': _chunked, ...rest } = headers;
  return { ...rest, ...(others ? { 'content-encoding': others } : {}), 'content-length': String(length) };
}
