/** Whether a volume or a snapshot's copy is encrypted, and with which key: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html */
import { AwsError } from '../../aws-error';
import { findKey } from '../../kms/find-key';
import { checkUsable } from '../../kms/key-ring';
import type { Caller } from '../../service';
import { type Whereabouts, whereaboutsOf } from '../../whereabouts';
import type { EbsSettings } from './ebs-settings';
import type { EbsNeighbours } from './volumes';

export interface Wanted {
  Encrypted?: boolean;
  KmsKeyId?: string;
}

/** The snapshot that something is made from. `ours` says whether it is of the same account and region, and so its key at hand. */
export interface Inherited {
  encrypted: boolean;
  keyArn?: string;
  ours: boolean;
}

/** The key by which it is to be encrypted, as somebody named it; undefined for what stays in the clear. Throws InvalidParameterDependency. */
export function keyWanted({ Encrypted: encrypted, KmsKeyId: keyId }: Wanted, inherited: Inherited | undefined, settings: EbsSettings): string | undefined {
  const isEncrypted = encrypted === true || inherited?.encrypted === true || (encrypted === undefined && settings.encryptByDefault);
  if (keyId && !isEncrypted) throw new AwsError('InvalidParameterDependency', 'The parameter KmsKeyId requires the parameter Encrypted to be set.');
  if (!isEncrypted) return undefined;
  if (keyId) return keyId;
  return inherited?.encrypted && inherited.ours && inherited.keyArn ? inherited.keyArn : settings.defaultKey;
}

/** A key in use, or why it is of none: EC2 finds out after it has answered. */
export type KeyUsed = { keyArn: string } | { failure: string };

export function useKey({ keys }: EbsNeighbours, caller: Caller, region: string, keyId: string): KeyUsed {
  try {
    return { keyArn: keys.use({ caller, region, keyId, action: 'kms:CreateGrant', via: 'ec2' }) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { failure: `Given key ID is not accessible` };
  }
}

/** Whether a key can decrypt what it encrypted, whoever asks. */
export function isKeyUsable({ keys }: EbsNeighbours, keyArn: string, where: Whereabouts): boolean {
  try {
    checkUsable(findKey(keys.store, { accountId: where.accountId, region: whereaboutsOf(keyArn).region, now: keys.world.clock.now() }, keyArn));
    return true;
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}

/** Whether a key is one that somebody made, rather than the account's own for EBS. */
export function isCustomersKey({ keys }: EbsNeighbours, keyArn: string): boolean {
  const { region, accountId } = whereaboutsOf(keyArn);
  return keys.store.key(region, accountId, keyArn.slice(keyArn.lastIndexOf('/') + 1))?.manager === 'CUSTOMER';
}
