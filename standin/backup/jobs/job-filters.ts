/** The filters that lists of backup jobs and of copy jobs have in common. */
import { Instant } from '../../../time/instant';
import type { Call } from '../../service';
import { whereOf } from '../../whereabouts';
import { isRecent, type Job } from './jobs';

export interface JobFilters {
  ByResourceArn?: string;
  ByState?: string;
  ByCreatedBefore?: Date;
  ByCreatedAfter?: Date;
  ByCompleteBefore?: Date;
  ByCompleteAfter?: Date;
  ByResourceType?: string;
  ByAccountId?: string;
  ByParentJobId?: string;
  ByMessageCategory?: string;
}

export interface Listed extends Job {
  resourceArn: string;
  resourceType: string;
  state: string;
  category?: string;
  completed?: Instant;
}

/** Only the caller's own jobs of the last 30 days, in its region. No job here is part of another. */
export function isListed(job: Listed, by: JobFilters, call: Call): boolean {
  const { accountId, region } = whereOf(call);
  if (job.accountId !== accountId || job.region !== region || !isRecent(job, call.now)) return false;
  return (
    is(job.resourceArn, by.ByResourceArn) &&
    is(job.state, by.ByState) &&
    is(job.resourceType, by.ByResourceType) &&
    (by.ByAccountId === '*' || is(job.accountId, by.ByAccountId)) &&
    by.ByParentJobId === undefined &&
    (by.ByMessageCategory === undefined || job.category?.toLowerCase() === by.ByMessageCategory.toLowerCase()) &&
    isBetween(job.created, by.ByCreatedAfter, by.ByCreatedBefore) &&
    isBetween(job.completed, by.ByCompleteAfter, by.ByCompleteBefore)
  );
}

/** What has no such time is not between any. */
export function isBetween(at: Instant | undefined, after: Date | undefined, before: Date | undefined): boolean {
  if (!after && !before) return true;
  if (!at) return false;
  return !(after && !at.isAfter(Instant.ofDate(after))) && !(before && !at.isBefore(Instant.ofDate(before)));
}

function is(actual: string, wanted: string | undefined): boolean {
  return wanted === undefined || actual === wanted;
}
