/** Holds a body against the digests that its request names: SHA-256, Content-MD5 and S3's checksums. */
import { createHash, hash, type Hash } from 'node:crypto';
import { AwsError } from '../../aws-error';
import { sha256Of } from '../../planes/digest';
import type { Body } from '../../protocol/wire';
import { algorithms, digestBytes, headerOf, startSum } from '../../s3/checksums/algorithms';
import { checksumMismatch, md5Mismatch } from '../../s3/checksums/mismatch';

export interface BodyCheck {
  update(piece: Uint8Array): void;
  /** Throws AwsError where the digest is another. */
  finish(): void;
  /** Both for a body that is all at hand, which costs less. */
  whole(body: Uint8Array): void;
}

/** Which promises are to be held: an operation that stores its body sums it anyway, and holds its digests itself. */
export interface Promises {
  digests: boolean;
  /** Whether a checksum header of this operation speaks of its body. */
  checksums: boolean;
}

/** Checks of what the headers promise of the body. Throws AwsError for a promise that no body could keep. */
export async function checksOf(headers: Record<string, string>, { digests, checksums }: Promises): Promise<BodyCheck[]> {
  const checks: BodyCheck[] = [];
  const declared = headers['x-amz-content-sha256'] ?? '';
  // What is no hash is none of any body: only who signs is told that it is no hash.
  if (declared !== '' && declared !== 'UNSIGNED-PAYLOAD' && !declared.startsWith('STREAMING-')) checks.push(hashCheck({ algorithm: 'sha256', encoding: 'hex', expected: declared, mismatch: contentHashMismatch }));
  if (!digests) return checks;
  const md5 = headers['content-md5'];
  if (md5 !== undefined) {
    if (Buffer.from(md5, 'base64').length !== 16) throw new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.', { fields: { 'Content-MD5': md5 } });
    checks.push(hashCheck({ algorithm: 'md5', encoding: 'base64', expected: md5, mismatch: md5Mismatch }));
  }
  if (checksums) for (const algorithm of algorithms) checks.push(...(await checksumCheck(headers[headerOf(algorithm)], algorithm)));
  return checks;
}

/** The same body, which throws at its end, or at once where all of it is at hand, when a check fails. */
export function checked(body: Body, checks: readonly BodyCheck[]): Body {
  if (checks.length === 0) return body;
  if (!(body instanceof Uint8Array)) return checkedPieces(body, checks);
  for (const check of checks) check.whole(body);
  return body;
}

async function* checkedPieces(body: AsyncIterable<Uint8Array>, checks: readonly BodyCheck[]): AsyncGenerator<Uint8Array> {
  for await (const piece of body) {
    for (const check of checks) check.update(piece);
    yield piece;
  }
  for (const check of checks) check.finish();
}

interface Expected {
  algorithm: 'sha256' | 'md5';
  encoding: 'hex' | 'base64';
  expected: string;
  mismatch: (expected: string, calculated: string) => AwsError;
}

function hashCheck({ algorithm, encoding, expected, mismatch }: Expected): BodyCheck {
  let begun: Hash | undefined;
  const hold = (calculated: string): void => {
    if (calculated !== expected) throw mismatch(expected, calculated);
  };
  return {
    update: (piece) => void (begun ??= createHash(algorithm)).update(piece),
    finish: () => hold((begun ?? createHash(algorithm)).digest(encoding)),
    whole: (body) => hold(algorithm === 'sha256' && encoding === 'hex' ? sha256Of(body) : hash(algorithm, body, encoding)),
  };
}

async function checksumCheck(expected: string | undefined, algorithm: (typeof algorithms)[number]): Promise<BodyCheck[]> {
  if (expected === undefined) return [];
  if (Buffer.from(expected, 'base64').length !== digestBytes[algorithm]) {
    throw new AwsError('InvalidRequest', `Value for ${headerOf(algorithm)} header is invalid.`);
  }
  const sum = await startSum(algorithm);
  const update = (piece: Uint8Array): void => sum.update(piece);
  const finish = (): void => {
    if (Buffer.from(sum.digest()).toString('base64') !== expected) throw checksumMismatch(algorithm);
  };
  const whole = (body: Uint8Array): void => {
    update(body);
    finish();
  };
  return [{ update, finish, whole }];
}

function contentHashMismatch(expected: string, calculated: string): AwsError {
  const fields = { ClientComputedContentSHA256: expected, S3ComputedContentSHA256: calculated };
  return new AwsError('XAmzContentSHA256Mismatch', "The provided 'x-amz-content-sha256' header does not match what was computed.", { fields });
}
