/** Begins a copy job that is due, as far as vaults, locks and policies let it. */
import { Duration } from '../../../time/duration';
import { whereaboutsOf } from '../../whereabouts';
import type { BackupState } from '../backup-state';
import { JobFailure } from '../jobs/job-failure';
import type { Begun, CopyWork, ResourceKind } from '../kinds/kind';
import type { RecoveryPoint } from '../points/recovery-point';
import { failureMessage } from '../restores/failure-message';
import { lockViolation } from '../vaults/lock';
import { mayCopyFrom, mayCopyInto } from '../vaults/may-copy';
import type { Vault } from '../vaults/vault';
import type { CopyJob } from './copy-job';

/** Between two tries while a region does not answer; assumed. */
export const retry = Duration.minutes(10);

/** For how long a copy is tried: https://docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html */
export const patience = Duration.hours(2);

/** Never throws for what fails the job. */
export async function beginCopy(state: BackupState, job: CopyJob): Promise<void> {
  const silent = regionDown(state, job);
  if (silent !== undefined) {
    const now = state.now();
    if (now.since(job.created).compare(patience) >= 0) state.copies.end(job, 'FAILED', { message: `The Region ${silent} did not respond.`, category: 'FAILURE' });
    else state.copies.keep({ ...job, due: now.plus(retry) });
    return;
  }
  try {
    const { kind, work, destination } = readied(state, job);
    const begun = await kind.copy(work);
    begin(state, job, { begun, kind, source: work.source, destination });
  } catch (error) {
    failCopy(state, job, error);
  }
}

/** Ends a job for what was thrown, which the stand-in is told of where it is no failure of AWS's. */
export function failCopy(state: BackupState, job: CopyJob, error: unknown): void {
  const message = failureMessage(error);
  if (message === undefined) state.world.onFault(error, `copy job ${job.id}`);
  state.copies.end(job, 'FAILED', { message: message ?? 'Copy job failed because of an internal error.', category: error instanceof JobFailure ? error.category : 'FAILURE' });
}

/** The one of the two regions that is down. */
export function regionDown({ world: { outages } }: BackupState, job: CopyJob): string | undefined {
  return [job.region, whereaboutsOf(job.destinationVaultArn).region].find((region) => outages.isDown(region));
}

function readied(state: BackupState, job: CopyJob): { kind: ResourceKind; work: CopyWork; destination: Vault } {
  const [from, destination] = [state.vaults.withArn(job.sourceVaultArn), state.vaults.withArn(job.destinationVaultArn)];
  if (!from || !destination) throw new JobFailure(`Copy job failed because backup vault ${from ? job.destinationVaultArn : job.sourceVaultArn} does not exist.`);
  // AWS says nowhere how that ends. For accounts of different organizations it fails the job: https://repost.aws/knowledge-center/backup-troubleshoot-cross-account-copy
  if (destination.accountId !== job.accountId && !state.settings.global.crossAccountBackup) {
    throw new JobFailure(`Copy job failed. Cross-account backup is not enabled in the organization, which keeps ${job.destinationVaultArn} out of reach.`, 'AccessDenied');
  }
  const violation = lockViolation(destination, job.lifecycle);
  if (violation !== undefined) throw new JobFailure(violation, 'InvalidParameters');
  const source = state.points.get(job.sourcePointArn);
  const kind = state.kinds.find(({ type }) => type === job.resourceType);
  if (!source || !kind || source.status === 'DELETING') throw new JobFailure(`Copy job failed because recovery point ${job.sourcePointArn} does not exist.`);
  const role = state.roles.caller(job.roleArn);
  if (role?.accountId !== job.accountId) throw new JobFailure(`IAM Role ${job.roleArn} cannot be assumed by AWS Backup`, 'AccessDenied');
  if (!mayCopyFrom(state, from, role, destination) || !mayCopyInto(state, destination, role)) {
    throw new JobFailure(`Access Denied trying to call AWS Backup service: the role ${job.roleArn} may not copy into ${job.destinationVaultArn}`, 'AccessDenied');
  }
  return { kind, work: { jobId: job.id, role, now: state.now(), source, vault: destination }, destination };
}

function begin(state: BackupState, job: CopyJob, { begun, kind, source, destination }: { begun: Begun; kind: ResourceKind; source: RecoveryPoint; destination: Vault }): void {
  const keyArn = begun.keyArn ?? (kind.traits.fullyManaged ? destination.keyArn : undefined);
  const { accountId, region, name: vault } = destination;
  const { keyArn: _key, completed: _completed, cold: _cold, restored: _restored, message: _message, ...same } = source;
  state.world.journal.together(() => {
    const copied = { accountId, region, vault, arn: begun.arn, content: begun.content, ...(keyArn !== undefined && { keyArn }) };
    const made = { jobId: job.id, roleArn: job.roleArn, lifecycle: job.lifecycle, sourceVaultArn: job.sourceVaultArn };
    // It keeps its source's creation date, from which its days count: https://docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html
    const created = source.continuous ? state.now() : source.created;
    state.custody.keep({ ...same, ...copied, ...made, created, continuous: false, status: 'CREATING' });
    state.copies.keep({ ...job, state: 'RUNNING', destinationPointArn: begun.arn, due: state.now().plus(begun.lookAfter) });
  });
}
