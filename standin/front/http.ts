/** The stand-in as a server: HTTP on loopback, in front of the same router as in process. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { WallClock } from '../../time/wall-clock';
import type { FreshWorld, OpenWorld } from '../open-world';
import type { Body, WireAnswer, WireRequest } from '../protocol/wire';
import type { ClockDriver } from './clock-driver';
import { answerControl, isControl } from './control';
import { pace } from './paced';
import { answerUnreadable, incompleteBody } from './unreadable';

export interface ListenOptions {
  /** Any free one when not given. */
  port?: number;
  /** `virtual` moves by `POST /_standin/clock` only; `wall` runs by itself. */
  clock?: 'virtual' | 'wall';
  /** How many times as fast as the wall a clock runs that runs by itself; 1 when not given. */
  speed?: number;
}

export interface Listening {
  /** `http://127.0.0.1:4566` */
  endpoint: string;
  close(): Promise<void>;
}

export interface Served {
  current: () => OpenWorld;
  driver: ClockDriver;
  reset: (fresh: FreshWorld) => Promise<void>;
  onFault: (error: unknown, operation: string) => void;
}

/** Bodies up to this many bytes are taken in, and sent, in one go. */
const smallBody = 65_536;

/** Callers outside of this process know nothing of the world's time: their signatures are judged by the wall. */
const wall = new WallClock();

export async function serve(served: Served, options: ListenOptions): Promise<Listening> {
  const listener = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    answer(served, incoming, outgoing).catch((error: unknown) => {
      // Who has gone away gets no answer, and that is no fault of this side.
      if (!incoming.socket.destroyed) served.onFault(error, 'an answer over HTTP');
      outgoing.destroy();
    });
  };
  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 0 }, listener);
  // Otherwise the server itself would ask for every body, also for one that is turned away.
  server.on('checkContinue', listener);
  server.on('checkExpectation', listener);
  answerUnreadable(server, (error) => served.current().router.refuseUnread(error));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const pacing = options.clock === 'wall' ? pace(served.driver, wall, options.speed ?? 1, served.onFault) : undefined;
  // A server on a port always has an address of this kind.
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    await pacing?.stop();
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    server.closeAllConnections();
    await closed;
  };
  return { endpoint: `http://127.0.0.1:${port}`, close };
}

async function answer(served: Served, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const request = await wireRequestOf(incoming, outgoing);
  if (isControl(request)) return sendAnswer(outgoing, await answerControl(served, request), request.method);
  const wireAnswer = await served.current().router.handle(request, wall.now());
  // A body that was never asked for may still come, and must not be taken for the next request.
  if (isAwaited(incoming) && !incoming.readableDidRead) wireAnswer.headers.connection = 'close';
  await sendAnswer(outgoing, wireAnswer, request.method);
  served.driver.settle().catch((error: unknown) => served.onFault(error, 'an event that was due'));
}

/** A request that came over a socket. */
export async function wireRequestOf(incoming: IncomingMessage, outgoing: ServerResponse): Promise<WireRequest> {
  const target = targetOf(incoming);
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const query = new URLSearchParams(mark < 0 ? undefined : target.slice(mark + 1));
  const headers = headersOf(incoming);
  return { method: incoming.method ?? 'GET', host: headers.host ?? '', path, query, headers, body: isAwaited(incoming) ? askedFor(incoming, outgoing) : await bodyOf(incoming, headers) };
}

/** The headers of a request, as text: its own record of them, put right where that is needed, which costs half of making another. */
function headersOf(incoming: IncomingMessage): Record<string, string> {
  const names = Object.keys(incoming.headers);
  // Node.js joins what is repeated with a blank that no signature has; it is sorted out anew only where there is such a header.
  const isRepeated = incoming.rawHeaders.length > 2 * names.length;
  const headers: NodeJS.Dict<string | string[]> = isRepeated ? incoming.headersDistinct : incoming.headers;
  for (const name of isRepeated ? Object.keys(headers) : names) {
    const value = headers[name];
    if (typeof value !== 'string' || !isAscii(value)) headers[name] = textOf(Array.isArray(value) ? value.join(',') : (value ?? ''));
  }
  // Every one of them is a string by now.
  return headers as Record<string, string>;
}

function isAscii(text: string): boolean {
  return /^[\x00-\x7f]*$/.test(text);
}

/** Node.js takes each byte of a header for a character; clients send UTF-8. What is none is left as it is. */
function textOf(header: string): string {
  if (isAscii(header)) return header;
  const bytes = Buffer.from(header, 'latin1');
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : header;
}

/** The path and query that are asked for, also where they stand behind a scheme and a host. */
function targetOf({ url = '/' }: IncomingMessage): string {
  const target = url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?]*/i, '');
  return target.startsWith('?') || target === '' ? `/${target}` : target;
}

/** Whether the caller sends its body only when it is told to go on. */
function isAwaited({ headers }: IncomingMessage): boolean {
  return headers.expect?.toLowerCase() === '100-continue';
}

/** Has the caller go on once the body is read. */
async function* askedFor(incoming: IncomingMessage, outgoing: ServerResponse): AsyncGenerator<Uint8Array> {
  outgoing.writeContinue();
  yield* piecesOf(incoming);
}

async function* piecesOf(incoming: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    yield* incoming as AsyncIterable<Uint8Array>;
  } catch {
    // Reading a request fails only where its caller goes away in the middle of it.
    throw incompleteBody();
  }
}

/** Small bodies are taken in at once, which is far cheaper than iterating over them. */
async function bodyOf(incoming: IncomingMessage, headers: Record<string, string>): Promise<Body> {
  if (headers['transfer-encoding'] !== undefined) return piecesOf(incoming);
  const length = Number(headers['content-length'] ?? 0);
  if (length === 0) return new Uint8Array();
  return length <= smallBody ? wholeBody(incoming) : piecesOf(incoming);
}

function wholeBody(incoming: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    const goneAway = (): void => reject(incompleteBody());
    incoming.on('data', (piece: Buffer) => pieces.push(piece));
    incoming.once('end', () => {
      incoming.off('close', goneAway);
      resolve(pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces));
    });
    incoming.once('error', goneAway);
    incoming.once('close', goneAway);
  });
}

/** Sends an answer back the way its request came; `method` is the request's. */
export async function sendAnswer(outgoing: ServerResponse, { status, headers, body }: WireAnswer, method: string): Promise<void> {
  const bodiless = method === 'HEAD' || status === 204 || status === 304;
  if (body instanceof Readable && !bodiless) {
    outgoing.writeHead(status, headers);
    await pipeline(body, outgoing);
    return;
  }
  if (body instanceof Readable) body.destroy();
  const bytes = body instanceof Readable || bodiless ? undefined : body;
  if (!bodiless) headers['content-length'] = String(bytes?.length ?? 0);
  outgoing.writeHead(status, headers);
  // Text of one byte a character goes out in one write with the headers; bytes would need a second one.
  if (bytes && bytes.length <= smallBody) outgoing.end(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'), 'latin1');
  else outgoing.end(bytes);
}
