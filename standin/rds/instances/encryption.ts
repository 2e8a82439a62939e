/** Encryption of storage: kept as a fact about an instance, which its snapshots and restores inherit. */
import type { Chance } from '../../chance';
import type { Whereabouts } from '../names';
import { refusals } from '../refusals';

interface Asked {
  StorageEncrypted?: boolean;
  KmsKeyId?: string;
}

/** The account's own key for RDS is used, as where no key is named. Throws InvalidParameterCombination for a named key: keys are not served. */
export function encryption({ StorageEncrypted: encrypted = false, KmsKeyId: key }: Asked, where: Whereabouts, chance: Chance): { storageEncrypted: boolean; kmsKeyId?: string } {
  if (key) throw refusals.combination('KmsKeyId is not served by this stand-in: it encrypts with the key aws/rds only, when StorageEncrypted is true.');
  if (!encrypted) return { storageEncrypted: false };
  const id = chance.uuid('kms', 'aws/rds', where.accountId, where.region);
  return { storageEncrypted: true, kmsKeyId: `arn:aws:kms:${where.region}:${where.accountId}:key/${id}` };
}
