/** Copies of recovery points for another vault, of whatever region and account. */
import { AwsError } from '../../../aws-error';
import { findKey } from '../../../kms/find-key';
import { checkUsable } from '../../../kms/key-ring';
import { keepMoment } from '../../../rds/backups/keep-data';
import { arnOf } from '../../../rds/names';
import type { Snapshot } from '../../../rds/snapshot';
import { makeCopy } from '../../../rds/snapshots/copy-snapshot';
import { isCustomersKey } from '../../../rds/snapshots/snapshot-keys';
import type { Whereabouts } from '../../../whereabouts';
import { JobFailure } from '../../jobs/job-failure';
import type { CopyWork } from '../kind';
import { contentOf } from './content';
import type { ContinuousInstances } from './continuous-instances';
import { asFailure, type RdsAsRole } from './rds-as-role';

/** Throws JobFailure. */
export async function copyOf(rds: RdsAsRole, continuous: ContinuousInstances, work: CopyWork): Promise<Snapshot> {
  const { room } = rds;
  const to = room.place(work.vault.accountId, work.vault.region);
  const identifier = `awsbackup:copyjob-${work.jobId.toLowerCase()}`;
  const source = work.source.continuous ? await latestOf(rds, continuous, work) : snapshotOf(rds, work);
  rds.require(work.role, 'rds:CopyDBSnapshot', work.source.continuous ? work.source.resourceArn : work.source.arn, arnOf(to, 'snapshot', identifier));
  const kmsKeyId = keyFor(rds, source, work.vault);
  try {
    return await makeCopy(room, source, to, { identifier, kind: 'awsbackup', tags: new Map(source.tags), kmsKeyId });
  } catch (error) {
    throw asFailure(error);
  } finally {
    if (work.source.continuous && source.directory) await room.remove(source.directory);
  }
}

function snapshotOf({ room }: RdsAsRole, { source }: CopyWork): Snapshot {
  const { accountId, region, snapshot = '' } = contentOf(source);
  const found = room.place(accountId, region).snapshots.get(snapshot);
  if (found) return found;
  throw new JobFailure(`DBSnapshot ${snapshot} not found.`);
}

/** What is copied of a continuous backup is a snapshot of the latest that it can be restored to. */
async function latestOf({ room }: RdsAsRole, continuous: ContinuousInstances, { source, jobId }: CopyWork): Promise<Snapshot> {
  const backup = continuous.backupOf(source);
  const directory = backup && (await keepMoment(room, backup, backup.latest));
  if (!backup || directory === undefined) throw new JobFailure(`There is nothing yet that ${source.arn} can be restored to.`);
  const { accountId, region } = contentOf(source);
  const { identifier: instanceIdentifier, resourceId: instanceResourceId, created: instanceCreated, settings } = backup.of;
  const place = room.place(accountId, region);
  return {
    place, identifier: jobId, kind: 'awsbackup', status: 'available', percent: 100, taken: backup.latest, instanceIdentifier, instanceResourceId, instanceCreated,
    settings: { ...settings }, tags: new Map(), sharedWith: new Set(), directory,
  };
}

/**
 * A copy for another region or account is encrypted with the vault's key, whatever its source is; one beside its source stays as that is.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html
 */
function keyFor({ room }: RdsAsRole, { place, settings }: Snapshot, vault: CopyWork['vault']): string | undefined {
  const { kmsKeyId } = settings;
  if (kmsKeyId !== undefined) requireUsable(room, place, kmsKeyId);
  if (place.accountId !== vault.accountId && kmsKeyId !== undefined && !isCustomersKey(room, kmsKeyId)) {
    throw new JobFailure('Snapshots encrypted with the AWS Managed KMS key can\'t be shared. Specify another snapshot.', 'InvalidParameters');
  }
  if (place.accountId === vault.accountId && place.region === vault.region) return kmsKeyId;
  requireUsable(room, vault, vault.keyArn);
  return vault.keyArn;
}

function requireUsable(room: RdsAsRole['room'], { accountId, region }: Whereabouts, keyArn: string): void {
  try {
    checkUsable(findKey(room.keys.store, { accountId, region, now: room.world.clock.now() }, keyArn));
  } catch (error) {
    if (error instanceof AwsError) throw new JobFailure(`Access denied to KMS key. ${error.message}`, 'AccessDenied');
    throw error;
  }
}
