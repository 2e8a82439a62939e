/** Tokens for blocks and pages: they say what they are for and until when, in a form that nobody else can write. */
import { Instant } from '../../time/instant';
import type { Chance } from '../chance';

export interface Token {
  /** What it stands for: a block of a snapshot, or where a list goes on. */
  of: readonly (string | number)[];
  expires: Instant;
}

export function writeToken(chance: Chance, { of, expires }: Token): string {
  const text = JSON.stringify([expires.epochMilliseconds, ...of]);
  return Buffer.concat([sealOf(chance, text), Buffer.from(text)]).toString('base64');
}

/** Undefined for what was never given out. */
export function readToken(chance: Chance, token: string): Token | undefined {
  const bytes = Buffer.from(token, 'base64');
  const text = bytes.subarray(sealBytes).toString();
  if (bytes.length <= sealBytes || !bytes.subarray(0, sealBytes).equals(sealOf(chance, text))) return undefined;
  // The seal says that it was written above.
  const [expires, ...of] = JSON.parse(text) as [number, ...(string | number)[]];
  return { of, expires: Instant.ofEpochMilliseconds(expires) };
}

const sealBytes = 12;

function sealOf(chance: Chance, text: string): Buffer {
  return chance.bytes('ebs.token', text).subarray(0, sealBytes);
}
