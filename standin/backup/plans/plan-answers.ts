/** Plans and their versions, as answers show them. */
import type { AdvancedBackupSetting, BackupPlan, BackupPlansListMember, BackupRule } from '@aws-sdk/client-backup';
import { lifecycleAnswer } from '../points/read-lifecycle';
import type { Plan, PlanVersion, Rule } from './plan';

export function planAnswer({ name, rules, options }: PlanVersion): BackupPlan {
  return { BackupPlanName: name, Rules: rules.map(ruleAnswer), ...optionsAnswer(options) };
}

function ruleAnswer(rule: Rule): BackupRule {
  return {
    RuleName: rule.name,
    TargetBackupVaultName: rule.vault,
    ScheduleExpression: rule.schedule,
    ScheduleExpressionTimezone: rule.timezone,
    StartWindowMinutes: rule.startWindowMinutes,
    CompletionWindowMinutes: rule.completionWindowMinutes,
    Lifecycle: lifecycleAnswer(rule.lifecycle),
    RecoveryPointTags: { ...rule.recoveryPointTags },
    RuleId: rule.id,
    CopyActions: rule.copies.map(({ destinationVaultArn, lifecycle }) => ({ DestinationBackupVaultArn: destinationVaultArn, Lifecycle: lifecycleAnswer(lifecycle) })),
    EnableContinuousBackup: rule.continuous,
  };
}

/** Empty where there are none. */
export function optionsAnswer(options: PlanVersion['options']): { AdvancedBackupSettings?: AdvancedBackupSetting[] } {
  const settings = Object.entries(options).map(([ResourceType, BackupOptions]) => ({ ResourceType, BackupOptions: { ...BackupOptions } }));
  return settings.length > 0 ? { AdvancedBackupSettings: settings } : {};
}

export function planMember(plan: Plan, version: PlanVersion = plan.current): BackupPlansListMember {
  return {
    BackupPlanArn: plan.arn,
    BackupPlanId: plan.id,
    BackupPlanName: version.name,
    CreationDate: version === plan.current ? plan.created.toDate() : version.created.toDate(),
    DeletionDate: plan.deleted?.toDate(),
    VersionId: version.versionId,
    CreatorRequestId: plan.creatorRequestId,
    LastExecutionDate: plan.lastRun?.toDate(),
    ...optionsAnswer(version.options),
  };
}
