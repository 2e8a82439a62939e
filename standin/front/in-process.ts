/** An SDK client's request handler that calls the router without a socket between them. */
import { Readable } from 'node:stream';
import { HttpResponse } from '@smithy/core/protocols';
import type { HttpRequest } from '@smithy/types';
import type { Instant } from '../../time/instant';
import type { Body, WireAnswer, WireRequest } from '../protocol/wire';
import type { Router } from './router';

/** What an SDK client takes as its `requestHandler`. */
export interface RequestHandler {
  handle(request: HttpRequest): Promise<{ response: HttpResponse }>;
  destroy(): void;
}

/** Signatures are judged by the world's own time: in process, caller and stand-in share it. */
export function inProcess(router: () => Router, now: () => Instant): RequestHandler {
  return {
    handle: async (request) => ({ response: responseOf(await router().handle(wireRequestOf(request), now())) }),
    destroy: () => undefined,
  };
}

function wireRequestOf(request: HttpRequest): WireRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) headers[name.toLowerCase()] = value;
  headers.host ??= request.port ? `${request.hostname}:${request.port}` : request.hostname;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request.query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) query.append(name, one);
  }
  return { method: request.method, host: headers.host, path: request.path || '/', query, headers, body: bodyOf(request.body), secure: request.protocol === 'https:' };
}

/** Clients give text, bytes, or anything that can be iterated. */
function bodyOf(body: unknown): Body {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === 'string') return Buffer.from(body);
  // Bytes alone: some clients hand over a kind that plays a string too, and warns whoever takes it for one.
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  // The SDK takes streams of both kinds as bodies; each can be iterated.
  return body as AsyncIterable<Uint8Array>;
}

function responseOf({ status, headers, body }: WireAnswer): HttpResponse {
  // A stream, as over a socket: clients mix their own methods into it.
  const stream = body instanceof Readable ? body : Readable.from(body && body.length > 0 ? [body] : []);
  return new HttpResponse({ statusCode: status, headers, body: stream });
}
