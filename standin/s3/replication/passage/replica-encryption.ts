/** How a replica is encrypted, once the role has been found to be able to use the keys: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html */
import { AwsError } from '../../../aws-error';
import type { KeyUse } from '../../../kms/key-ring';
import type { Caller } from '../../../service';
import { isBlocked } from '../../encryption/bucket-encryption';
import { contextForKms } from '../../encryption/encryption-context';
import type { Encryption, ObjectVersion } from '../../keys/version';
import type { S3State } from '../../state';
import { type FailureReason, ReplicationFailed } from './failure-reason';
import type { Passage } from './replica';

/** The same kind as at the source: with KMS by the key that the rule names, with the key of a caller by that same key. */
export function replicaEncryption(state: S3State, role: Caller, { source, destination, key, rule }: Passage, { encryption }: ObjectVersion): Encryption {
  if (encryption.algorithm === 'AES256') return encryption;
  if (encryption.algorithm === 'customer') {
    if (isBlocked(destination, 'SSE-C')) throw new ReplicationFailed('DstPutObjectNotPermitted');
    return encryption;
  }
  use(state, { NotFound: 'SrcKmsKeyInvalidState', Invalid: 'SrcKmsKeyInvalidState', Denied: 'SrcGetObjectNotPermitted' }, {
    caller: role,
    region: source.origin.region,
    keyId: encryption.keyArn,
    action: 'kms:Decrypt',
    via: 's3',
    context: contextForKms(source, key, encryption),
  });
  const bucketKey = encryption.algorithm === 'aws:kms' && (destination.settings.encryption?.BucketKeyEnabled ?? false);
  const keyArn = use(state, { NotFound: 'DstKmsKeyNotFound', Invalid: 'DstKmsKeyInvalidState', Denied: 'DstPutObjectNotPermitted' }, {
    caller: role,
    region: destination.origin.region,
    keyId: rule.Destination?.EncryptionConfiguration?.ReplicaKmsKeyID ?? '',
    // A bucket key is made once and wraps the others, where otherwise each is encrypted by itself.
    action: bucketKey ? 'kms:GenerateDataKey' : 'kms:Encrypt',
    via: 's3',
    context: contextForKms(destination, key, { bucketKey }),
  });
  return { algorithm: encryption.algorithm, keyArn, bucketKey };
}

function use(state: S3State, reasons: Record<'NotFound' | 'Invalid' | 'Denied', FailureReason>, wanted: KeyUse): string {
  try {
    return state.neighbours.keys.use(wanted);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === 'KMS.NotFoundException') throw new ReplicationFailed(reasons.NotFound);
    throw new ReplicationFailed(error.code.startsWith('KMS.') ? reasons.Invalid : reasons.Denied);
  }
}
