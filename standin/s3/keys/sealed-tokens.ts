/** Continuation tokens: where a list goes on, in a form that a client can only hand back. */
import type { Chance } from '../../chance';
import { createHash } from 'node:crypto';

export class SealedTokens {
  readonly #key: Buffer;

  constructor(chance: Chance, purpose: string) {
    this.#key = chance.bytes('s3', 'token', purpose);
  }

  make(place: string): string {
    const bytes = Buffer.from(place, 'utf8');
    return Buffer.concat([this.#proof(bytes), bytes]).toString('base64');
  }

  /** The place that a token was made of; undefined when it is none of this world's. */
  read(token: string): string | undefined {
    const bytes = Buffer.from(token, 'base64');
    const place = bytes.subarray(12);
    return bytes.length >= 12 && this.#proof(place).equals(bytes.subarray(0, 12)) ? place.toString('utf8') : undefined;
  }

  #proof(bytes: Buffer): Buffer {
    return createHash('sha256').update(this.#key).update(bytes).digest().subarray(0, 12);
  }
}
