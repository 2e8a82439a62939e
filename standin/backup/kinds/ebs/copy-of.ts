/** Copies of recovery points of volumes for another vault, of whatever region and account. */
import { copyable, copySnapshot } from '../../../ec2/snapshots/copy';
import { type Snapshot, snapshotArn } from '../../../ec2/snapshots/rows';
import { isCustomersKey, isKeyUsable } from '../../../ec2/volumes/encryption';
import { findKey } from '../../../kms/find-key';
import { arnOf } from '../../../kms/key';
import type { Whereabouts } from '../../../whereabouts';
import { JobFailure } from '../../jobs/job-failure';
import type { CopyWork } from '../kind';
import { asFailure } from '../rds/rds-as-role';
import { contentOf } from './content';
import { backupTags, description } from './words';
import type { EbsAsRole } from './ebs-as-role';

/** Throws JobFailure. */
export function copyOf(ebs: EbsAsRole, { source: point, vault, role, jobId }: CopyWork): Snapshot {
  const { snapshots } = ebs.storage;
  const { accountId, region, snapshot: id } = contentOf(point);
  const { accountId: toAccount, region: toRegion } = vault;
  ebs.require(role, { action: 'ec2:CopySnapshot', resources: [snapshotArn({ region: toRegion, id: '*' })] });
  try {
    const source = copyable(snapshots, { accountId, region }, id);
    const keyId = keyFor(ebs, source, vault);
    const where = { accountId: toAccount, region: toRegion };
    return copySnapshot(snapshots, source, { where, caller: undefined, keyId, description, tags: { ...source.tags, ...backupTags(point.resourceArn) }, requestId: jobId, ofBackup: true });
  } catch (error) {
    throw asFailure(error);
  }
}

/**
 * A copy for another region or account is encrypted with the vault's key, whatever its source is; one beside its source stays as that is.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html
 */
function keyFor(ebs: EbsAsRole, { accountId, region, keyArn }: Snapshot, vault: CopyWork['vault']): string | undefined {
  const { neighbours } = ebs.storage;
  if (keyArn !== undefined) requireUsable(ebs, keyArn, { accountId, region });
  if (accountId !== vault.accountId && keyArn !== undefined && !isCustomersKey(neighbours, keyArn)) {
    throw new JobFailure('Snapshots encrypted with the AWS Managed KMS key can\'t be shared. Specify another snapshot.', 'InvalidParameters');
  }
  if (accountId === vault.accountId && region === vault.region) return keyArn;
  const vaultKey = isCustomersKey(neighbours, vault.keyArn) ? vault.keyArn : ownKey(ebs, vault);
  requireUsable(ebs, vaultKey, vault);
  return vaultKey;
}

/** The key that AWS Backup makes for an account is of no use to EC2, whose own takes its place; assumed. */
function ownKey({ storage: { neighbours, world } }: EbsAsRole, { accountId, region }: Whereabouts): string {
  return arnOf(findKey(neighbours.keys.store, { accountId, region, now: world.clock.now() }, 'alias/aws/ebs'));
}

function requireUsable({ storage }: EbsAsRole, keyArn: string, where: Whereabouts): void {
  if (!isKeyUsable(storage.neighbours, keyArn, where)) throw new JobFailure(`Access denied to KMS key. The key ${keyArn} cannot be used.`, 'AccessDenied');
}
