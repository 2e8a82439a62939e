/** Everything that can be wrong with a plan of the right shape. */
import { bucketVersioningProblems } from './bucket-versioning';
import { classProblems } from './class-exists';
import { databaseBackupProblems } from './database-backups';
import { databaseRecoveryPointProblems } from './database-recovery-point';
import { durationProblems } from './durations';
import type { FindProblems } from './problem';
import { regionProblems } from './region-allowed';
import { riskProblems } from './risk-exists';

const promises: readonly FindProblems[] = [
  durationProblems,
  classProblems,
  riskProblems,
  regionProblems,
  databaseRecoveryPointProblems,
  databaseBackupProblems,
  bucketVersioningProblems,
];

export const findProblems: FindProblems = (plan) => promises.flatMap((find) => find(plan));
