/** Takes in the body of a request: stored, summed on the way, and held against what the client said about it. */
import { createHash, hash } from 'node:crypto';
import type { Content, ObjectStore } from '../../planes/objects';
import { digestBytes, headerOf, startSum, type Algorithm, type Summing } from './algorithms';
import { invalidRequest } from '../errors';
import type { PartChecksum } from './checksum';
import type { Claims } from './claims';
import { checksumMismatch, md5Mismatch } from './mismatch';

export interface ReceivedBody {
  /** Counted once in the store. */
  content: Content;
  /** In hex. */
  md5: string;
  /** One checksum for each algorithm that was asked for. */
  checksums: ReadonlyMap<Algorithm, PartChecksum>;
}

/** A body as the protocol layer hands it over, or as a test does. */
export type Body = AsyncIterable<Uint8Array> | Uint8Array | undefined;

/** Stores a body and sums it by `wanted`. Throws `BadDigest` when a claim does not hold; nothing is kept then. */
export async function receiveBody(store: ObjectStore, body: Body, wanted: readonly Algorithm[], claims: Claims): Promise<ReceivedBody> {
  const received = await storeAndSum(store, body, wanted);
  try {
    checkClaims(received, claims);
  } catch (error) {
    store.release(received.content);
    throw error;
  }
  return received;
}

/** Sums what is stored already, one content after the other. */
export async function sumStored(store: ObjectStore, contents: readonly Content[], wanted: readonly Algorithm[]): Promise<Omit<ReceivedBody, 'content'>> {
  const size = contents.reduce((sum, content) => sum + content.size, 0);
  const { seen, finish } = await startSums(wanted);
  const bytes = store.read(contents, 0, size);
  if (bytes instanceof Uint8Array) await seen(bytes);
  else for await (const chunk of bytes) await seen(chunk as Uint8Array);
  return finish();
}

async function storeAndSum(store: ObjectStore, body: Body, wanted: readonly Algorithm[]): Promise<ReceivedBody> {
  if (!body || body instanceof Uint8Array) {
    const bytes = body ?? new Uint8Array();
    const sums = await sumAtHand(bytes, wanted);
    return { content: store.put(bytes), md5: sums.md5, checksums: sums.checksums };
  }
  const { seen, finish } = await startSums(wanted);
  const content = await store.receive(body, seen);
  return { content, ...finish() };
}

/** What `startSums` comes to for bytes that are all at hand, at less cost. */
async function sumAtHand(bytes: Uint8Array, wanted: readonly Algorithm[]): Promise<Omit<ReceivedBody, 'content'>> {
  const checksums = new Map<Algorithm, PartChecksum>();
  for (const algorithm of wanted) {
    if (checksums.has(algorithm)) continue;
    const starting = startSum(algorithm);
    // To await what is there already still costs a turn.
    const sum = starting instanceof Promise ? await starting : starting;
    sum.update(bytes);
    checksums.set(algorithm, { algorithm, value: valueOf(sum) });
  }
  return { md5: hash('md5', bytes, 'hex'), checksums };
}

function valueOf(sum: Summing): string {
  return Buffer.from(sum.digest()).toString('base64');
}

interface Sums {
  seen: (bytes: Uint8Array) => Promise<void>;
  finish: () => Omit<ReceivedBody, 'content'>;
}

async function startSums(wanted: readonly Algorithm[]): Promise<Sums> {
  const md5 = createHash('md5');
  const sums: { algorithm: Algorithm; sum: Summing }[] = [];
  for (const algorithm of new Set(wanted)) sums.push({ algorithm, sum: await startSum(algorithm) });
  return {
    seen: (bytes) => {
      md5.update(bytes);
      for (const { sum } of sums) sum.update(bytes);
      return Promise.resolve();
    },
    finish: () => {
      const checksums = new Map<Algorithm, PartChecksum>();
      for (const { algorithm, sum } of sums) {
        checksums.set(algorithm, { algorithm, value: valueOf(sum) });
      }
      return { md5: md5.digest('hex'), checksums };
    },
  };
}

function checkClaims({ md5, checksums }: ReceivedBody, claims: Claims): void {
  if (claims.md5 !== undefined) {
    const calculated = Buffer.from(md5, 'hex').toString('base64');
    if (claims.md5 !== calculated) throw md5Mismatch(claims.md5, calculated);
  }
  const { algorithm } = claims;
  if (!algorithm) return;
  const claimed = claims.value();
  if (claimed !== undefined && claimed === checksums.get(algorithm)?.value) return;
  // What comes in a trailer is seen only now; a header's form was checked before the body was read.
  if (Buffer.from(claimed ?? '', 'base64').length !== digestBytes[algorithm]) throw invalidRequest(`Value for ${headerOf(algorithm)} trailing header is invalid.`);
  throw checksumMismatch(algorithm);
}

/** The ETag of what came in one piece is the MD5 of its bytes; of what came in parts, that of the parts' MD5s and their number. */
export function etagOfParts(etags: readonly string[]): string {
  return `${hash('md5', Buffer.from(etags.join(''), 'hex'), 'hex')}-${etags.length}`;
}
