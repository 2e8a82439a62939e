/** A restore testing plan and a selection of what it tests, as plain data; replaced, never changed. */
import type { RestoreTestingRecoveryPointSelectionAlgorithm, RestoreTestingRecoveryPointType } from '@aws-sdk/client-backup';
import type { Instant } from '../../../time/instant';
import type { TagRecord } from '../../tag-record';
import type { Whereabouts } from '../../whereabouts';

/** Which recovery points may be restored. */
export interface PointChoice {
  algorithm: RestoreTestingRecoveryPointSelectionAlgorithm;
  types: readonly RestoreTestingRecoveryPointType[];
  /** ARNs of vaults, in which `*` stands for others. */
  includeVaults: readonly string[];
  excludeVaults: readonly string[];
  windowDays: number;
}

export interface TestingPlan extends Whereabouts {
  name: string;
  arn: string;
  created: Instant;
  updated?: Instant;
  /** When it last came round. */
  lastRun?: Instant;
  creatorRequestId?: string;
  tags: TagRecord;
  schedule: string;
  timezone: string;
  startWindowHours: number;
  points: PointChoice;
}

export interface TagTest {
  /** The tag's key, without `aws:ResourceTag/`. */
  key: string;
  value: string;
}

export interface TestingSelection extends Whereabouts {
  planName: string;
  name: string;
  created: Instant;
  updated?: Instant;
  creatorRequestId?: string;
  roleArn: string;
  resourceType: string;
  /** `*` alone, or the ARNs themselves. */
  arns: readonly string[];
  /** All of them have to be met. */
  equals: readonly TagTest[];
  notEquals: readonly TagTest[];
  overrides: Readonly<Record<string, string>>;
  validationWindowHours: number;
}
