/** What a client says about the bytes it sends: a checksum up front, one that follows in a trailer, an MD5. */
import type { Call } from '../../service';
import { AwsError } from '../../aws-error';
import { invalidRequest } from '../errors';
import { severalChecksums } from './mismatch';
import { algorithmOfHeader, algorithms, digestBytes, headerOf, isAlgorithm, type Algorithm } from './algorithms';
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
  checkNames(call.http.headers);
  const md5 = checkedMd5(input.ContentMD5);
  const trailer = trailingAlgorithm(call);
  const sent = sentChecksum(input, trailer);
  if (sent && trailer && sent.algorithm !== trailer) throw severalChecksums();
  checkDeclared(input.ChecksumAlgorithm, sent?.algorithm ?? trailer);
  if (trailer) return { algorithm: trailer, value: () => call.http.headers[headerOf(trailer)], md5 };
  return { algorithm: sent?.algorithm, value: () => sent?.value, md5 };
}

/** What is no checksum at all, but shares the beginning of their headers' names. */
const besides = ['x-amz-checksum-algorithm', 'x-amz-checksum-type', 'x-amz-checksum-mode'];

function checkNames(headers: Record<string, string>): void {
  for (const name in headers) {
    if (name.startsWith('x-amz-checksum-') && !algorithmOfHeader(name) && !besides.includes(name)) throw invalidRequest('The algorithm type you specified in x-amz-checksum- header is invalid.');
  }
}

/** Spelt out beforehand: every write asks for all of them. */
const members = algorithms.map((algorithm) => [algorithm, `Checksum${algorithm}` as const] as const);

/** The one checksum that an input carries, if it carries one. That of the algorithm `trailer` came behind the body. */
export function sentChecksum(input: ChecksumMember, trailer?: Algorithm): { algorithm: Algorithm; value: string } | undefined {
  let sent: { algorithm: Algorithm; value: string } | undefined;
  for (const [algorithm, member] of members) {
    const value = input[member];
    if (value === undefined) continue;
    if (sent) throw severalChecksums();
    sent = { algorithm, value };
  }
  if (sent) checkForm(sent.algorithm, sent.value, sent.algorithm === trailer ? 'trailing header' : 'header');
  return sent;
}

/** `x-amz-sdk-checksum-algorithm` says which checksum is sent, and has to be right. */
function checkDeclared(declared: string | undefined, sent: Algorithm | undefined): void {
  if (declared === undefined) return;
  const algorithm = declared.toUpperCase();
  if (!isAlgorithm(algorithm) || (sent && algorithm !== sent)) throw invalidRequest('Value for x-amz-sdk-checksum-algorithm header is invalid.');
  if (!sent) throw invalidRequest('x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.');
}

/** The algorithm of that name, in whatever case it is written. Throws `InvalidRequest` for one that S3 does not have. */
export function checkedAlgorithm(name: string): Algorithm {
  const algorithm = name.toUpperCase();
  if (isAlgorithm(algorithm)) return algorithm;
  const valid = algorithms.join(', ');
  throw invalidRequest(`Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${valid}]`);
}

/** Throws when a checksum has not the length of its algorithm's. A composite one, `…-N`, is allowed where a whole object is meant. */
function checkForm(algorithm: Algorithm, value: string, where: string): void {
  const plain = value.replace(/-\d+$/, '');
  const bytes = Buffer.from(plain, 'base64');
  if (bytes.length === digestBytes[algorithm] && bytes.toString('base64') === plain) return;
  throw invalidRequest(`Value for ${headerOf(algorithm)} ${where} is invalid.`);
}

/** What the request announces to come behind its body. Throws `InvalidRequest` for anything but one checksum. */
function trailingAlgorithm(call: Call): Algorithm | undefined {
  const announced = call.http.headers['x-amz-trailer'];
  if (announced === undefined) return undefined;
  const algorithm = algorithmOfHeader(announced.trim().toLowerCase());
  if (algorithm) return algorithm;
  throw invalidRequest('The value specified in the x-amz-trailer header is not supported');
}

function checkedMd5(md5: string | undefined): string | undefined {
  if (md5 === undefined || Buffer.from(md5, 'base64').length === 16) return md5;
  throw new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.', { fields: { 'Content-MD5': md5 } });
}
