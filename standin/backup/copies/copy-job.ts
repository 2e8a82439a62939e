/** A copy job, as plain data; replaced, never changed. It belongs to the account and region of the vault that it copies from. */
import type { CopyJobState, RecoveryPointCreator } from '@aws-sdk/client-backup';
import type { Instant } from '../../../time/instant';
import type { Whereabouts } from '../../whereabouts';
import type { Lifecycle } from '../points/recovery-point';

export interface CopyJob extends Whereabouts {
  id: string;
  sourceVaultArn: string;
  sourcePointArn: string;
  destinationVaultArn: string;
  /** Known once the copy has begun. */
  destinationPointArn?: string;
  lifecycle: Lifecycle;
  roleArn: string;
  resourceArn: string;
  resourceType: string;
  resourceName: string;
  created: Instant;
  state: CopyJobState;
  message?: string;
  category?: string;
  sizeBytes?: number;
  completed?: Instant;
  createdBy?: RecoveryPointCreator;
  /** The scheduled backup that it copies. */
  backupJobId?: string;
  token?: string;
  /** Since when one of the regions does not answer. */
  cutOff?: Instant;
  due?: Instant;
}
