/** What a client says about the bytes it sends: a checksum up front, one that follows in a trailer, an MD5. */
import type { Call } from '../../service';
import { AwsError } from '../../aws-error';
import { invalidRequest } from '../errors';
import { algorithms, digestBytes, headerOf, isAlgorithm, type Algorithm } from './algorithms';
import type { ChecksumMember } from './checksum';

export interface Claims {
  /** The algorithm of the checksum that was, or will be, sent. */
  algorithm: Algorithm | undefined;
  /** The checksum in base64. A trailer's joins the request's headers only when the body has been read. */
  value: () => string | undefined;
  /** In base64. */
  md5: string | undefined;
}

/** Of bytes that no client sent. */
export const noClaims: Claims = { algorithm: undefined, value: () => undefined, md5: undefined };

type ClaimingInput = ChecksumMember & { ChecksumAlgorithm?: string; ContentMD5?: string };

/** Reads the claims of a request. Throws `InvalidRequest` and `InvalidDigest` when they cannot be true of any bytes. */
export function claimsOf(input: ClaimingInput, call: Call): Claims {
  const md5 = checkedMd5(input.ContentMD5);
  const sent = sentChecksum(input);
  if (sent) return { algorithm: sent.algorithm, value: () => sent.value, md5 };
  const trailer = trailingAlgorithm(call);
  if (trailer) return { algorithm: trailer, value: () => call.http.headers[headerOf(trailer)], md5 };
  if (input.ChecksumAlgorithm !== undefined) {
    checkedAlgorithm(input.ChecksumAlgorithm);
    const missing = 'no corresponding x-amz-checksum-* or x-amz-trailer headers were found.';
    throw invalidRequest(`x-amz-sdk-checksum-algorithm specified, but ${missing}`);
  }
  return { algorithm: undefined, value: () => undefined, md5 };
}

/** The one checksum that an input carries, if it carries one. */
export function sentChecksum(input: ChecksumMember): { algorithm: Algorithm; value: string } | undefined {
  const sent = algorithms.flatMap((algorithm) => {
    const value = input[`Checksum${algorithm}`];
    return value === undefined ? [] : [{ algorithm, value }];
  });
  if (sent.length > 1) throw invalidRequest('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
  if (sent[0]) checkForm(sent[0].algorithm, sent[0].value);
  return sent[0];
}

/** Throws `InvalidRequest` for an algorithm that S3 does not have. */
export function checkedAlgorithm(name: string): Algorithm {
  if (isAlgorithm(name)) return name;
  const valid = algorithms.join(', ');
  throw invalidRequest(`Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${valid}]`);
}

/** Throws when a checksum has not the length of its algorithm's. A composite one, `…-N`, is allowed where a whole object is meant. */
export function checkForm(algorithm: Algorithm, value: string): void {
  const plain = value.replace(/-\d+$/, '');
  const bytes = Buffer.from(plain, 'base64');
  if (bytes.length === digestBytes[algorithm] && bytes.toString('base64') === plain) return;
  throw invalidRequest(`Value for ${headerOf(algorithm)} header is invalid.`);
}

function trailingAlgorithm(call: Call): Algorithm | undefined {
  const announced = call.http.headers['x-amz-trailer']?.trim().toLowerCase();
  return algorithms.find((algorithm) => headerOf(algorithm) === announced);
}

function checkedMd5(md5: string | undefined): string | undefined {
  if (md5 === undefined || Buffer.from(md5, 'base64').length === 16) return md5;
  throw new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.', { fields: { 'Content-MD5': md5 } });
}
