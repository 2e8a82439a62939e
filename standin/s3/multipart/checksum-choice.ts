/** Which checksum an upload in parts will have: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
import type { ChecksumType } from '@aws-sdk/client-s3';
import { combine, canCombine } from '../checksums/combine';
import { defaultAlgorithm, startSum, type Algorithm } from '../checksums/algorithms';
import type { ObjectChecksum } from '../checksums/checksum';
import { checkedAlgorithm } from '../checksums/claims';
import { invalidRequest } from '../errors';
import type { Part, Upload } from './uploads';

/** Reads what a client asks for. Throws `InvalidRequest` for a type that the algorithm cannot have. */
export function askedChecksum(algorithmName: string | undefined, type: ChecksumType | undefined): Upload['asked'] {
  if (algorithmName === undefined) {
    if (type === undefined) return undefined;
    throw invalidRequest('The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.');
  }
  const algorithm = checkedAlgorithm(algorithmName);
  const chosen = type?.toUpperCase() ?? usualType(algorithm);
  if (chosen !== 'FULL_OBJECT' && chosen !== 'COMPOSITE') throw invalidRequest('Value for x-amz-checksum-type header is invalid.');
  const possible = chosen === 'FULL_OBJECT' ? canCombine(algorithm) : algorithm !== 'CRC64NVME';
  if (possible) return { algorithm, type: chosen };
  throw invalidRequest(`The ${chosen} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`);
}

/** The type that is meant where none is named. */
export function usualType(algorithm: Algorithm): ChecksumType {
  return algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE';
}

/** The algorithm that every part of an upload is summed by. */
export function algorithmOf(upload: Upload): Algorithm {
  return upload.asked?.algorithm ?? defaultAlgorithm;
}

export function typeOf(upload: Upload): ChecksumType {
  return upload.asked?.type ?? 'FULL_OBJECT';
}

/** The checksum of the object that these parts make. */
export async function checksumOfParts(upload: Upload, parts: readonly Part[]): Promise<ObjectChecksum> {
  const [algorithm, type] = [algorithmOf(upload), typeOf(upload)];
  if (type === 'FULL_OBJECT') {
    const value = combine(algorithm, parts.map(({ forObject, content }) => ({ checksum: forObject, size: content.size })));
    return { algorithm, type, value };
  }
  const sum = await startSum(algorithm);
  sum.update(Buffer.concat(parts.map(({ forObject }) => Buffer.from(forObject.value, 'base64'))));
  return { algorithm, type, value: `${Buffer.from(sum.digest()).toString('base64')}-${parts.length}` };
}
