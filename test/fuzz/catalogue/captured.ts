/** What the published clients would send, held back before it is signed. */
import type { HttpRequest } from '@smithy/types';
import { bytesOf, type Crafted } from '../crafted';

/** What any client of the SDK is made with here. */
export interface ClientConfig {
  region: string;
  endpoint: string;
  forcePathStyle: boolean;
  maxAttempts: number;
  credentials: { accessKeyId: string; secretAccessKey: string };
  signer: { sign: (request: HttpRequest) => Promise<HttpRequest> };
  requestHandler: { handle: (request: HttpRequest) => Promise<never> };
}

type Making = (config: ClientConfig) => { send: () => Promise<unknown>; service: string; operation: string };

class HeldBack extends Error {
  constructor(readonly request: HttpRequest) {
    super('held back');
  }
}

/** The request that a client makes of a command. */
export async function captured(make: Making, port: number): Promise<Crafted> {
  let held: HttpRequest | undefined;
  const { send, service, operation } = make({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: 'muster', secretAccessKey: 'muster' },
    signer: { sign: (request) => Promise.resolve(request) },
    requestHandler: {
      handle: (request) => {
        held = request;
        return Promise.reject(new HeldBack(request));
      },
    },
  });
  await send().catch((error: unknown) => {
    if (!held) throw error;
  });
  if (!held) throw new Error(`${operation} sent nothing`);
  return craftedOf(held, service, operation, port);
}

function craftedOf(request: HttpRequest, service: string, operation: string, port: number): Crafted {
  const { method, path, query, headers } = request;
  const body: unknown = request.body;
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one ?? '')}`));
  const dropped = new Set(['user-agent', 'x-amz-user-agent', 'amz-sdk-request', 'amz-sdk-invocation-id', 'host']);
  const kept = Object.entries(headers).filter(([name]) => !dropped.has(name.toLowerCase()));
  return {
    operation,
    service,
    region: 'us-east-1',
    method,
    path: bytesOf(path),
    query: pairs.join('&'),
    headers: [['host', `127.0.0.1:${port}`], ...kept.map(([name, value]): [string, string] => [name, bytesOf(String(value))])],
    body: typeof body === 'string' ? Buffer.from(body) : body instanceof Uint8Array ? Buffer.from(body) : Buffer.alloc(0),
  };
}
