/** A recovery point: a copy of a resource in a vault, as it was at an instant or, continuously, over a window. */
import type { RecoveryPointCreator } from '@aws-sdk/client-backup';
import type { Instant } from '../../../time/instant';
import type { TagRecord } from '../../tag-record';
import type { Whereabouts } from '../../whereabouts';

export type PointStatus = 'CREATING' | 'AVAILABLE' | 'COMPLETED' | 'PARTIAL' | 'DELETING' | 'EXPIRED' | 'STOPPED';

/** In days from its creation. */
export interface Lifecycle {
  moveToColdStorageAfterDays?: number;
  deleteAfterDays?: number;
  optInToArchive?: boolean;
}

/** Plain data; replaced, never changed. */
export interface RecoveryPoint extends Whereabouts {
  arn: string;
  vault: string;
  resourceType: string;
  resourceArn: string;
  resourceName: string;
  status: PointStatus;
  message?: string;
  continuous: boolean;
  created: Instant;
  completed?: Instant;
  /** When it went cold. */
  cold?: Instant;
  roleArn: string;
  /** The job that made it. */
  jobId: string;
  createdBy?: RecoveryPointCreator;
  sizeBytes: number;
  /** Of the vault for fully managed types, otherwise of the source; undefined where it is not encrypted. */
  keyArn?: string;
  lifecycle: Lifecycle;
  tags: TagRecord;
  /** The vault that it was copied from. */
  sourceVaultArn?: string;
  restored?: Instant;
  /** The kind's own plain data: how it finds the copy again. */
  content: object;
}
