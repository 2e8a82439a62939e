/** Begins a backup job that is due, or puts it off while its resource cannot be backed up. */
import { Duration } from '../../../time/duration';
import { Instant } from '../../../time/instant';
import { failureMessage } from '../restores/failure-message';
import type { BackupState } from '../backup-state';
import type { BackupWork, Begun, Resource, ResourceKind } from '../kinds/kind';
import type { RecoveryPoint } from '../points/recovery-point';
import { lockViolation } from '../vaults/lock';
import type { Vault } from '../vaults/vault';
import { arnOf } from '../arns';
import { type BackupJob, waits } from './backup-job';
import { followed } from './follow';
import { JobFailure } from './job-failure';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartBackupJob.html, of StartWindowMinutes: at least every 10 minutes. */
const retry = Duration.minutes(10);

/** What a job began: a copy, or a continuous backup, in which case it is as good as done. */
export interface Beginning extends Begun {
  continuous: boolean;
  /** What the job completes with an issue for. */
  notice?: string;
}

/** Never throws for what fails the job. */
export async function beginBackup(state: BackupState, job: BackupJob): Promise<void> {
  if (state.world.outages.isDown(job.region)) return putOff(state, job, `The Region ${job.region} did not respond.`);
  try {
    const { kind, resource } = found(state, job);
    if (state.backups.isBusy(job)) return putOff(state, { ...job, state: 'PENDING' }, 'Backup job failed because there was a running job for the same resource.');
    if (resource.unusable !== undefined) return putOff(state, job, resource.unusable);
    const work = workOf(state, job, resource);
    const begun = job.order.continuous && kind.continuous ? await followed(state, job, { kind, work }) : { ...(await kind.backUp(work)), continuous: false };
    await begin(state, job, { begun, kind, work });
  } catch (error) {
    failBackup(state, job, error);
  }
}

/** Ends a job for what was thrown, which the stand-in is told of where it is no failure of AWS's. */
export function failBackup(state: BackupState, { id }: BackupJob, error: unknown): void {
  const job = state.backups.rows.get(id);
  const message = failureMessage(error);
  if (message === undefined) state.world.onFault(error, `backup job ${id}`);
  if (!job?.due) return;
  state.backups.end(job, 'FAILED', { message: message ?? 'Backup job failed because of an internal error.', category: error instanceof JobFailure ? error.category : 'FAILURE' });
}

function putOff(state: BackupState, job: BackupJob, message: string): void {
  const now = state.now();
  if (!now.isBefore(job.startBy)) state.backups.end(job, 'EXPIRED', { message, category: 'FAILURE' });
  else state.backups.keep({ ...job, message, due: Instant.earliest(now.plus(retry), job.startBy) });
}

function found(state: BackupState, job: BackupJob): { kind: ResourceKind; resource: Resource } {
  const kind = state.kindOf(job.resourceArn);
  const resource = kind?.find(job.resourceArn);
  if (kind && resource) return { kind, resource };
  throw new JobFailure(`Backup job failed because the resource ${job.resourceArn} does not exist.`);
}

function workOf(state: BackupState, { id, accountId, region, order }: BackupJob, resource: Resource): BackupWork {
  const vault = state.vaults.named({ accountId, region }, order.vault);
  if (!vault) throw new JobFailure(`Backup job failed because backup vault ${arnOf({ accountId, region }, 'backup-vault', order.vault)} does not exist.`);
  const violation = lockViolation(vault, order.lifecycle);
  if (violation !== undefined) throw new JobFailure(violation, 'InvalidParameters');
  const role = state.roles.caller(order.roleArn);
  if (role?.accountId !== accountId) throw new JobFailure(`IAM Role ${order.roleArn} cannot be assumed by AWS Backup`, 'AccessDenied');
  return { jobId: id, role, now: state.now(), resource, vault, options: order.options, tags: order.tags };
}

/** Puts on record what was begun, unless the job was stopped meanwhile. */
async function begin(state: BackupState, { id }: BackupJob, { begun, kind, work }: { begun: Beginning; kind: ResourceKind; work: BackupWork }): Promise<void> {
  const job = state.backups.rows.get(id);
  const point = pointOf(state, job, { begun, kind, work });
  if (!job || !waits(job)) {
    if (!begun.continuous) await kind.remove(point, work.role);
    return;
  }
  state.world.journal.together(() => {
    state.custody.keep(point);
    const due = Instant.earliest(work.now.plus(begun.lookAfter), job.completeBy);
    const { message: _, ...begins } = job;
    state.backups.keep({ ...begins, state: 'RUNNING', pointArn: point.arn, due, ...(begun.notice !== undefined && { message: begun.notice, category: 'FAILURE' }) });
  });
}

function pointOf(state: BackupState, job: BackupJob | undefined, { begun, kind, work }: { begun: Beginning; kind: ResourceKind; work: BackupWork }): RecoveryPoint {
  const { resource, vault } = work;
  // The vault's own row has the shared strings; a job that is gone leaves a point behind only to have it removed.
  const { name } = vault as Vault;
  const keyArn = begun.keyArn ?? (kind.traits.fullyManaged ? vault.keyArn : undefined);
  const before = begun.continuous ? state.points.get(begun.arn) : undefined;
  return {
    accountId: vault.accountId,
    region: vault.region,
    arn: begun.arn,
    vault: name,
    resourceType: kind.type,
    resourceArn: resource.arn,
    resourceName: resource.name,
    status: begun.continuous ? 'AVAILABLE' : 'CREATING',
    continuous: begun.continuous,
    created: before?.created ?? work.now,
    roleArn: job?.order.roleArn ?? '',
    jobId: work.jobId,
    ...(job?.order.createdBy && { createdBy: job.order.createdBy }),
    sizeBytes: 0,
    ...(keyArn !== undefined && { keyArn }),
    lifecycle: job?.order.lifecycle ?? {},
    tags: work.tags,
    content: begun.content,
  };
}
