/** An S3 of its own for a test to talk to, through the SDK's own client and the stand-in's own router. */
import { S3Client, type GetObjectCommandOutput, type S3ServiceException } from '@aws-sdk/client-s3';
import type { HttpRequest } from '@smithy/types';
import type { Duration } from '../../time/duration';
import type { VirtualClock } from '../../time/virtual-clock';
import { startStandin, type Mischief, type RequestHandler } from '../index';

/** The SDK remarks on refused streams, which here are meant to be refused. */
export const quiet = { trace: () => undefined, debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** A key and its secret. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
}

const ownKey: Credentials = { accessKeyId: 'muster', secretAccessKey: 'muster' };

/** The key of another account's root. */
export function rootOf(accountId: string): Credentials {
  return { accessKeyId: accountId, secretAccessKey: accountId };
}

export interface S3UnderTest extends AsyncDisposable {
  client: S3Client;
  clock: VirtualClock;
  /** A client of another region, or with another key; nobody's signs nothing. */
  clientFor(region: string, credentials?: Credentials | 'nobody'): S3Client;
  /** For clients of other services, and for requests that no client makes. */
  requestHandler: RequestHandler;
  /** Lets virtual time pass. */
  pass(duration: Duration): Promise<void>;
  /** What the stand-in could not answer; empty unless something is broken. */
  faults: unknown[];
}

export async function s3UnderTest(options: { mischief?: readonly Mischief[]; seed?: string; directory?: string } = {}): Promise<S3UnderTest> {
  const faults: unknown[] = [];
  const standin = await startStandin({ ...options, seed: options.directory === undefined ? (options.seed ?? 'test') : options.seed, onFault: (error) => void faults.push(error) });
  const clientFor = (region: string, credentials: Credentials | 'nobody' = ownKey): S3Client => {
    const client = new S3Client({
      region,
      requestHandler: standin.requestHandler,
      credentials: credentials === 'nobody' ? ownKey : credentials,
      ...(credentials === 'nobody' ? { signer: { sign: (request: HttpRequest) => Promise.resolve(request) } } : {}),
      maxAttempts: 1,
      logger: quiet,
    });
    // Signatures are dated by the stand-in's clock, as it moves; the SDK would set what it guesses from answers.
    const offset = { get: () => standin.clock.now().epochMilliseconds - Date.now(), set: () => undefined };
    Object.defineProperty(client.config, 'systemClockOffset', offset);
    return client;
  };
  return {
    client: clientFor('us-east-1'),
    get clock() {
      return standin.clock;
    },
    clientFor,
    requestHandler: standin.requestHandler,
    pass: (duration) => standin.clock.advance(duration),
    faults,
    [Symbol.asyncDispose]: () => standin.close(),
  };
}

/** What a refused call was answered. */
export interface Refusal {
  code: string;
  status: number | undefined;
  message: string;
  fields: Record<string, unknown>;
  headers: Record<string, string>;
}

/** The refusal of a call that must not succeed. */
export async function refusal(call: Promise<unknown>): Promise<Refusal> {
  const error = await call.then(
    () => undefined,
    // The client throws nothing else for an answer that is an error.
    (reason: unknown) => reason as S3ServiceException & Record<string, unknown>,
  );
  if (!error) throw new Error('the call succeeded and should have been refused');
  const fields = Object.fromEntries(Object.entries(error));
  return { code: error.name, status: error.$metadata?.httpStatusCode, message: error.message, fields, headers: error.$response?.headers ?? {} };
}

export async function textOf(output: GetObjectCommandOutput): Promise<string> {
  return (await output.Body?.transformToString()) ?? '';
}
