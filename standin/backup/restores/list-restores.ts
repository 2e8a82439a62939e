/** The lists of restore jobs, newest first. */
import type {
  ListRestoreJobsByProtectedResourceInput,
  ListRestoreJobsByProtectedResourceOutput,
  ListRestoreJobsInput,
  ListRestoreJobsOutput,
} from '@aws-sdk/client-backup';
import type { Instant } from '../../../time/instant';
import { type Handler, operation } from '../../service';
import { whereOf } from '../../whereabouts';
import type { BackupState } from '../backup-state';
import { newestFirst } from '../newest-first';
import { required } from '../readers';
import type { RestoreJob } from './restore-job';
import { told } from './told';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListRestoreJobs.html */
export function listRestoreJobs(state: BackupState): Handler {
  return operation(async (input: ListRestoreJobsInput, call): Promise<ListRestoreJobsOutput> => {
    const { items, NextToken } = newestFirst(state.restores.rows.in(whereOf(call)), { wanted: input, keyOf, means: (job) => fits(job, input) });
    return { RestoreJobs: items.map((job) => told(state, job)), NextToken };
  });
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListRestoreJobsByProtectedResource.html */
export function listRestoreJobsByProtectedResource(state: BackupState): Handler {
  return operation(async (input: ListRestoreJobsByProtectedResourceInput, call): Promise<ListRestoreJobsByProtectedResourceOutput> => {
    const { ByStatus: status, ByRecoveryPointCreationDateAfter: from, ByRecoveryPointCreationDateBefore: to } = input;
    const means = (job: RestoreJob): boolean => same(job.status, status) && within(job.point.created, from, to);
    const { items, NextToken } = newestFirst(state.restores.rows.ofSource(whereOf(call), required(input.ResourceArn, 'ResourceArn')), { wanted: input, keyOf, means });
    return { RestoreJobs: items.map((job) => told(state, job)), NextToken };
  });
}

function keyOf({ id }: RestoreJob): string {
  return id;
}

function fits(job: RestoreJob, input: ListRestoreJobsInput): boolean {
  return (
    // Of other accounts only an organization's management account is told, and here there is none.
    (input.ByAccountId === '*' || same(job.accountId, input.ByAccountId)) &&
    same(job.point.resourceType, input.ByResourceType) &&
    same(job.status, input.ByStatus) &&
    same(job.test?.planArn, input.ByRestoreTestingPlanArn) &&
    // Only jobs of several resources have children.
    input.ByParentJobId === undefined &&
    within(job.created, input.ByCreatedAfter, input.ByCreatedBefore) &&
    within(job.completed, input.ByCompleteAfter, input.ByCompleteBefore)
  );
}

function same(actual: string | undefined, wanted: string | undefined): boolean {
  return wanted === undefined || actual === wanted;
}

/** Whether it lies after the one and before the other, where they are given. */
function within(at: Instant | undefined, after: Date | undefined, before: Date | undefined): boolean {
  if (!after && !before) return true;
  if (!at) return false;
  return (!after || at.epochMilliseconds > after.getTime()) && (!before || at.epochMilliseconds < before.getTime());
}
