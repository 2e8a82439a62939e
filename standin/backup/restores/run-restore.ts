/** The work of a restore job, from its beginning to its end, a step at each call. */
import { Duration } from '../../../time/duration';
import { AwsError } from '../../aws-error';
import { findKey } from '../../kms/find-key';
import { checkUsable } from '../../kms/key-ring';
import type { Caller } from '../../service';
import type { BackupState } from '../backup-state';
import { JobFailure } from '../jobs/job-failure';
import type { ResourceKind, RestoreProgress, Work } from '../kinds/kind';
import { failureMessage } from './failure-message';
import type { RestoreJob } from './restore-job';

/** A job as it is after a step, and when the next one is due; there is none once it is over. */
export interface Stepped {
  job: RestoreJob;
  next?: Duration;
}

/** Retries go on for as long as backup jobs may take to begin, which is what AWS publishes of its patience: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartBackupJob.html */
const patience = Duration.hours(8);
const retry = Duration.minutes(10);

/** A step of a job that is not over. Never throws for what fails the job. */
export async function step(state: BackupState, { cutOff, ...job }: RestoreJob): Promise<Stepped> {
  const now = state.now();
  if (state.world.outages.isDown(job.region)) {
    const since = cutOff ?? now;
    if (now.since(since).compare(patience) < 0) return { job: { ...job, cutOff: since }, next: retry };
    return { job: failed(state, job, `The Region ${job.region} did not respond.`) };
  }
  try {
    const kind = kindOf(state, job);
    return job.content === undefined ? await begin(state, kind, job) : await look(state, kind, { job, content: job.content });
  } catch (error) {
    const message = failureMessage(error);
    if (message === undefined) state.world.onFault(error, `backup restore job ${job.id}`);
    return { job: failed(state, job, message ?? 'An internal error occurred.') };
  }
}

async function begin(state: BackupState, kind: ResourceKind, job: RestoreJob): Promise<Stepped> {
  const { resource, content, lookAfter } = await kind.restore({ ...workOf(state, job), point: job.point, where: job, metadata: job.metadata, tags: job.tags });
  return { job: { ...job, status: 'RUNNING', content, ...(resource !== undefined && { resource }) }, next: lookAfter };
}

async function look(state: BackupState, kind: ResourceKind, { job, content }: { job: RestoreJob; content: object }): Promise<Stepped> {
  const progress = await kind.lookAtRestore({ ...workOf(state, job), point: job.point, where: job, metadata: job.metadata }, content);
  return after(state, { ...job, ...(progress.resource !== undefined && { resource: progress.resource }) }, progress);
}

function after(state: BackupState, job: RestoreJob, progress: RestoreProgress): Stepped {
  if (progress.state === 'running') return { job: { ...job, percent: progress.percent }, next: progress.lookAfter };
  if (progress.state === 'failed') return { job: failed(state, job, progress.message) };
  // What was to be made is there, and nobody looks at this job again.
  if (state.world.mischief.has('stuck-restore')) return { job: { ...job, percent: 99 } };
  const { sizeBytes, message } = progress;
  return { job: { ...job, status: 'COMPLETED', percent: 100, sizeBytes, completed: state.now(), ...(message !== undefined && { message }) } };
}

function failed(state: BackupState, job: RestoreJob, message: string): RestoreJob {
  return { ...job, status: 'FAILED', message, completed: state.now() };
}

function workOf(state: BackupState, { id, roleArn, point, region, accountId }: RestoreJob): Work {
  const role = roleOf(state, roleArn);
  if (point.keyArn !== undefined) checkKey(state, { region, accountId, keyArn: point.keyArn });
  return { jobId: id, role, now: state.now() };
}

function roleOf(state: BackupState, roleArn: string): Caller {
  const role = state.roles.caller(roleArn);
  if (role) return role;
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html#restore-testing-troubleshooting
  throw new JobFailure('IAM Role cannot be assumed by AWS Backup', 'AccessDenied');
}

/** A recovery point of a key that is disabled or about to be deleted cannot be read. */
function checkKey(state: BackupState, { region, accountId, keyArn }: { region: string; accountId: string; keyArn: string }): void {
  try {
    checkUsable(findKey(state.neighbours.keys.store, { region, accountId, now: state.now() }, keyArn));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    // https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html#restore-testing-troubleshooting
    throw new JobFailure('Access denied to KMS key.', 'AccessDenied');
  }
}

function kindOf(state: BackupState, { point }: RestoreJob): ResourceKind {
  const kind = state.kinds.find(({ type }) => type === point.resourceType);
  if (kind) return kind;
  throw new Error(`no type of resource is called ${point.resourceType}`);
}
