/** Everything that can be wrong with a plan of the right shape. */
import { backupRetentionProblems } from './backup-retention';
import { bucketArchiveProblems } from './bucket-archive';
import { bucketLockProblems } from './bucket-lock';
import { bucketVersioningProblems } from './bucket-versioning';
import { classProblems } from './class-exists';
import { classOfDataProblems } from './class-of-data';
import { databaseBackupProblems } from './database-backups';
import { databaseRecoveryPointProblems } from './database-recovery-point';
import { durationProblems } from './durations';
import { functionTimeoutProblems } from './function-timeout';
import type { FindProblems } from './problem';
import { regionProblems } from './region-allowed';
import { replicaRegionProblems } from './replica-region';
import { riskProblems } from './risk-exists';

const promises: readonly FindProblems[] = [
  durationProblems,
  classProblems,
  classOfDataProblems,
  riskProblems,
  regionProblems,
  databaseRecoveryPointProblems,
  databaseBackupProblems,
  backupRetentionProblems,
  bucketVersioningProblems,
  bucketArchiveProblems,
  bucketLockProblems,
  functionTimeoutProblems,
  replicaRegionProblems,
];

export const findProblems: FindProblems = (plan) => promises.flatMap((find) => find(plan));
