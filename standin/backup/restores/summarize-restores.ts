/** ListRestoreJobSummaries: how many restore jobs there were, a row for each day, account, state and type. */
import type { ListRestoreJobSummariesInput, ListRestoreJobSummariesOutput, RestoreJobSummary } from '@aws-sdk/client-backup';
import { Duration } from '../../../time/duration';
import { Instant } from '../../../time/instant';
import { type Handler, operation } from '../../service';
import type { Whereabouts } from '../../whereabouts';
import type { BackupState } from '../backup-state';
import { pageIn } from '../readers';
import type { RestoreJob } from './restore-job';

const day = Duration.days(1);
const days: Readonly<Record<string, number>> = { ONE_DAY: 1, SEVEN_DAYS: 7, FOURTEEN_DAYS: 14 };

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListRestoreJobSummaries.html */
export function listRestoreJobSummaries(state: BackupState): Handler {
  return operation(async (input: ListRestoreJobSummariesInput, { caller, region }): Promise<ListRestoreJobSummariesOutput> => {
    const period = input.AggregationPeriod ?? 'FOURTEEN_DAYS';
    const midnight = Instant.ofEpochMilliseconds(Math.floor(state.now().epochMilliseconds / day.milliseconds) * day.milliseconds);
    const since = midnight.minus(day.times((days[period] ?? 14) - 1));
    const where = { accountId: caller.accountId, region };
    const jobs = state.restores.rows.in(where).filter((job) => !job.created.isBefore(since) && wanted(job, input));
    const { items, NextToken } = pageIn(rowsOf(jobs.toReversed(), where, input), input);
    return { RestoreJobSummaries: items, AggregationPeriod: period, NextToken };
  });
}

function wanted(job: RestoreJob, { AccountId: account, State: status, ResourceType: type }: ListRestoreJobSummariesInput): boolean {
  return one(job.accountId, account) && one(job.status, status) && one(job.point.resourceType, type);
}

/** `AGGREGATE_ALL` counts all together and `ANY` each by itself; both leave nothing out. */
function one(actual: string, asked: string | undefined): boolean {
  return asked === undefined || asked === 'ANY' || asked === 'AGGREGATE_ALL' || actual === asked;
}

function rowsOf(jobs: readonly RestoreJob[], { accountId, region }: Whereabouts, input: ListRestoreJobSummariesInput): RestoreJobSummary[] {
  const rows = new Map<string, RestoreJobSummary>();
  for (const job of jobs) {
    const start = Instant.ofEpochMilliseconds(Math.floor(job.created.epochMilliseconds / day.milliseconds) * day.milliseconds);
    const State = input.State === 'AGGREGATE_ALL' ? 'AGGREGATE_ALL' : job.status;
    const ResourceType = input.ResourceType === 'AGGREGATE_ALL' ? 'AGGREGATE_ALL' : job.point.resourceType;
    const key = JSON.stringify([start.epochMilliseconds, State, ResourceType]);
    const AccountId = input.AccountId === 'AGGREGATE_ALL' ? 'AGGREGATE_ALL' : accountId;
    const row = rows.get(key) ?? { Region: region, AccountId, State, ResourceType, Count: 0, StartTime: start.toDate(), EndTime: start.plus(day).toDate() };
    rows.set(key, { ...row, Count: (row.Count ?? 0) + 1 });
  }
  return [...rows.values()];
}
