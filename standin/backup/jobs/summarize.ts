/** ListBackupJobSummaries and ListCopyJobSummaries: how many jobs there were, a row for each day, state, type and message category. */
import type { BackupJobSummary, CopyJobSummary, ListBackupJobSummariesInput, ListBackupJobSummariesOutput, ListCopyJobSummariesInput, ListCopyJobSummariesOutput } from '@aws-sdk/client-backup';
import { Duration } from '../../../time/duration';
import { Instant } from '../../../time/instant';
import { type Call, operation, type Operations } from '../../service';
import { whereOf } from '../../whereabouts';
import type { BackupState } from '../backup-state';
import { pageIn } from '../readers';
import type { Listed } from './job-filters';

const day = Duration.days(1);
const days: Readonly<Record<string, number>> = { ONE_DAY: 1, SEVEN_DAYS: 7, FOURTEEN_DAYS: 14 };

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobSummaries.html */
export function summaryOperations(state: BackupState): Operations {
  return {
    ListBackupJobSummaries: operation(async (input: ListBackupJobSummariesInput, call): Promise<ListBackupJobSummariesOutput> => {
      // What is counted are the jobs' own states.
      const { items, NextToken } = pageIn(summarize(state.backups.rows.values(), input, call) as BackupJobSummary[], input);
      return { BackupJobSummaries: items, AggregationPeriod: input.AggregationPeriod ?? 'FOURTEEN_DAYS', NextToken };
    }),
    ListCopyJobSummaries: operation(async (input: ListCopyJobSummariesInput, call): Promise<ListCopyJobSummariesOutput> => {
      // What is counted are the jobs' own states.
      const { items, NextToken } = pageIn(summarize(state.copies.rows.values(), input, call) as CopyJobSummary[], input);
      return { CopyJobSummaries: items, AggregationPeriod: input.AggregationPeriod ?? 'FOURTEEN_DAYS', NextToken };
    }),
  };
}

interface Asked {
  AccountId?: string;
  State?: string;
  ResourceType?: string;
  MessageCategory?: string;
  AggregationPeriod?: string;
}

interface Row {
  Region: string;
  AccountId: string;
  State: string;
  ResourceType: string;
  MessageCategory?: string;
  Count: number;
  StartTime: Date;
  EndTime: Date;
}

/** The days are those of UTC, the last of them today's. */
function summarize(jobs: Iterable<Listed>, asked: Asked, call: Call): Row[] {
  const { accountId, region } = whereOf(call);
  const since = midnight(call.now).minus(day.times((days[asked.AggregationPeriod ?? 'FOURTEEN_DAYS'] ?? 14) - 1));
  const rows = new Map<string, Row>();
  for (const job of jobs) {
    if (job.accountId !== accountId || job.region !== region || job.created.isBefore(since) || !means(job, asked)) continue;
    const start = midnight(job.created);
    const State = shown(job.state, asked.State);
    const ResourceType = shown(job.resourceType, asked.ResourceType);
    const MessageCategory = job.category === undefined ? undefined : shown(job.category, asked.MessageCategory);
    const key = JSON.stringify([start.epochMilliseconds, State, ResourceType, MessageCategory]);
    const row = rows.get(key);
    if (row) row.Count += 1;
    else rows.set(key, { Region: region, AccountId: shown(accountId, asked.AccountId), State, ResourceType, MessageCategory, Count: 1, StartTime: start.toDate(), EndTime: start.plus(day).toDate() });
  }
  return [...rows.values()];
}

function means(job: Listed, { AccountId, State, ResourceType, MessageCategory }: Asked): boolean {
  return is(job.accountId, AccountId) && is(job.state, State) && is(job.resourceType, ResourceType) && is(job.category?.toLowerCase(), MessageCategory, MessageCategory?.toLowerCase());
}

/** `AGGREGATE_ALL` counts all together and `ANY` each by itself; both leave nothing out. */
function is(actual: string | undefined, asked: string | undefined, compared = asked): boolean {
  return asked === undefined || asked === 'ANY' || asked === 'AGGREGATE_ALL' || actual === compared;
}

function shown(actual: string, asked: string | undefined): string {
  return asked === 'AGGREGATE_ALL' ? asked : actual;
}

function midnight(at: Instant): Instant {
  return Instant.ofEpochMilliseconds(Math.floor(at.epochMilliseconds / day.milliseconds) * day.milliseconds);
}
