/** The keys that snapshots are encrypted with, and the one that a copy is to be. */
import { AwsError } from '../../aws-error';
import type { Caller } from '../../service';
import type { Whereabouts } from '../../whereabouts';
import { refusals } from '../refusals';
import type { Room } from '../room';
import type { Snapshot } from '../snapshot';

/** Whether a key is one that somebody made, rather than the account's own for RDS. */
export function isCustomersKey(room: Room, keyArn: string | undefined): boolean {
  const [, , , region = '', accountId = '', name = ''] = (keyArn ?? '').split(':');
  return room.keys.store.key(region, accountId, name.replace(/^key\//, ''))?.manager === 'CUSTOMER';
}

/**
 * The ARN of the key with which a copy is encrypted, once the caller may use both it and the source's; undefined for a copy in the clear.
 * Throws InvalidParameterCombination where a key has to be named and is not, and KMSKeyNotAccessibleFault.
 * Source: the CopyDBSnapshot reference.
 */
export function keyOfCopy(room: Room, source: Snapshot, to: Whereabouts, caller: Caller, wanted: string | undefined): string | undefined {
  const { place, settings, identifier } = source;
  const [elsewhere, anothers] = [place.region !== to.region, place.accountId !== to.accountId];
  if (settings.kmsKeyId && anothers && !isCustomersKey(room, settings.kmsKeyId)) throw refusals.keyNotAccessible(settings.kmsKeyId);
  if (settings.kmsKeyId && !wanted && (elsewhere || anothers)) {
    throw refusals.combination(`The snapshot ${identifier} is encrypted: a KMS key of the region and account of its copy must be specified with KmsKeyId.`);
  }
  if (settings.kmsKeyId) usable(room, caller, place.region, settings.kmsKeyId);
  if (!wanted) return settings.kmsKeyId;
  return usable(room, caller, to.region, wanted);
}

/** The ARN of a key that a caller may encrypt storage with. Throws KMSKeyNotAccessibleFault. */
export function usable(room: Room, caller: Caller, region: string, keyId: string): string {
  try {
    return room.keys.use({ caller, region, keyId, action: 'kms:CreateGrant', via: 'rds' });
  } catch (error) {
    if (error instanceof AwsError) throw refusals.keyNotAccessible(keyId);
    throw error;
  }
}
