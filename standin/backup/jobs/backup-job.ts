/** A backup job, as plain data; replaced, never changed. */
import type { BackupJobState, RecoveryPointCreator } from '@aws-sdk/client-backup';
import type { Instant } from '../../../time/instant';
import type { TagRecord } from '../../tag-record';
import type { Whereabouts } from '../../whereabouts';
import type { CopyAction } from '../plans/plan';
import type { Lifecycle } from '../points/recovery-point';

/** What all jobs of one rule that came round have in common; they share it. */
export interface BackupOrder {
  /** In the account and region of the job. */
  vault: string;
  roleArn: string;
  lifecycle: Lifecycle;
  tags: TagRecord;
  options: Readonly<Record<string, string>>;
  /** Only where a plan's schedule made the job. */
  createdBy?: RecoveryPointCreator;
  copies: readonly CopyAction[];
  /** Whether the resource is to be backed up continuously. */
  continuous: boolean;
}

export interface BackupJob extends Whereabouts {
  id: string;
  order: BackupOrder;
  resourceArn: string;
  resourceType: string;
  resourceName: string;
  created: Instant;
  /** It has to have begun by then, or it expires. */
  startBy: Instant;
  /** It has to be done by then, or it is aborted. */
  completeBy: Instant;
  state: BackupJobState;
  message?: string;
  category?: string;
  /** 0 to 100. */
  percent: number;
  sizeBytes?: number;
  completed?: Instant;
  pointArn?: string;
  /** The idempotency token that it was started with. */
  token?: string;
  /** When something is to happen to it; undefined once it is over. */
  due?: Instant;
}

/** Those that may still begin, and those that are over. */
export function waits({ state }: Pick<BackupJob, 'state'>): boolean {
  return state === 'CREATED' || state === 'PENDING';
}

export function isOver({ state }: Pick<BackupJob, 'state'>): boolean {
  return state === 'COMPLETED' || state === 'FAILED' || state === 'ABORTED' || state === 'EXPIRED' || state === 'PARTIAL';
}
