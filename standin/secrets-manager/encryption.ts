/** What secrets are encrypted with: https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html */
import { AwsError } from '../aws-error';
import type { KeyRing } from '../kms/key-ring';
import type { Caller } from '../service';
import { whereaboutsOf } from '../whereabouts';
import { invalidRequest } from './refusals';

/** The key of a secret that names none. */
export const serviceKey = 'alias/aws/secretsmanager';

interface Sealed {
  caller: Caller;
  /** Undefined for the key of the service. */
  keyId: string | undefined;
  /** The secret and the version that it is about: what KMS is told as the encryption context. */
  arn: string;
  versionId?: string;
}

/** Throws AccessDeniedException and EncryptionFailure where the caller cannot encrypt with the key. It takes the right to decrypt, too. */
export function checkSeals(keys: KeyRing, sealed: Sealed): void {
  for (const action of ['kms:GenerateDataKey', 'kms:Decrypt'] as const) {
    asked(() => keys.use({ ...useOf(sealed), action }), 'EncryptionFailure', "Secrets Manager can't encrypt the protected secret text using the provided KMS key.");
  }
}

/** Throws AccessDeniedException and DecryptionFailure where the caller cannot decrypt with the key. */
export function checkOpens(keys: KeyRing, sealed: Sealed): void {
  if (sealed.keyId === undefined && whereaboutsOf(sealed.arn).accountId !== sealed.caller.accountId) {
    throw invalidRequest("You can't access a secret from a different AWS account if you encrypt the secret with the default KMS service key.");
  }
  asked(() => keys.use({ ...useOf(sealed), action: 'kms:Decrypt' }), 'DecryptionFailure', "Secrets Manager can't decrypt the protected secret text using the provided KMS key.");
}

/** A key that is not named by its ARN is one of the secret's own account. */
function useOf({ caller, keyId = serviceKey, arn, versionId }: Sealed): Omit<Parameters<KeyRing['use']>[0], 'action'> {
  const { accountId, region } = whereaboutsOf(arn);
  const ofAccount = `arn:aws:kms:${region}:${accountId}:${keyId.startsWith('alias/') ? keyId : `key/${keyId}`}`;
  return {
    caller,
    region,
    keyId: keyId.startsWith('arn:') ? keyId : ofAccount,
    via: 'secretsmanager',
    context: { SecretARN: arn, ...(versionId !== undefined && { SecretVersionId: versionId }) },
  };
}

function asked(use: () => void, code: string, message: string): void {
  try {
    use();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === 'AccessDenied') throw new AwsError('AccessDeniedException', 'Access to KMS is not allowed');
    throw new AwsError(code, `${message} ${error.message}`.trim());
  }
}
