/** A request and an answer as they cross the wire, whether they came over a socket or not. */
import type { Readable } from 'node:stream';

/** All of a body at once, or its pieces as they come. */
export type Body = Uint8Array | AsyncIterable<Uint8Array>;

export interface WireRequest {
  method: string;
  /** Host and port that the client meant, as in the `host` header. */
  host: string;
  /** Still percent-encoded, beginning with a slash, without the query. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Body;
  /** Whether it came, or would have come, over TLS. */
  secure?: boolean;
}

export interface WireAnswer {
  status: number;
  headers: Record<string, string>;
  body?: Uint8Array | Readable;
}

/** All of a body's bytes. */
export async function collect(body: Body): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
}

/** A body whose pieces can be asked for one by one. */
export function pieces(body: Body): AsyncIterable<Uint8Array> {
  return body instanceof Uint8Array ? onePiece(body) : body;
}

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}
