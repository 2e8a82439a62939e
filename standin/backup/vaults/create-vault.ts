/** CreateBackupVault. */
import type { CreateBackupVaultInput, CreateBackupVaultOutput } from '@aws-sdk/client-backup';
import { AwsError } from '../../aws-error';
import type { Call } from '../../service';
import { whereOf } from '../../whereabouts';
import { announceVault } from '../announcements/announce-vault';
import type { BackupState } from '../backup-state';
import { creatorRequestIdIn, tagsIn } from '../readers';
import { alreadyExists, insufficient, invalidParameter, limitExceeded } from '../refusals';
import { arnOf } from '../arns';
import { vaultNameIn } from './asked-vault';
import type { Vault } from './vault';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html */
const most = 300;

/** What a vault does with its key from then on. */
const uses = ['kms:DescribeKey', 'kms:CreateGrant', 'kms:GenerateDataKey', 'kms:Decrypt'] as const;

export async function createVault(state: BackupState, input: CreateBackupVaultInput, call: Call): Promise<CreateBackupVaultOutput> {
  const [name, creatorRequestId, tags, where] = [vaultNameIn(input.BackupVaultName), creatorRequestIdIn(input.CreatorRequestId), tagsIn(input.BackupVaultTags), whereOf(call)];
  const there = state.vaults.named(where, name);
  if (there) return again(there, creatorRequestId);
  if (state.vaults.in(where).length >= most) throw limitExceeded(`The account has ${most} backup vaults in this Region already.`);
  const keyArn = keyFor(state, input.EncryptionKeyArn, call);
  const vault = { ...where, name, arn: arnOf(where, 'backup-vault', name), created: call.now, creatorRequestId, keyArn, tags };
  announceVault(state.announcer, state.vaults.keep(vault), 'CREATED');
  return answerOf(vault);
}

function again(vault: Vault, creatorRequestId: string | undefined): CreateBackupVaultOutput {
  if (creatorRequestId !== undefined && vault.creatorRequestId === creatorRequestId) return answerOf(vault);
  throw alreadyExists('Backup vault with the same name already exists', vault);
}

function answerOf({ name, arn, created }: Vault): CreateBackupVaultOutput {
  return { BackupVaultName: name, BackupVaultArn: arn, CreationDate: created.toDate() };
}

/** The key's ARN, once the caller may have the vault encrypt with it. */
function keyFor({ neighbours }: BackupState, asked: string | undefined, call: Call): string {
  const { caller, region } = call;
  if (asked !== undefined && !/^arn:aws:kms:[^:]+:\d{12}:key\//.test(asked)) throw invalidParameter('Invalid EncryptionKeyArn: it must be the ARN of a key, not of an alias.', ['EncryptionKeyArn']);
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/access-control.html: fully managed recovery points lie in AWS Backup's own storage.
  if (!neighbours.access.allows({ caller, action: 'backup-storage:MountCapsule', resource: '*' })) throw insufficient();
  try {
    const keyId = asked ?? 'alias/aws/backup';
    return uses.map((action) => neighbours.keys.use({ caller, region, keyId, action, via: 'backup' }))[0] ?? keyId;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === 'AccessDenied') throw insufficient();
    throw invalidParameter(`Invalid EncryptionKeyArn: ${error.message}`, ['EncryptionKeyArn']);
  }
}
