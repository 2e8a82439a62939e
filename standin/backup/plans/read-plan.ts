/** Reads the document of a backup plan and says what is wrong with it: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupPlanInput.html */
import type { AdvancedBackupSetting, BackupPlanInput, BackupRuleInput } from '@aws-sdk/client-backup';
import type { Instant } from '../../../time/instant';
import type { AwsError } from '../../aws-error';
import { isTimeZone } from '../../schedules/time-zone';
import type { BackupState } from '../backup-state';
import { checkedOptions, hasOptions } from '../kinds/checked-options';
import { readLifecycle } from '../points/read-lifecycle';
import { nameIn, refuseMembers, required, tagsIn } from '../readers';
import { invalidParameter, notServed } from '../refusals';
import { vaultNameIn } from '../vaults/asked-vault';
import { checkSchedule } from './check-schedule';
import type { CopyAction, PlanVersion, Rule } from './plan';

/** What a plan says, before its rules have ids and it has a version. */
export type PlanDocument = Pick<PlanVersion, 'name' | 'options'> & { rules: Omit<Rule, 'id' | 'since'>[] };

/** Throws MissingParameterValueException, InvalidParameterValueException, and NotImplemented for what is not served. */
export function readPlan(state: BackupState, asked: BackupPlanInput | undefined, now: Instant): PlanDocument {
  const plan = required(asked, 'BackupPlan');
  refuseMembers(plan, 'ScanSettings');
  const name = nameIn(plan.BackupPlanName, 'BackupPlanName');
  const rules = required(plan.Rules?.length ? plan.Rules : undefined, 'Rules').map((rule) => readRule(rule, now));
  const twice = rules.find((rule, index) => rules.findIndex((other) => other.name === rule.name) < index);
  if (twice) throw ruleProblem(twice.name)('Duplicate rule name');
  return { name, rules, options: optionsIn(state, plan.AdvancedBackupSettings ?? []) };
}

function readRule(asked: BackupRuleInput, now: Instant): PlanDocument['rules'][number] {
  refuseMembers(asked, 'TargetLogicallyAirGappedBackupVaultArn', 'IndexActions', 'ScanActions');
  const name = nameIn(asked.RuleName, 'RuleName');
  const problem = ruleProblem(name);
  const timezone = asked.ScheduleExpressionTimezone ?? 'UTC';
  if (!isTimeZone(timezone)) throw problem('Invalid schedule expression timezone');
  const schedule = asked.ScheduleExpression ?? 'cron(0 5 ? * * *)';
  checkSchedule({ schedule, timezone, since: now }, problem);
  const continuous = asked.EnableContinuousBackup ?? false;
  return {
    name,
    vault: vaultNameIn(asked.TargetBackupVaultName, 'TargetBackupVaultName'),
    schedule,
    timezone,
    ...windowsIn(asked, problem),
    lifecycle: readLifecycle(asked.Lifecycle, problem, continuous),
    recoveryPointTags: tagsIn(asked.RecoveryPointTags),
    copies: (asked.CopyActions ?? []).map((copy): CopyAction => ({
      destinationVaultArn: vaultArnIn(copy.DestinationBackupVaultArn, problem),
      lifecycle: readLifecycle(copy.Lifecycle, problem),
    })),
    continuous,
  };
}

/** In AWS's words: https://github.com/lgallard/terraform-aws-backup/issues/40 */
function ruleProblem(rule: string): (message: string) => AwsError {
  return (message) => invalidParameter(`Error in rule ${rule} : ${message}`, [rule, message]);
}

/** How long a job may wait for its start, and how long after its time it has to be done. */
function windowsIn(asked: BackupRuleInput, problem: (message: string) => AwsError): Pick<Rule, 'startWindowMinutes' | 'completionWindowMinutes'> {
  const { StartWindowMinutes: start = 480, CompletionWindowMinutes: completion = 10_080 } = asked;
  if (!isWindow(start, 60)) throw problem('Invalid start window. StartWindowMinutes cannot be less than 60 or more than 52560000 minutes');
  if (!isWindow(completion, 1)) throw problem('Invalid completion window. CompletionWindowMinutes cannot be less than 1 or more than 52560000 minutes');
  return { startWindowMinutes: start, completionWindowMinutes: completion };
}

function isWindow(minutes: number, least: number): boolean {
  return Number.isInteger(minutes) && minutes >= least && minutes <= 52_560_000;
}

function vaultArnIn(asked: string | undefined, problem: (message: string) => AwsError): string {
  const arn = required(asked, 'DestinationBackupVaultArn');
  if (!/^arn:aws:backup:[a-z0-9-]+:\d{12}:backup-vault:[a-zA-Z0-9\-_]{2,50}$/.test(arn)) throw problem(`Invalid destination backup vault ARN: ${arn}`);
  return arn;
}

function optionsIn({ kinds }: BackupState, settings: readonly AdvancedBackupSetting[]): PlanDocument['options'] {
  return Object.fromEntries(
    settings.map(({ ResourceType, BackupOptions }) => {
      const type = required(ResourceType, 'ResourceType');
      if (!hasOptions(type)) throw invalidParameter(`Invalid backup options for ${type}: the type has none`, [type]);
      const options = checkedOptions(type, BackupOptions);
      if (!kinds.some((kind) => kind.type === type)) throw notServed(`options of ${type}`);
      return [type, { ...options }];
    }),
  );
}
