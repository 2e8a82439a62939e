/** The entity tag of what is encrypted, which tells nothing of its bytes. */
import type { Encryption } from '../keys/version';
import type { S3State } from '../state';

/**
 * The MD5 of the bytes, in hex, where S3's own keys encrypt; otherwise something that looks like one and is another each time.
 * `drawnBy` tells this write from every other. https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html
 */
export function entityTag(state: S3State, encryption: Encryption, md5: string, ...drawnBy: (string | number)[]): string {
  if (encryption.algorithm === 'AES256') return md5;
  return state.world.chance.bytes('s3', 'entity-tag', md5, ...drawnBy).toString('hex', 0, 16);
}
