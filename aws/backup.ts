/** AWS Backup: vaults, the plans that fill them, what is in them, and what is brought back from them. */
import * as sdk from '@aws-sdk/client-backup';
import type { Duration } from '../time/duration';
import { Instant } from '../time/instant';
import { clientConfig, signingByClock } from './calls/client-config';
import { noneWhen } from './calls/refusal';
import type { Caller } from './services';
import type { ClientSettings } from './target';

/** One rule of a plan: when copies are made, and how long they are kept. */
export interface BackupRule {
  name: string;
  /** A schedule expression of AWS Backup, in UTC. */
  schedule: string;
  keepFor: Duration;
  /** Whether every moment is kept, and not just those of the schedule. */
  continuous: boolean;
  copy?: { vaultArn: string; keepFor: Duration };
}

/** What fills a vault by itself. */
export interface BackupSchedule {
  name: string;
  vault: string;
  rules: readonly BackupRule[];
  /** What is backed up, and the role in which it is done. */
  resourceArn: string;
  roleArn: string;
  tags: Readonly<Record<string, string>>;
}

export interface RecoveryPoint {
  arn: string;
  status: string;
  continuous: boolean;
  createdAt: Instant;
}

export interface RestoreJob {
  status: string;
  message: string;
  /** ARN of what the restore made; empty while there is nothing. */
  made: string;
}

/** AWS Backup says of a vault that is not there that one may not look: a name that is somebody else's is told from none nowhere. */
const noVault = ['ResourceNotFoundException', 'AccessDeniedException'];

/** The least that AWS Backup takes. */
const startWindowMinutes = 60;
const completionWindowMinutes = 180;

export class Backup {
  readonly #client: sdk.BackupClient;
  readonly #region: string;
  readonly #call: Caller;

  constructor(settings: ClientSettings, call: Caller) {
    this.#client = signingByClock(new sdk.BackupClient(clientConfig(settings)), settings);
    this.#region = settings.region;
    this.#call = call;
  }

  /** Makes a vault and answers its ARN. The same call again finds it made. */
  async createVault(name: string, tags: Readonly<Record<string, string>>): Promise<string> {
    const input: sdk.CreateBackupVaultCommandInput = { BackupVaultName: name, BackupVaultTags: { ...tags }, CreatorRequestId: name };
    const answer = await this.#ask('CreateBackupVault', input, () => this.#client.send(new sdk.CreateBackupVaultCommand(input)));
    return answer.BackupVaultArn ?? '';
  }

