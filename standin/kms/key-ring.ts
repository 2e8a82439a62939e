/** The KMS keys of the world, for the services that encrypt with them. */
import type { Access } from '../access/access';
import { AwsError } from '../aws-error';
import type { Caller } from '../service';
import type { World } from '../world';

/** What another service wants of a key, for a caller. */
export interface KeyUse {
  caller: Caller;
  region: string;
  /** Id, ARN, alias name or alias ARN. `alias/aws/s3` is made when it is first used. */
  keyId: string;
  action: 'kms:GenerateDataKey' | 'kms:Decrypt' | 'kms:Encrypt';
  context?: Readonly<Record<string, string>>;
}

export class KeyRing {
  constructor(
    readonly world: World,
    readonly access: Access,
  ) {}

  /**
   * The ARN of the key, once the caller may use it and it can be used.
   * Throws AwsError: `KMS.NotFoundException`, `KMS.DisabledException`, `KMS.KMSInvalidStateException`, `AccessDenied`.
   */
  use(wanted: KeyUse): string {
    throw new AwsError('KMS.NotFoundException', `Key '${wanted.keyId}' does not exist`);
  }
}
