/** StartBackupJob: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartBackupJob.html */
import type { StartBackupJobInput, StartBackupJobOutput } from '@aws-sdk/client-backup';
import { Duration } from '../../../time/duration';
import { Instant } from '../../../time/instant';
import { requirePassRole } from '../../access/pass-role';
import type { Call } from '../../service';
import { draw } from '../../timings';
import { whereOf } from '../../whereabouts';
import type { BackupState } from '../backup-state';
import { checkedOptions } from '../kinds/checked-options';
import type { ResourceKind } from '../kinds/kind';
import { readLifecycle } from '../points/read-lifecycle';
import { required, tagsIn, wholeNumber } from '../readers';
import { invalidParameter, notFound, notServed } from '../refusals';
import { vaultNameIn } from '../vaults/asked-vault';
import type { BackupJob, BackupOrder } from './backup-job';

/** In minutes. A window to complete in has to leave an hour beside the shortest one to start in. */
const windows = { start: [60, 52_560_000], complete: [120, 52_560_000] } as const;
const usual = { start: Duration.hours(8), complete: Duration.days(7) };

export function startBackup(state: BackupState, input: StartBackupJobInput, call: Call): StartBackupJobOutput {
  const where = whereOf(call);
  const [vault, resourceArn, roleArn] = [vaultNameIn(input.BackupVaultName), required(input.ResourceArn, 'ResourceArn'), required(input.IamRoleArn, 'IamRoleArn')];
  const token = input.IdempotencyToken;
  const again = token === undefined ? undefined : state.backups.rows.withToken(where, token);
  if (again) return answer(again);
  if (!state.vaults.named(where, vault)) throw notFound(`Backup vault ${vault} does not exist.`);
  const kind = supported(state, resourceArn);
  checkRole(state, call, roleArn);
  const order = orderIn(input, { vault, roleArn, kind });
  const [startBy, completeBy] = windowsIn(input, call.now);
  const id = newId(state, call, { resourceArn, vault, token });
  const job: BackupJob = {
    ...where,
    id,
    order,
    resourceArn,
    resourceType: kind.type,
    resourceName: kind.find(resourceArn)?.name ?? '',
    created: call.now,
    startBy,
    completeBy,
    state: 'CREATED',
    percent: 0,
    ...(token !== undefined && { token }),
    due: Instant.earliest(call.now.plus(draw(state.world.chance, 'backup.start-on-demand', id)), startBy),
  };
  return answer(state.backups.keep(job));
}

function answer({ id, created }: BackupJob): StartBackupJobOutput {
  return { BackupJobId: id, CreationDate: created.toDate(), IsParent: false };
}

/** Throws InvalidParameterValueException. Whether there is such a resource shows when the job runs. */
function supported(state: BackupState, resourceArn: string): ResourceKind {
  const kind = state.kindOf(resourceArn);
  if (kind) return kind;
  throw invalidParameter(`Invalid resource ARN: ${resourceArn} is not of a type that can be backed up.`, ['ResourceArn']);
}

/** What the role may do shows when the job runs; whether it may be handed over and taken on, at once. */
function checkRole(state: BackupState, { caller }: Call, roleArn: string): void {
  requirePassRole(state.neighbours.access, caller, roleArn, 'backup.amazonaws.com');
  if (state.roles.caller(roleArn)?.accountId !== caller.accountId) throw invalidParameter(`IAM Role ${roleArn} cannot be assumed by AWS Backup`, ['IamRoleArn']);
}

function orderIn(input: StartBackupJobInput, { vault, roleArn, kind }: { vault: string; roleArn: string; kind: ResourceKind }): BackupOrder {
  if (input.LogicallyAirGappedBackupVaultArn !== undefined) throw notServed('logically air-gapped vaults');
  if (input.Index === 'ENABLED') throw notServed('indexes of backups');
  return {
    vault,
    roleArn,
    lifecycle: readLifecycle(input.Lifecycle, (message) => invalidParameter(message, ['Lifecycle'])),
    tags: tagsIn(input.RecoveryPointTags),
    options: checkedOptions(kind.type, input.BackupOptions),
    copies: [],
    continuous: false,
  };
}

function windowsIn(input: StartBackupJobInput, now: Instant): [startBy: Instant, completeBy: Instant] {
  const start = wholeNumber(input.StartWindowMinutes, 'StartWindowMinutes', windows.start);
  const complete = wholeNumber(input.CompleteWindowMinutes, 'CompleteWindowMinutes', windows.complete);
  const spans = [start === undefined ? usual.start : Duration.minutes(start), complete === undefined ? usual.complete : Duration.minutes(complete)] as const;
  if (spans[1].compare(spans[0]) < 0) throw invalidParameter('Invalid value for CompleteWindowMinutes: it must not be less than StartWindowMinutes.', ['CompleteWindowMinutes']);
  return [now.plus(spans[0]), now.plus(spans[1])];
}

/** Of what is asked for, so that it does not depend on what else is asked for at the same time. */
function newId(state: BackupState, call: Call, { resourceArn, vault, token = '' }: { resourceArn: string; vault: string; token: string | undefined }): string {
  for (let n = 0; ; n += 1) {
    const { accountId, region } = whereOf(call);
    const id = state.world.chance.uuid('backup', 'on-demand', accountId, region, resourceArn, vault, token, call.now.epochMilliseconds, n).toUpperCase();
    if (!state.backups.rows.get(id)) return id;
  }
}
