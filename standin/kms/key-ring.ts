/** The KMS keys of the world, for KMS itself and for the services that encrypt with them. */
import type { Access } from '../access/access';
import { AwsError } from '../aws-error';
import type { Call, Caller } from '../service';
import type { World } from '../world';
import { disabled, invalidState } from './errors';
import { findKey } from './find-key';
import { arnOf, type Key } from './key';
import { KeyStore } from './key-store';
import { requireOn } from './permission';

/** What another service wants of a key, for a caller. */
export interface KeyUse {
  caller: Caller;
  region: string;
  /** Id, ARN, alias name or alias ARN. `alias/aws/s3` is made when it is first used. */
  keyId: string;
  action: 'kms:GenerateDataKey' | 'kms:Decrypt' | 'kms:Encrypt' | 'kms:CreateGrant' | 'kms:DescribeKey' | 'kms:ReEncryptFrom' | 'kms:ReEncryptTo';
  /** The service that asks, as KMS calls it in `kms:ViaService`: `s3`, `rds`, `ec2`, `backup`. */
  via: string;
  context?: Readonly<Record<string, string>>;
}

/** What a call to KMS wants of the key that it names. */
export interface Named {
  KeyId: string | undefined;
  action: string;
  context?: Readonly<Record<string, string>>;
}

export class KeyRing {
  readonly store: KeyStore;

  constructor(
    readonly world: World,
    readonly access: Access,
  ) {
    this.store = new KeyStore(world);
  }

  /**
   * The ARN of the key, once the caller may use it and it can be used.
   * Throws AwsError: `KMS.NotFoundException`, `KMS.DisabledException`, `KMS.KMSInvalidStateException`, `AccessDenied`.
   */
  use({ caller, region, keyId, action, via, context }: KeyUse): string {
    try {
      const key = findKey(this.store, { region, accountId: caller.accountId, now: this.world.clock.now() }, keyId);
      requireOn(this.access, key, { caller, action, encryptionContext: context, via, alias: aliasIn(keyId) });
      checkUsable(key);
      return arnOf(key);
    } catch (error) {
      if (!(error instanceof AwsError) || error.code === 'AccessDenied') throw error;
      throw new AwsError(`KMS.${error.code}`, error.message);
    }
  }

  /** The key that a call names, once its caller may do that with it. Throws `NotFoundException` and `AccessDenied`. */
  keyOf(call: Call, { KeyId: keyId = '', action, context }: Named): Key {
    const key = findKey(this.store, { region: call.region, accountId: call.caller.accountId, now: call.now }, keyId);
    requireOn(this.access, key, { caller: call.caller, action, encryptionContext: context, alias: aliasIn(keyId) });
    return key;
  }

  /** Like `keyOf`, for what nobody may do to a key that is AWS's own. */
  ownKeyOf(call: Call, named: Named): Key {
    const key = this.keyOf(call, named);
    if (key.manager === 'CUSTOMER') return key;
    throw new AwsError('AccessDenied', `User: ${call.caller.arn} is not authorized to perform: ${named.action} on resource: ${arnOf(key)}`, { status: 403 });
  }
}

/** Throws `DisabledException` and `KMSInvalidStateException` for a key that cannot encrypt or decrypt. */
export function checkUsable(key: Key): void {
  checkNotLeaving(key);
  if (!key.enabled) throw disabled(key);
}

/** Throws `KMSInvalidStateException` for a key that waits for its deletion. */
export function checkNotLeaving(key: Key): void {
  if (key.deletion) throw invalidState(key, 'pending deletion');
}

function aliasIn(keyId: string): string | undefined {
  return /(?:^|:)(alias\/.+)$/.exec(keyId)?.[1];
}
