/** A checksum as S3 keeps it with an object, and as its answers name it. */
import type { ChecksumType } from '@aws-sdk/client-s3';
import { algorithms, type Algorithm } from './algorithms';

export interface PartChecksum {
  algorithm: Algorithm;
  /** In base64. */
  value: string;
}

export interface ObjectChecksum extends PartChecksum {
  /** Of all the bytes, or of the checksums of the parts. */
  type: ChecksumType;
}

/** The one member that names a checksum in an input or an output. */
export type ChecksumMember = { [A in Algorithm as `Checksum${A}`]?: string };

/** Spelt out beforehand: nearly every answer names one. */
// The entries are of all algorithms, which the type of `fromEntries` does not say.
const members = Object.fromEntries(algorithms.map((algorithm) => [algorithm, `Checksum${algorithm}`])) as Record<Algorithm, keyof ChecksumMember>;

/** `{ ChecksumSHA256: '…' }`, or nothing. */
export function checksumMember(checksum: PartChecksum | undefined): ChecksumMember {
  return checksum ? { [members[checksum.algorithm]]: checksum.value } : {};
}

/** `{ ChecksumSHA256: '…', ChecksumType: 'FULL_OBJECT' }`. */
export function checksumMembers(checksum: ObjectChecksum): ChecksumMember & { ChecksumType: ChecksumType } {
  return { ...checksumMember(checksum), ChecksumType: checksum.type };
}

/** The checksum without the number of parts behind it, which other answers show and GetObjectAttributes does not. */
export function withoutCount(checksum: ObjectChecksum): ObjectChecksum {
  return { ...checksum, value: checksum.value.replace(/-\d+$/, '') };
}
