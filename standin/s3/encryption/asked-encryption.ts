/** How a new object is to be encrypted: as its request says, or else as its bucket does. */
import type { ServerSideEncryption } from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error';
import type { Call } from '../../service';
import type { Bucket } from '../buckets/bucket';
import { accessDenied, invalidArgument } from '../errors';
import type { Encryption } from '../keys/version';
import type { MakingRequest } from '../objects/describe-draft';
import type { S3State } from '../state';
import { isBlocked } from './bucket-encryption';
import { bringsKey, checkedCustomerKey, incompatible } from './customer-key';
import { checkContext, contextForKms } from './encryption-context';

const header = 'x-amz-server-side-encryption';
const byS3: Encryption = { algorithm: 'AES256' };

/**
 * Throws AWS's refusals: of an unknown algorithm, of headers that do not go together, and of a key that cannot be used.
 * The bytes on disk are as they came, whatever the answer: nothing but the answer decides who can read them.
 */
export function askedEncryption(state: S3State, bucket: Bucket, input: MakingRequest, call: Call): Encryption {
  if (bringsKey(input)) return withCustomerKey(bucket, input);
  const asked: string | undefined = input.ServerSideEncryption;
  if (asked !== undefined && !isAlgorithm(asked)) throw invalidArgument('The encryption method specified is not supported', header, asked);
  if (asked === undefined || asked === 'AES256') {
    if (input.SSEKMSKeyId !== undefined || input.SSEKMSEncryptionContext !== undefined) throw needsKms(asked);
    return asked === undefined ? asBucketSays(state, bucket, input, call) : byS3;
  }
  return withKms(state, bucket, { input, call, algorithm: asked, keyId: input.SSEKMSKeyId });
}

function isAlgorithm(name: string): name is 'AES256' | 'aws:kms' | 'aws:kms:dsse' {
  return name === 'AES256' || name === 'aws:kms' || name === 'aws:kms:dsse';
}

function withCustomerKey(bucket: Bucket, input: MakingRequest): Encryption {
  const keyMd5 = checkedCustomerKey(input);
  if (input.ServerSideEncryption !== undefined) throw incompatible(input.ServerSideEncryption);
  if (isBlocked(bucket, 'SSE-C')) throw accessDenied();
  return { algorithm: 'customer', keyMd5 };
}

function asBucketSays(state: S3State, bucket: Bucket, input: MakingRequest, call: Call): Encryption {
  const said = bucket.settings.encryption?.ApplyServerSideEncryptionByDefault;
  if (said?.SSEAlgorithm !== 'aws:kms' && said?.SSEAlgorithm !== 'aws:kms:dsse') return byS3;
  return withKms(state, bucket, { input, call, algorithm: said.SSEAlgorithm, keyId: said.KMSMasterKeyID });
}

interface Kms {
  input: MakingRequest;
  call: Call;
  algorithm: Extract<ServerSideEncryption, 'aws:kms' | 'aws:kms:dsse'>;
  /** Undefined for the account's own key of S3. */
  keyId: string | undefined;
}

/** Two layers have no use for a bucket key, and S3 makes none for them. */
function withKms(state: S3State, bucket: Bucket, { input, call, algorithm, keyId = 'alias/aws/s3' }: Kms): Encryption {
  if (call.caller.kind === 'anonymous') throw needsSignature();
  const bucketKey = algorithm === 'aws:kms' && (input.BucketKeyEnabled ?? bucket.settings.encryption?.BucketKeyEnabled ?? false);
  const context = input.SSEKMSEncryptionContext;
  if (context !== undefined) checkContext(context);
  const keyArn = state.neighbours.keys.use({
    caller: call.caller,
    region: bucket.origin.region,
    keyId,
    action: 'kms:GenerateDataKey',
    via: 's3',
    context: contextForKms(bucket, input.Key ?? '', { context, bucketKey }),
  });
  return { algorithm, keyArn, bucketKey, ...(context !== undefined && { context }) };
}

function needsKms(algorithm = ''): AwsError {
  return invalidArgument(`Server Side Encryption with AWS KMS managed key requires HTTP header ${header} : aws:kms`, header, algorithm);
}

/** KMS has to know whom it serves. */
export function needsSignature(): AwsError {
  return new AwsError('InvalidArgument', 'Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.', {
    fields: { ArgumentName: 'Authorization', ArgumentValue: 'null' },
  });
}
