/** A restore job: a new resource being made from a recovery point. */
import type { RestoreDeletionStatus, RestoreJobStatus, RestoreValidationStatus } from '@aws-sdk/client-backup';
import type { Instant } from '../../../time/instant';
import type { TagRecord } from '../../tag-record';
import type { Whereabouts } from '../../whereabouts';
import type { RecoveryPoint } from '../points/recovery-point';

/** What restore testing adds to a job that it began. */
export interface RestoreTest {
  planArn: string;
  validationWindowHours: number;
  validation?: { status: RestoreValidationStatus; message?: string };
  deletion?: { status: RestoreDeletionStatus; message?: string };
}

/** Plain data; replaced, never changed. */
export interface RestoreJob extends Whereabouts {
  id: string;
  /** By which a call that is made again is known. */
  token?: string;
  /** As it was when the job was made: what becomes of it afterwards is nothing to the job. */
  point: RecoveryPoint;
  roleArn: string;
  metadata: Readonly<Record<string, string>>;
  /** What the restored resource is tagged with. */
  tags: TagRecord;
  status: RestoreJobStatus;
  message?: string;
  /** 0 to 100. */
  percent: number;
  created: Instant;
  completed?: Instant;
  /** Of the restored resource, in bytes, once that is done; before, of the backup. */
  sizeBytes: number;
  /** What is being made, as soon as it is there. */
  resource?: string;
  /** The kind's own plain data, from when the work has begun. */
  content?: object;
  /** Since when the region has not answered. */
  cutOff?: Instant;
  test?: RestoreTest;
}

export function isOver({ status }: RestoreJob): boolean {
  return status === 'COMPLETED' || status === 'FAILED' || status === 'ABORTED';
}
