/** The key that a request brings along for SSE-C: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html */
import { createHash } from 'node:crypto';
import { AwsError } from '../../aws-error';
import { accessDenied, invalidArgument, invalidRequest } from '../errors';

export interface CustomerKey {
  SSECustomerAlgorithm?: string;
  SSECustomerKey?: string;
  SSECustomerKeyMD5?: string;
}

/** The header that S3 names, whichever of the three it is that is wrong. */
const header = 'x-amz-server-side-encryption';

/** Whether a request speaks of a key of its own at all. */
export function bringsKey({ SSECustomerAlgorithm, SSECustomerKey, SSECustomerKeyMD5 }: CustomerKey): boolean {
  return SSECustomerAlgorithm !== undefined || SSECustomerKey !== undefined || SSECustomerKeyMD5 !== undefined;
}

/** The digest of the key, in base64, which is all that S3 keeps of it. Throws AWS's refusals of what is no key. */
export function checkedCustomerKey({ SSECustomerAlgorithm: algorithm, SSECustomerKey: key, SSECustomerKeyMD5: digest }: CustomerKey): string {
  const rule = 'Requests specifying Server Side Encryption with Customer provided keys must provide';
  if (algorithm === undefined) throw invalidKey(`${rule} a valid encryption algorithm.`);
  if (algorithm !== 'AES256') throw unknownAlgorithm(algorithm);
  if (key === undefined) throw invalidKey(`${rule} an appropriate secret key.`);
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== 32) throw invalidKey('The secret key was invalid for the specified algorithm.');
  if (digest === undefined) throw invalidKey(`${rule} the client calculated MD5 of the secret key.`);
  const calculated = createHash('md5').update(bytes).digest('base64');
  if (calculated !== digest) throw invalidKey('The calculated MD5 hash of the key did not match the hash that was provided.');
  return calculated;
}

/** Throws unless the key that is brought along is the one with this digest. */
export function checkCustomerKey(input: CustomerKey, keyMd5: string): void {
  if (!bringsKey(input)) {
    const needed = 'The correct parameters must be provided to retrieve the object.';
    throw invalidRequest(`The object was stored using a form of Server Side Encryption. ${needed}`);
  }
  if (checkedCustomerKey(input) === keyMd5) return;
  throw accessDenied('Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.');
}

function invalidKey(message: string): AwsError {
  return new AwsError('InvalidArgument', message, { fields: { ArgumentName: header } });
}

function unknownAlgorithm(algorithm: string): AwsError {
  const fields = { ArgumentName: header, ArgumentValue: algorithm };
  return new AwsError('InvalidEncryptionAlgorithmError', 'The Encryption request you specified is not valid. Supported value: AES256.', { fields });
}

/** A request cannot ask for both kinds of key. */
export function incompatible(algorithm: string): AwsError {
  return invalidArgument('Server Side Encryption with Customer provided key is incompatible with the encryption method specified', header, algorithm);
}
