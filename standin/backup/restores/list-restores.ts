/** The lists of restore jobs, newest first. */
import type {
  ListRestoreJobsByProtectedResourceInput,
  ListRestoreJobsByProtectedResourceOutput,
  ListRestoreJobsInput,
  ListRestoreJobsOutput,
} from '@aws-sdk/client-backup';
import type { Instant } from '../../../time/instant';
import { type Handler, operation } from '../../service';
import type { BackupState } from '../backup-state';
import { pageIn } from '../readers';
import type { RestoreJob } from './restore-job';
import { told } from './told';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListRestoreJobs.html */
export function listRestoreJobs(state: BackupState): Handler {
  return operation(async (input: ListRestoreJobsInput, { caller, region }): Promise<ListRestoreJobsOutput> => {
    const jobs = state.restores.rows.in({ accountId: caller.accountId, region }).filter((job) => fits(job, input));
    const { items, NextToken } = pageIn(jobs, input);
    return { RestoreJobs: items.map((job) => told(state, job)), NextToken };
  });
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListRestoreJobsByProtectedResource.html */
export function listRestoreJobsByProtectedResource(state: BackupState): Handler {
  return operation(async (input: ListRestoreJobsByProtectedResourceInput, { caller, region }): Promise<ListRestoreJobsByProtectedResourceOutput> => {
    const { ByStatus: status, ByRecoveryPointCreationDateAfter: from, ByRecoveryPointCreationDateBefore: to } = input;
    const jobs = state.restores.rows
      .ofSource({ accountId: caller.accountId, region }, input.ResourceArn ?? '')
      .filter((job) => same(job.status, status) && within(job.point.created, from, to));
    const { items, NextToken } = pageIn(jobs, input);
    return { RestoreJobs: items.map((job) => told(state, job)), NextToken };
  });
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
