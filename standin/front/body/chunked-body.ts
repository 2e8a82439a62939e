/** Undoes the `aws-chunked` encoding: chunks, signed or not, and the trailers behind them. */
import { createHash } from 'node:crypto';
import { AwsError } from '../../aws-error';
import { ByteReader } from './byte-reader';
import { same, sha256, type Verified } from '../signature';

/** What a chunked body says of itself in the request's headers. */
export interface Chunking {
  signed: boolean;
  trailer: boolean;
  /** Bytes after decoding. */
  length: number;
  /** The names of the trailers that are announced, in lower case. */
  announced: readonly string[];
}

/** Reads `x-amz-content-sha256: STREAMING-…`, or answers undefined where the body is not chunked. */
export function chunkingOf(headers: Record<string, string>): Chunking | undefined {
  const declared = headers['x-amz-content-sha256'] ?? '';
  if (!declared.startsWith('STREAMING-')) return undefined;
  const length = Number(headers['x-amz-decoded-content-length']);
  if (!Number.isInteger(length)) throw new AwsError('MissingContentLength', 'You must provide the Content-Length HTTP header.', { status: 411 });
  const announced = (headers['x-amz-trailer'] ?? '').split(',').map((name) => name.trim().toLowerCase()).filter((name) => name !== '');
  return { signed: declared.startsWith('STREAMING-AWS4-HMAC-SHA256'), trailer: declared.endsWith('-TRAILER'), length, announced };
}

interface ChunkedOptions extends Chunking {
  /** Undefined where nobody signed the request. */
  verified: Verified | undefined;
  /** Told of every trailer, once the whole body is good. */
  onTrailer: (name: string, value: string) => void;
}

/** The decoded body. Throws AwsError, at its end at the latest, for a bad signature or a body that is cut short. */
export async function* decodeChunks(body: AsyncIterable<Uint8Array>, options: ChunkedOptions): AsyncGenerator<Uint8Array> {
  const reader = new ByteReader(body);
  const chain = options.signed ? new SignatureChain(options.verified) : undefined;
  let left = options.length;
  let before = leastChunk;
  for (let number = 1; ; number += 1) {
    const [size, signature] = headOf(await reader.line());
    if (size > 0 && before < leastChunk) throw shortChunk(number, before);
    before = size;
    const hash = createHash('sha256');
    let got = 0;
    for await (const piece of reader.stretch(size)) {
      if (chain) hash.update(piece);
      got += piece.length;
      yield piece;
    }
    if (got < size) throw incomplete();
    chain?.check('PAYLOAD', [sha256(''), hash.digest('hex')], signature);
    left -= size;
    if (size === 0) break;
    if ((await reader.line()) !== '') throw incomplete();
  }
  if (left !== 0) throw incomplete();
  const trailers = await readTrailers(reader, options.trailer);
  const signature = trailers.get('x-amz-trailer-signature');
  trailers.delete('x-amz-trailer-signature');
  const isAnyMissing = trailers.size === 0 && options.announced.length > 0;
  if (chain && options.trailer && !isAnyMissing && !/^[0-9a-f]{64}$/.test(signature ?? '')) throw incomplete();
  // What was announced decides how the body is checked, so nothing may be missing, and nothing come unannounced.
  if (options.trailer && (trailers.size !== options.announced.length || !options.announced.every((name) => trailers.has(name)))) throw malformedTrailer();
  if (chain && options.trailer) chain.check('TRAILER', [sha256([...trailers].map(([name, value]) => `${name}:${value}\n`).join(''))], signature);
  for (const [name, value] of trailers) options.onTrailer(name, value);
}

/** `400;chunk-signature=…` */
function headOf(line: string | undefined): [size: number, signature: string | undefined] {
  const head = /^([0-9a-fA-F]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line ?? '');
  if (!head) throw incomplete();
  return [Number.parseInt(head[1] ?? '', 16), head[2]];
}

/** Up to the empty line that ends the body, which a body without trailers may leave out. */
async function readTrailers(reader: ByteReader, expected: boolean): Promise<Map<string, string>> {
  const trailers = new Map<string, string>();
  let line = await reader.line();
  for (; line; line = await reader.line()) {
    const [name = '', value = ''] = line.split(/:(.*)/s);
    trailers.set(name.trim().toLowerCase(), value.trim());
  }
  if (line === undefined && (expected || !(await reader.isAtEnd()))) throw incomplete();
  return trailers;
}

/** Each chunk is signed together with the signature before it, the first with the request's own. */
class SignatureChain {
  #previous: string;
  readonly #verified: Verified;

  constructor(verified: Verified | undefined) {
    if (!verified) throw mismatch();
    this.#verified = verified;
    this.#previous = verified.authorization.signature;
  }

  check(kind: 'PAYLOAD' | 'TRAILER', hashes: string[], signature: string | undefined): void {
    const { authorization, key, scope } = this.#verified;
    const toSign = [`AWS4-HMAC-SHA256-${kind}`, authorization.timestamp, scope, this.#previous, ...hashes].join('\n');
    if (!signature || !same(key.sign(toSign), signature)) throw mismatch();
    this.#previous = signature;
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html: every chunk but the last has 8 KiB at least. */
const leastChunk = 8_192;

/** Said of the chunk in front once another one follows it. */
function shortChunk(number: number, size: number): AwsError {
  const fields = { Chunk: String(number), BadChunkSize: String(size) };
  return new AwsError('InvalidChunkSizeError', 'Only the last chunk is allowed to have a size less than 8192 bytes', { fields });
}

function mismatch(): AwsError {
  return new AwsError('SignatureDoesNotMatch', 'The signature of a chunk does not match the one that we calculated.', { status: 403 });
}

function incomplete(): AwsError {
  return new AwsError('IncompleteBody', 'The request body terminated unexpectedly');
}

function malformedTrailer(): AwsError {
  return new AwsError('MalformedTrailerError', 'The request contained trailing data that was not well-formed or did not conform to our published schema.');
}