  /** False when there was none. Throws AwsRefusal while it holds anything. */
  async deleteVault(name: string): Promise<boolean> {
    const input = { BackupVaultName: name };
    const there = await noneWhen(noVault, this.#ask('DescribeBackupVault', input, () => this.#client.send(new sdk.DescribeBackupVaultCommand(input))));
    if (!there) return false;
    await this.#ask('DeleteBackupVault', input, () => this.#client.send(new sdk.DeleteBackupVaultCommand(input)));
    return true;
  }

  /** Makes a plan for one resource. */
  async schedule(asked: BackupSchedule): Promise<void> {
    const { name, vault, rules, resourceArn, roleArn, tags } = asked;
    const Rules = rules.map((rule) => ruleInput(rule, vault, tags));
    const input: sdk.CreateBackupPlanCommandInput = { BackupPlan: { BackupPlanName: name, Rules }, BackupPlanTags: { ...tags }, CreatorRequestId: name };
    const { BackupPlanId: id = '' } = await this.#ask('CreateBackupPlan', input, () => this.#client.send(new sdk.CreateBackupPlanCommand(input)));
    const selection: sdk.CreateBackupSelectionCommandInput = {
      BackupPlanId: id,
      BackupSelection: { SelectionName: name, IamRoleArn: roleArn, Resources: [resourceArn] },
      CreatorRequestId: name,
    };
    await this.#ask('CreateBackupSelection', selection, () => this.#client.send(new sdk.CreateBackupSelectionCommand(selection)));
  }

  /** Deletes the plan of that name with its selections. What it made stays. False when there was none. */
  async deleteSchedule(name: string): Promise<boolean> {
    const id = await this.#planNamed(name);
    if (id === undefined) return false;
    const asked = { BackupPlanId: id };
    const { BackupSelectionsList: selections = [] } = await this.#ask('ListBackupSelections', asked, () => this.#client.send(new sdk.ListBackupSelectionsCommand(asked)));
    for (const { SelectionId } of selections) {
      const input = { BackupPlanId: id, SelectionId };
      await this.#ask('DeleteBackupSelection', input, () => this.#client.send(new sdk.DeleteBackupSelectionCommand(input)));
    }
    await this.#ask('DeleteBackupPlan', asked, () => this.#client.send(new sdk.DeleteBackupPlanCommand(asked)));
    return true;
  }

  /** What a vault holds, the oldest first; nothing where there is no such vault. */
  async recoveryPoints(vault: string): Promise<RecoveryPoint[]> {
    const found: RecoveryPoint[] = [];
    let NextToken: string | undefined;
    do {
      const input: sdk.ListRecoveryPointsByBackupVaultCommandInput = { BackupVaultName: vault, NextToken };
      const page = await noneWhen(noVault, this.#ask('ListRecoveryPointsByBackupVault', input, () => this.#client.send(new sdk.ListRecoveryPointsByBackupVaultCommand(input))));
      found.push(...(page?.RecoveryPoints ?? []).map(asRecoveryPoint));
      NextToken = page?.NextToken;
    } while (NextToken);
    return found.sort((a, b) => a.createdAt.compare(b.createdAt));
  }

  async deleteRecoveryPoint(vault: string, arn: string): Promise<void> {
    const input = { BackupVaultName: vault, RecoveryPointArn: arn };
    await noneWhen(['ResourceNotFoundException'], this.#ask('DeleteRecoveryPoint', input, () => this.#client.send(new sdk.DeleteRecoveryPointCommand(input))));
  }

  /** What a restore of a recovery point needs to be told, as it was when it was made. */
  async restoreMetadata(vault: string, arn: string): Promise<Record<string, string>> {
    const input = { BackupVaultName: vault, RecoveryPointArn: arn };
    const answer = await this.#ask('GetRecoveryPointRestoreMetadata', input, () => this.#client.send(new sdk.GetRecoveryPointRestoreMetadataCommand(input)));
    return answer.RestoreMetadata ?? {};
  }

  /** Begins a restore, which carries the tags of what was backed up, and answers its job's id. The token makes a second call harmless. */
  async startRestore(restore: { pointArn: string; roleArn: string; metadata: Readonly<Record<string, string>>; token: string }): Promise<string> {
    const { pointArn, roleArn, metadata, token } = restore;
    const input: sdk.StartRestoreJobCommandInput = { RecoveryPointArn: pointArn, IamRoleArn: roleArn, Metadata: { ...metadata }, IdempotencyToken: token, CopySourceTagsToRestoredResource: true };
    const answer = await this.#ask('StartRestoreJob', input, () => this.#client.send(new sdk.StartRestoreJobCommand(input)));
    return answer.RestoreJobId ?? '';
  }

  async restoreJob(id: string): Promise<RestoreJob> {
    const input = { RestoreJobId: id };
    const job = await this.#ask('DescribeRestoreJob', input, () => this.#client.send(new sdk.DescribeRestoreJobCommand(input)));
    return { status: job.Status ?? '', message: job.StatusMessage ?? '', made: job.CreatedResourceArn ?? '' };
  }

  async #planNamed(name: string): Promise<string | undefined> {
    let NextToken: string | undefined;
    do {
      const input: sdk.ListBackupPlansCommandInput = { NextToken };
      const page = await this.#ask('ListBackupPlans', input, () => this.#client.send(new sdk.ListBackupPlansCommand(input)));
      const found = page.BackupPlansList?.find((plan) => plan.BackupPlanName === name);
      if (found) return found.BackupPlanId;
      NextToken = page.NextToken;
    } while (NextToken);
    return undefined;
  }

  #ask<Output>(operation: string, input: object, send: () => Promise<Output>): Promise<Output> {
    return this.#call({ service: 'backup', operation, region: this.#region, input, send });
  }
}

function ruleInput({ name, schedule, keepFor, continuous, copy }: BackupRule, vault: string, tags: Readonly<Record<string, string>>): sdk.BackupRuleInput {
  return {
    RuleName: name,
    TargetBackupVaultName: vault,
    ScheduleExpression: schedule,
    StartWindowMinutes: startWindowMinutes,
    CompletionWindowMinutes: completionWindowMinutes,
    Lifecycle: { DeleteAfterDays: days(keepFor) },
    RecoveryPointTags: { ...tags },
    EnableContinuousBackup: continuous,
    ...(copy && { CopyActions: [{ DestinationBackupVaultArn: copy.vaultArn, Lifecycle: { DeleteAfterDays: days(copy.keepFor) } }] }),
  };
}

function asRecoveryPoint(point: sdk.RecoveryPointByBackupVault): RecoveryPoint {
  const arn = point.RecoveryPointArn ?? '';
  return { arn, status: point.Status ?? '', continuous: arn.includes(':recovery-point:continuous:'), createdAt: instant(point.CreationDate) };
}

/** AWS leaves the date of nothing out; one that did would sort before all others. */
function instant(date: Date | undefined): Instant {
  return date ? Instant.ofDate(date) : Instant.ofEpochMilliseconds(0);
}

function days(duration: Duration): number {
  return duration.seconds / 86_400;
}
