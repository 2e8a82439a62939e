/** What an account has set for all of its volumes of a region: whether they are encrypted, and with which key. */
import type {
  DisableEbsEncryptionByDefaultRequest, DisableEbsEncryptionByDefaultResult, EnableEbsEncryptionByDefaultRequest, EnableEbsEncryptionByDefaultResult,
  GetEbsDefaultKmsKeyIdRequest, GetEbsDefaultKmsKeyIdResult, GetEbsEncryptionByDefaultRequest, GetEbsEncryptionByDefaultResult,
  ModifyEbsDefaultKmsKeyIdRequest, ModifyEbsDefaultKmsKeyIdResult, ResetEbsDefaultKmsKeyIdRequest, ResetEbsDefaultKmsKeyIdResult,
} from '@aws-sdk/client-ec2';
import { Table } from '../../durable/table';
import type { Call, Operations } from '../../service';
import type { Whereabouts } from '../../whereabouts';
import type { World } from '../../world';
import { refusals } from '../refusals';
import { served } from '../requests';
import type { EbsNeighbours } from './volumes';

export interface EbsSettings {
  encryptByDefault: boolean;
  defaultKey: string;
}

/** The key that EBS makes for an account. */
const ownKey = 'alias/aws/ebs';

export class AllEbsSettings {
  readonly #rows: Table<EbsSettings>;

  constructor(
    world: World,
    private readonly neighbours: EbsNeighbours,
  ) {
    this.#rows = new Table(world.journal, 'ebs.settings');
  }

  of({ accountId, region }: Whereabouts): EbsSettings {
    return this.#rows.get(`${accountId}/${region}`) ?? { encryptByDefault: false, defaultKey: ownKey };
  }

  operations(): Operations {
    return {
      GetEbsEncryptionByDefault: served<GetEbsEncryptionByDefaultRequest, GetEbsEncryptionByDefaultResult>([], (_input, where) => () => ({
        EbsEncryptionByDefault: this.of(where).encryptByDefault,
        SseType: this.of(where).encryptByDefault ? 'sse-kms' : 'none',
      })),
      EnableEbsEncryptionByDefault: served<EnableEbsEncryptionByDefaultRequest, EnableEbsEncryptionByDefaultResult>([], (_input, where) => () => {
        return { EbsEncryptionByDefault: this.#set(where, { encryptByDefault: true }).encryptByDefault };
      }),
      DisableEbsEncryptionByDefault: served<DisableEbsEncryptionByDefaultRequest, DisableEbsEncryptionByDefaultResult>([], (_input, where) => () => {
        return { EbsEncryptionByDefault: this.#set(where, { encryptByDefault: false }).encryptByDefault };
      }),
      GetEbsDefaultKmsKeyId: served<GetEbsDefaultKmsKeyIdRequest, GetEbsDefaultKmsKeyIdResult>([], (_input, where) => () => ({ KmsKeyId: this.of(where).defaultKey })),
      ModifyEbsDefaultKmsKeyId: served<ModifyEbsDefaultKmsKeyIdRequest, ModifyEbsDefaultKmsKeyIdResult>(['KmsKeyId'], (input, where, call) => {
        const keyArn = this.#usable(input.KmsKeyId, call);
        return () => ({ KmsKeyId: this.#set(where, { defaultKey: keyArn }).defaultKey });
      }),
      ResetEbsDefaultKmsKeyId: served<ResetEbsDefaultKmsKeyIdRequest, ResetEbsDefaultKmsKeyIdResult>([], (_input, where) => () => {
        return { KmsKeyId: this.#set(where, { defaultKey: ownKey }).defaultKey };
      }),
    };
  }

  /** The key's ARN. Throws MissingParameter, and what KMS says of a key that is not there or may not be used. */
  #usable(keyId: string | undefined, { caller, region }: Call): string {
    if (!keyId) throw refusals.missing('kmsKeyId');
    return this.neighbours.keys.use({ caller, region, keyId, action: 'kms:CreateGrant', via: 'ec2' });
  }

  #set(where: Whereabouts, change: Partial<EbsSettings>): EbsSettings {
    return this.#rows.put(`${where.accountId}/${where.region}`, { ...this.of(where), ...change });
  }
}
