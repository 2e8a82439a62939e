/** The vault that a call names. */
import type { Call } from '../../service';
import { whereOf } from '../../whereabouts';
import type { BackupState } from '../backup-state';
import { required } from '../readers';
import { insufficient, invalidParameter } from '../refusals';
import type { Vault } from './vault';

/** Throws MissingParameterValueException and InvalidParameterValueException. */
export function vaultNameIn(value: string | undefined, member = 'BackupVaultName'): string {
  const name = required(value, member);
  if (!/^[a-zA-Z0-9\-_]{2,50}$/.test(name)) throw invalidParameter(`Invalid value for ${member}: a vault's name has 2 to 50 letters, digits, hyphens and underscores.`, [member]);
  return name;
}

/**
 * Throws AccessDenied for one that is not there: AWS tells nobody which vaults there are
 * (https://github.com/boto/boto3/issues/2269).
 */
export function askedVault(state: BackupState, { BackupVaultName }: { BackupVaultName: string | undefined }, call: Call): Vault {
  const vault = state.vaults.named(whereOf(call), vaultNameIn(BackupVaultName));
  if (!vault) throw insufficient();
  return vault;
}
