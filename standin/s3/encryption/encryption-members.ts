/** What an answer says of how an object is encrypted. */
import type { ServerSideEncryption } from '@aws-sdk/client-s3';
import type { Encryption } from '../keys/version';

export interface EncryptionMembers {
  ServerSideEncryption?: ServerSideEncryption;
  SSEKMSKeyId?: string;
  BucketKeyEnabled?: boolean;
  /** In the answers to writes alone. */
  SSEKMSEncryptionContext?: string;
  SSECustomerAlgorithm?: string;
  SSECustomerKeyMD5?: string;
}

export function encryptionMembers(encryption: Encryption): EncryptionMembers {
  if (encryption.algorithm === 'customer') return { SSECustomerAlgorithm: 'AES256', SSECustomerKeyMD5: encryption.keyMd5 };
  if (encryption.algorithm === 'AES256') return { ServerSideEncryption: 'AES256' };
  return {
    ServerSideEncryption: encryption.algorithm,
    SSEKMSKeyId: encryption.keyArn,
    ...(encryption.bucketKey ? { BucketKeyEnabled: true } : {}),
    ...(encryption.context === undefined ? {} : { SSEKMSEncryptionContext: encryption.context }),
  };
}
