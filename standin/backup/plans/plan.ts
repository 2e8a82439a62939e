/** A backup plan with its rules, and a selection of what it protects, as plain data; replaced, never changed. */
import type { Instant } from '../../../time/instant';
import type { TagRecord } from '../../tag-record';
import type { Whereabouts } from '../../whereabouts';
import type { Lifecycle } from '../points/recovery-point';

export interface CopyAction {
  destinationVaultArn: string;
  /** Empty where copies are kept for good. */
  lifecycle: Lifecycle;
}

export interface Rule {
  id: string;
  name: string;
  /** The vault's name, in the plan's own account and region. Nothing says that it exists. */
  vault: string;
  schedule: string;
  timezone: string;
  /** From when a rate counts. */
  since: Instant;
  startWindowMinutes: number;
  completionWindowMinutes: number;
  /** Empty where recovery points are kept for good. */
  lifecycle: Lifecycle;
  recoveryPointTags: TagRecord;
  copies: readonly CopyAction[];
  continuous: boolean;
}

/** What a plan said from one change to the next. */
export interface PlanVersion {
  versionId: string;
  created: Instant;
  name: string;
  rules: readonly Rule[];
  /** The options of each type: `{ S3: { BackupACLs: 'disabled' } }`. */
  options: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface Plan extends Whereabouts {
  id: string;
  arn: string;
  created: Instant;
  creatorRequestId?: string;
  tags: TagRecord;
  current: PlanVersion;
  /** Those before it, oldest first. */
  earlier: readonly PlanVersion[];
  /** A deleted plan is still told of, and does nothing. */
  deleted?: Instant;
  /** When a rule of it last came round. */
  lastRun?: Instant;
}

export type TagOperator = 'StringEquals' | 'StringNotEquals' | 'StringLike' | 'StringNotLike';

export interface TagCondition {
  operator: TagOperator;
  /** The tag's key, without `aws:ResourceTag/`. */
  key: string;
  value: string;
}

export interface Selection extends Whereabouts {
  id: string;
  planId: string;
  name: string;
  roleArn: string;
  created: Instant;
  creatorRequestId?: string;
  /** ARNs, of which the end may be `*`, and the region and the account. */
  resources: readonly string[];
  notResources: readonly string[];
  /** Any of them is enough, and takes no ARN. */
  listOfTags: readonly TagCondition[];
  /** All of them have to be met. */
  conditions: readonly TagCondition[];
}
