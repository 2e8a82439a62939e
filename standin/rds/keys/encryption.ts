/** Encryption of storage: with a key that the creator of an instance may use, which its snapshots and restores inherit. */
import type { Call } from '../../service';
import type { Settings } from '../instance';
import { refusals } from '../refusals';
import type { Room } from '../room';
import { usable } from '../snapshots/snapshot-keys';

interface Asked {
  StorageEncrypted?: boolean;
  KmsKeyId?: string;
}

/** The account's own key for RDS is used where no key is named. Throws InvalidParameterCombination and KMSKeyNotAccessibleFault. */
export function encryption(room: Room, { StorageEncrypted: encrypted = false, KmsKeyId: key }: Asked, { caller, region }: Call): Pick<Settings, 'storageEncrypted' | 'kmsKeyId'> {
  if (!encrypted && key) throw refusals.combination('KmsKeyId can be specified only when StorageEncrypted is true.');
  if (!encrypted) return { storageEncrypted: false };
  return { storageEncrypted: true, kmsKeyId: usable(room, caller, region, key ?? 'alias/aws/rds') };
}
