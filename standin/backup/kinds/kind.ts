/** What AWS Backup asks of a type of resource: to list it, to copy it into a vault, and to make a new one from a copy. One file a type implements it. */
import type { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import type { Caller } from '../../service';
import type { TagRecord } from '../../tag-record';
import type { Whereabouts } from '../../whereabouts';
import type { RecoveryPoint } from '../points/recovery-point';

/** One thing that can be protected. */
export interface Resource {
  arn: string;
  name: string;
  tags: TagRecord;
  /** What keeps it from being backed up now, in the words of the job's status message; undefined where nothing does. */
  unusable?: string;
}

/** What a type can do, by which the API refuses what it cannot. */
export interface Traits {
  /** Whether it can be backed up continuously. */
  continuous: boolean;
  /** Whether its recovery points have a cold tier; lifecycles to it are ignored where they have none. */
  cold: boolean;
  /** Whether StopBackupJob takes its jobs. */
  stoppable: boolean;
  /** Whether AWS Backup keeps its recovery points itself, encrypted with the vault's key. */
  fullyManaged: boolean;
}

/** The work of one job. What is done to the resource's own service is done as `role`, so that what it lacks fails the job. */
export interface Work {
  jobId: string;
  role: Caller;
  now: Instant;
}

export interface BackupWork extends Work {
  resource: Resource;
  vault: Whereabouts & { arn: string; keyArn: string };
  options: Readonly<Record<string, string>>;
  tags: TagRecord;
}

export interface CopyWork extends Work {
  source: RecoveryPoint;
  /** Where the copy goes: another vault, perhaps of another region or account. */
  vault: BackupWork['vault'];
}

export interface RestoreWork extends Work {
  point: RecoveryPoint;
  /** The account and region in which the resource is made. */
  where: Whereabouts;
  metadata: Readonly<Record<string, string>>;
  /** Tags of what is restored, where the caller asked for those of the backup or a test marks its own. */
  tags: TagRecord;
}

/** A copy that is under way: whose it is from now on, and when to look whether it is done. */
export interface Begun {
  arn: string;
  /** Plain data of the kind's own, by which it finds the copy again; kept with the recovery point. */
  content: object;
  lookAfter: Duration;
  /** The key of a copy that the resource's own service encrypts; what is fully managed is encrypted with the vault's. */
  keyArn?: string;
}

/** How far a job is: percent are 0 to 100. */
export type Progress =
  | { state: 'running'; percent: number; lookAfter: Duration }
  | { state: 'done'; sizeBytes: number; message?: string; category?: string }
  | { state: 'failed'; message: string; category?: string };

/** A restore that is under way. `resource` appears as soon as it exists. */
export interface RestoreBegun {
  resource?: string;
  /** Plain data of the kind's own, by which it finds the restore again. */
  content: object;
  lookAfter: Duration;
}

export type RestoreProgress = Progress & { resource?: string };

export interface ResourceKind {
  /** As AWS Backup calls it: `RDS`, `S3`, `EBS`. */
  readonly type: string;
  readonly traits: Traits;
  /** Whether an ARN has the form of this type's. */
  owns(arn: string): boolean;
  /** Every resource of a place, in a fixed order. */
  resources(where: Whereabouts): Iterable<Resource>;
  find(arn: string): Resource | undefined;

  /**
   * Copies a resource, as it is at this call, into a vault. Throws JobFailure where it cannot be done, or not as that role.
   * The engine then looks again and again until it is done or failed.
   */
  backUp(work: BackupWork): Begun | Promise<Begun>;
  lookAtBackup(point: RecoveryPoint): Progress | Promise<Progress>;
  /** Throws JobFailure. Looked at like a backup. */
  copy(work: CopyWork): Begun | Promise<Begun>;
  /** Removes a copy. Throws JobFailure where the role may not. */
  remove(point: RecoveryPoint, role: Caller | undefined): void | Promise<void>;

  /** What GetRecoveryPointRestoreMetadata answers. */
  restoreMetadata(point: RecoveryPoint): Readonly<Record<string, string>>;
  /** Throws AwsError InvalidParameterValueException for metadata that this type does not have, before a job is made. */
  checkRestore(point: RecoveryPoint, metadata: Readonly<Record<string, string>>): void;
  /** Makes a new resource from a copy. Throws JobFailure. */
  restore(work: RestoreWork): RestoreBegun | Promise<RestoreBegun>;
  lookAtRestore(work: Omit<RestoreWork, 'tags'>, content: object): RestoreProgress | Promise<RestoreProgress>;

  /** The metadata with which restore testing restores a recovery point where nothing is overridden. `job` makes names its own. */
  testMetadata(point: RecoveryPoint, job: string): Readonly<Record<string, string>>;
  /** Which of those restore testing lets be overridden, in lower case. */
  readonly overridable: readonly string[];
  /** Deletes what a test restored. Answers when to look again, or undefined once it is gone. Throws JobFailure. */
  deleteTested(resourceArn: string, role: Caller): Duration | undefined | Promise<Duration | undefined>;

  /** Undefined for types that are backed up at instants only. */
  readonly continuous?: ContinuousKind;
}

/** What a type that can be backed up continuously adds. */
export interface ContinuousKind {
  /** Begins to follow a resource, or changes for how many days. Throws JobFailure. Answers with the point's ARN and the kind's own data. */
  follow(work: BackupWork, keepDays: number): Omit<Begun, 'lookAfter'> | Promise<Omit<Begun, 'lookAfter'>>;
  /** From when to when it can be restored to; undefined before there is anything. `broken` says why it is followed no longer. */
  window(point: RecoveryPoint): { from: Instant; to: Instant; broken?: string } | undefined;
  /** Leaves the resource be; the source's service keeps what it has where `keep`, for its days. */
  unfollow(point: RecoveryPoint, keep: boolean): void | Promise<void>;
}
