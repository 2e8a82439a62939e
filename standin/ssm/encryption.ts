/** What keeps the values of SecureStrings: https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html */
import { AwsError } from '../aws-error';
import { findKey } from '../kms/find-key';
import type { KeyRing } from '../kms/key-ring';
import { open, readSealed, seal } from '../kms/sealing/ciphertext';
import type { Call } from '../service';
import { whereaboutsOf } from '../whereabouts';
import type { Tier } from './parameter';

/** The key of a parameter that names none. */
export const serviceKey = 'alias/aws/ssm';

interface Sealing {
  keyId: string;
  /** The parameter's: what KMS is told as the encryption context. */
  arn: string;
  tier: Tier;
}

/** The value as KMS encrypts it, in base64. Throws AccessDeniedException, and InvalidKeyId for a key that cannot be used. */
export function sealed(keys: KeyRing, { keyId, arn, tier }: Sealing, value: string, call: Call): string {
  const context = { PARAMETER_ARN: arn };
  const action = tier === 'Advanced' ? 'kms:GenerateDataKey' : 'kms:Encrypt';
  const key = asked(() => keys.use({ caller: call.caller, region: call.region, keyId, action, via: 'ssm', context }));
  return seal(keyAt(keys, key, call), Buffer.from(value), context, keys.store.draw(12, 'nonce')).toString('base64');
}

/** Throws AccessDeniedException, and InvalidKeyId for a key that cannot be used. */
export function opened(keys: KeyRing, arn: string, value: string, call: Call): string {
  const context = { PARAMETER_ARN: arn };
  const ciphertext = readSealed(Buffer.from(value, 'base64'));
  const { accountId, region } = whereaboutsOf(arn);
  const keyId = `arn:aws:kms:${region}:${accountId}:key/${ciphertext.keyId}`;
  const found = keys.store.keyIn(region, ciphertext.keyId);
  const name = found ? `arn:aws:kms:${region}:${found.accountId}:key/${found.id}` : keyId;
  const key = asked(() => keys.use({ caller: call.caller, region, keyId: name, action: 'kms:Decrypt', via: 'ssm', context }));
  return open(keyAt(keys, key, call), ciphertext, context).plaintext.toString();
}

function keyAt(keys: KeyRing, arn: string, { caller, region, now }: Call): ReturnType<typeof findKey> {
  return findKey(keys.store, { region, accountId: caller.accountId, now }, arn);
}

function asked(use: () => string): string {
  try {
    return use();
  } catch (error) {
    if (!(error instanceof AwsError) || error.code === 'AccessDenied') throw error;
    throw new AwsError('InvalidKeyId', error.message);
  }
}
