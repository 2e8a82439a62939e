/** What KMS says of a key. */
import type { KeyMetadata } from '@aws-sdk/client-kms';
import { arnOf, currentMaterial, type Key, stateOf } from '../key';

export function metadataOf(key: Key): KeyMetadata {
  const state = stateOf(key);
  return {
    AWSAccountId: key.accountId,
    KeyId: key.id,
    Arn: arnOf(key),
    CreationDate: key.created.toDate(),
    Enabled: state === 'Enabled',
    Description: key.description,
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: state,
    Origin: 'AWS_KMS',
    KeyManager: key.manager,
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: false,
    ...(key.deletion ? { DeletionDate: key.deletion.at.toDate() } : { CurrentKeyMaterialId: currentMaterial(key).id }),
  };
}
