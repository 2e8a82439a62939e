/** For tests: requests signed by the published signer, which shares no code with what checks them. */
import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { HttpRequest } from '@smithy/core/protocols';
import { Instant } from '../../../time/instant';
import { Chance } from '../../chance';
import { Journal } from '../../durable/journal';
import { Outages } from '../../outages';
import type { WireAnswer, WireRequest } from '../../protocol/wire';
import { operation, type Operations, type Service } from '../../service';
import { stsService } from '../../sts/service';
import { Router } from '../router';
import { nobody } from './nobody';

export const signedAt = Instant.parse('2026-01-05T09:00:00Z');

export interface ToSign {
  method?: string;
  path?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: string;
  service?: string;
  secret?: string;
  /** `signedAt` when not given. */
  at?: Date;
  /** The session token of temporary credentials. */
  token?: string;
  keyId?: string;
  /** Seconds; makes it a presigned URL. */
  expiresIn?: number;
}

export class Sha256 {
  readonly #hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret instanceof ArrayBuffer ? Buffer.from(secret) : (secret as string));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(data instanceof ArrayBuffer ? Buffer.from(data) : (data as string));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    throw new Error('the signer makes a new hash each time');
  }
}

/** A request signed by the key `muster` at `signedAt`, for S3 when not told otherwise. */
export async function signed(what: ToSign = {}): Promise<WireRequest> {
  const { method = 'GET', path = '/a-bucket/a-key', query = {}, headers = {}, body = '', service = 's3', secret = 'muster', at = signedAt.toDate(), expiresIn, token, keyId = 'muster' } = what;
  const signer = new SignatureV4({
    service,
    region: 'eu-central-1',
    sha256: Sha256,
    uriEscapePath: service !== 's3',
    credentials: { accessKeyId: keyId, secretAccessKey: secret, sessionToken: token },
  });
  const hostname = `${service}.eu-central-1.amazonaws.com`;
  const unsignedBody: Record<string, string> = expiresIn === undefined ? {} : { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
  const request = new HttpRequest({ method, hostname, path, query, headers: { host: hostname, ...unsignedBody, ...headers }, body });
  const options = { signingDate: at };
  const result = expiresIn === undefined ? await signer.sign(request, options) : await signer.presign(request, { ...options, expiresIn });
  const lower = Object.fromEntries(Object.entries(result.headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    method,
    host: hostname,
    path: result.path,
    query: new URLSearchParams(Object.entries(result.query ?? {}).map(([name, value]): [string, string] => [name, String(value ?? '')])),
    headers: lower,
    body: Buffer.from(body),
  };
}

/** A router with STS, and an S3 that serves what is given, and lets in whom it is told to. */
export function routerWith(operations: Operations = {}, onFault: (error: unknown) => void = () => undefined, rules: Omit<Service, 'operations'> = {}): Router {
  const getObject = operation<object, object>(() => Promise.resolve({ Body: Buffer.from('the bytes') }));
  const room = nobody(() => signedAt);
  const services = new Map<string, Service>([
    ['sts', stsService(room)],
    ['s3', { ...rules, operations: { GetObject: getObject, ...operations } }],
  ]);
  return new Router({ services, access: room.access, keys: room.keys, outages: new Outages(Journal.none()), chance: new Chance('test'), now: () => signedAt, onFault });
}

export function textOf(answer: WireAnswer): string {
  return answer.body instanceof Uint8Array ? Buffer.from(answer.body).toString('utf8') : '';
}

/** The code in an XML error, or `none`. */
export function codeOf(answer: WireAnswer): string {
  return /<Code>(.*?)<\/Code>/.exec(textOf(answer))?.[1] ?? 'none';
}

export async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield Promise.resolve(bytes.subarray(at, at + size));
}


