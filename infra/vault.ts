/** A vault of AWS Backup, its copy in another region, and the plan that fills both with one database. */
import type { VaultResource } from '../aws/resources';
import type { Services } from '../aws/services';
import type { UndoArguments } from '../drill/undo';
import type { BackupPromise } from '../plan/plan';
import { Duration } from '../time/duration';
import { lookUntil } from '../time/look-until';
import type { Ground } from './ground';
import { createRole } from './roles';

interface Protected {
  region: string;
  identifier: string;
  arn: string;
  /** For how many days every moment is kept, which AWS Backup takes over from RDS; undefined for what it backs up by schedule only. */
  everyMomentDays?: number;
  tags: Readonly<Record<string, string>>;
}

/**
 * When a vault begins to follow every moment. Away from the full hour, since a resource has one backup at a time.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html
 */
const following = 'cron(30 0/4 ? * * *)';

const lookEvery = Duration.minutes(5);
const emptyWithin = Duration.hours(2);

/** What AWS calls the policies for its own role: https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html */
const managed = ['AWSBackupServiceRolePolicyForBackup', 'AWSBackupServiceRolePolicyForRestores'].map((name) => `arn:aws:iam::aws:policy/service-role/${name}`);

export async function provisionVault(ground: Ground, promise: BackupPromise, resource: Protected): Promise<VaultResource> {
  const { region, identifier, arn, everyMomentDays, tags } = resource;
  const name = identifier;
  const { copy, keepFor } = promise;
  // Before the vaults, so that it is deleted after them: AWS Backup deletes copies in the role in which it made them.
  const roleArn = await createRole(ground, region, { name: `${identifier}-backup`, service: 'backup.amazonaws.com', allow: [], managed, tags });
  const copyArn = copy && (await createVault(ground, copy.region, { name, tags }));
  await createVault(ground, region, { name, tags });
  ground.undo.file({ action: 'delete-backup-plan', does: `Deletes the backup plan ${name} of the drill in ${region}.`, arguments: { region, name } });
  await ground.services.backup(region).schedule({
    name,
    vault: name,
    rules: [
      { name: 'by-schedule', schedule: promise.schedule, keepFor, continuous: false, ...(copy && copyArn !== undefined && { copy: { vaultArn: copyArn, keepFor: copy.keepFor } }) },
      ...(everyMomentDays === undefined ? [] : [{ name: 'every-moment', schedule: following, keepFor: Duration.days(everyMomentDays), continuous: true }]),
    ],
    resourceArn: arn,
    roleArn,
    tags,
  });
  return { name, roleArn, ...(copy && { copy: { region: copy.region, name } }) };
}

async function createVault(ground: Ground, region: string, vault: { name: string; tags: Readonly<Record<string, string>> }): Promise<string> {
  const { name, tags } = vault;
  ground.undo.file({ action: 'delete-vault', does: `Deletes the vault ${name} of the drill in ${region}, with all that is in it.`, arguments: { region, name } });
  return ground.services.backup(region).createVault(name, tags);
}

/** Undo action `delete-backup-plan`. */
export async function deleteBackupPlan(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  // Arguments come from our own undo entries, written by provisionVault.
  const { region, name } = args as { region: string; name: string };
  return (await services.backup(region).deleteSchedule(name)) ? 'done' : 'nothing left to do';
}

/** Undo action `delete-vault`: what is on its way into the vault when this begins is deleted too, once it has come. */
export async function deleteVault(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  // Arguments come from our own undo entries, written by createVault.
  const { region, name } = args as { region: string; name: string };
  const backup = services.backup(region);
  let left = 0;
  const late = () => new Error(`the vault ${name} still holds ${left} recovery points after ${emptyWithin.inWords()}`);
  await lookUntil(services.clock, { every: lookEvery, deadline: services.clock.now().plus(emptyWithin), late }, async () => {
    const points = await backup.recoveryPoints(name);
    left = points.length;
    for (const { arn, status } of points) if (status !== 'CREATING' && status !== 'DELETING') await backup.deleteRecoveryPoint(name, arn);
    return left === 0 || undefined;
  });
  return (await backup.deleteVault(name)) ? 'done' : 'nothing left to do';
}
