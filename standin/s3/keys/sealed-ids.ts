/** Opaque ids that say when they were made and prove that this world made them: for versions, uploads and list tokens. */
import type { Instant } from '../../../time/instant';
import type { Chance } from '../../chance';
import { hash } from 'node:crypto';

/** Where something stands among what was written before and after it. */
export interface Turn {
  readonly milliseconds: number;
  readonly count: number;
}

/** Negative when `a` came first. */
export function compareTurns(a: Turn, b: Turn): number {
  return a.milliseconds - b.milliseconds || a.count - b.count;
}

const plainBytes = 14;
const proofBytes = 10;

export class SealedIds {
  readonly #proofKey: Buffer;
  readonly #padKey: Buffer;

  /** Ids made for one purpose are not valid for another. */
  constructor(
    private readonly chance: Chance,
    private readonly purpose: string,
  ) {
    this.#proofKey = chance.bytes('s3', purpose, 'proof');
    this.#padKey = chance.bytes('s3', purpose, 'pad');
  }

  /** An id of 32 characters, like AWS's. `key` tells apart what is made at the same instant in different places. */
  make(at: Instant, count: number, ...key: (string | number)[]): string {
    const plain = Buffer.alloc(plainBytes);
    plain.writeUIntBE(at.epochMilliseconds, 0, 6);
    plain.writeUInt32BE(count, 6);
    this.chance.bytes('s3', this.purpose, ...key, count).copy(plain, 10, 0, 4);
    const proof = this.#proof(plain);
    return write(Buffer.concat([this.#padded(plain, proof), proof]));
  }

  /** When an id was made; undefined when it is none of this world's. */
  read(id: string): Turn | undefined {
    const bytes = Buffer.from(id.replaceAll('.', '-'), 'base64url');
    if (id.length !== 32 || write(bytes) !== id) return undefined;
    const proof = bytes.subarray(plainBytes);
    const plain = this.#padded(bytes.subarray(0, plainBytes), proof);
    if (!this.#proof(plain).equals(proof)) return undefined;
    return { milliseconds: plain.readUIntBE(0, 6), count: plain.readUInt32BE(6) };
  }

  #proof(plain: Buffer): Buffer {
    return digestOf(this.#proofKey, plain).subarray(0, proofBytes);
  }

  /** Hides what is plain, and shows what was hidden. */
  #padded(bytes: Buffer, proof: Buffer): Buffer {
    const pad = digestOf(this.#padKey, proof);
    const padded = Buffer.from(bytes);
    for (let index = 0; index < padded.length; index += 1) padded[index] = (padded[index] ?? 0) ^ (pad[index] ?? 0);
    return padded;
  }
}

/** In one go: an id is made for each version that is written, and a hash that is built up in steps costs several times as much. */
function digestOf(key: Buffer, bytes: Buffer): Buffer {
  return hash('sha256', Buffer.concat([key, bytes]), 'buffer');
}

/** AWS's ids have dots where base64url has dashes, and so never look like an option of a command. */
function write(bytes: Buffer): string {
  return bytes.toString('base64url').replaceAll('-', '.');
}
