/** An AWS Backup with a vault, a role and notes to back up, for a test to talk to. */
import type { BackupJob, DescribeBackupJobOutput, ListBackupJobsOutput, StartBackupJobInput, StartBackupJobOutput } from '@aws-sdk/client-backup';
import type { Whereabouts } from '../../../whereabouts';
import { type As, BackupUnderTest, home } from '../../restores/testing/backup-under-test';
import { type Note, NoteKind } from './note-kind';

export const roleArn = 'arn:aws:iam::123456789012:role/backups';

export const everything = { Effect: 'Allow', Action: '*', Resource: '*' };

export function noteArn(name: string, { accountId, region }: Whereabouts = home): string {
  return `arn:aws:note:${region}:${accountId}:${name}`;
}

export interface NotesUnderTest {
  backup: BackupUnderTest;
  kind: NoteKind;
}

/** With the directory of one before it, what was there is there. */
export async function notesUnderTest(directory?: string): Promise<NotesUnderTest> {
  let kind: NoteKind | undefined;
  const backup = new BackupUnderTest({ ...(directory !== undefined && { directory }), kinds: (world, access) => [(kind = new NoteKind(world, access))] });
  if (!kind) throw new Error('the kind is made with the world');
  if (!backup.state.vaults.named(home, 'vault')) {
    backup.vault('vault');
    await backup.role('backups', everything);
    note({ backup, kind }, 'one');
  }
  return { backup, kind };
}

/** Puts a note where there may have been another of that name. */
export function note({ kind }: NotesUnderTest, name: string, changed: Partial<Note> = {}, where: Whereabouts = home): Note {
  const arn = noteArn(name, where);
  return kind.notes.put(arn, { arn, name, text: `text of ${name}`, tags: {}, minutes: 20, ...kind.notes.get(arn), ...changed });
}

export function askFor(name: string, more: Partial<StartBackupJobInput> = {}): StartBackupJobInput {
  return { BackupVaultName: 'vault', ResourceArn: noteArn(name), IamRoleArn: roleArn, ...more };
}

export async function start({ backup }: NotesUnderTest, name: string, more: Partial<StartBackupJobInput> = {}, as: As = {}): Promise<string> {
  return (await backup.call<StartBackupJobOutput>('StartBackupJob', askFor(name, more), as)).BackupJobId ?? '';
}

export function look({ backup }: NotesUnderTest, BackupJobId: string, as: As = {}): Promise<DescribeBackupJobOutput> {
  return backup.call<DescribeBackupJobOutput>('DescribeBackupJob', { BackupJobId }, as);
}

/** As lists tell of them, oldest first. */
export async function jobs({ backup }: NotesUnderTest, filters: object = {}, as: As = {}): Promise<BackupJob[]> {
  const { BackupJobs = [] } = await backup.call<ListBackupJobsOutput>('ListBackupJobs', filters, as);
  return BackupJobs.reverse();
}

/** A plan with these rules for the notes, all of them unless told otherwise. Answers with its id. */
export async function plan({ backup }: NotesUnderTest, Rules: object[], selection: object = {}, name = 'plan'): Promise<string> {
  const named = Rules.map((rule, index) => ({ RuleName: `rule-${index}`, TargetBackupVaultName: 'vault', ...rule }));
  const { BackupPlanId } = await backup.call<{ BackupPlanId: string }>('CreateBackupPlan', { BackupPlan: { BackupPlanName: name, Rules: named } });
  await backup.call('CreateBackupSelection', { BackupPlanId, BackupSelection: { SelectionName: 'selection', IamRoleArn: roleArn, Resources: ['arn:aws:note:us-east-1:123456789012:*'], ...selection } });
  return BackupPlanId;
}

/** Lets recovery points be copied to the vaults of other accounts, as the management account of the organization does. */
export async function letCopiesOut({ backup }: NotesUnderTest): Promise<void> {
  await backup.call('UpdateGlobalSettings', { GlobalSettings: { isCrossAccountBackupEnabled: 'true' } });
}

/** What is told of a job, in one line. */
export async function told(notes: NotesUnderTest, id: string): Promise<string> {
  const { State, PercentDone, StatusMessage = '', MessageCategory = '' } = await look(notes, id);
  return [State, PercentDone, MessageCategory, StatusMessage].join(' ').trim();
}
