/** GetBackupPlan, ListBackupPlans, ListBackupPlanVersions, and a plan as JSON. */
import type {
  ExportBackupPlanTemplateInput, ExportBackupPlanTemplateOutput, GetBackupPlanInput, GetBackupPlanOutput, ListBackupPlansInput, ListBackupPlansOutput, ListBackupPlanVersionsInput, ListBackupPlanVersionsOutput,
  ScheduledPlanExecutionMember,
} from '@aws-sdk/client-backup';
import type { Instant } from '../../../time/instant';
import type { Call } from '../../service';
import { whereOf } from '../../whereabouts';
import type { BackupState } from '../backup-state';
import { pageIn, wholeNumber } from '../readers';
import { notFound } from '../refusals';
import { askedPlan, livingPlan } from './asked-plan';
import { planAnswer, planMember } from './plan-answers';
import type { PlanVersion, Rule } from './plan';
import { nextFiring } from './schedule';

export async function getPlan(state: BackupState, input: GetBackupPlanInput, call: Call): Promise<GetBackupPlanOutput> {
  const plan = askedPlan(state, input, call);
  const version = [...plan.earlier, plan.current].find(({ versionId }) => versionId === (input.VersionId ?? plan.current.versionId));
  if (!version) throw notFound('Failed reading Backup plan with provided version');
  const preview = wholeNumber(input.MaxScheduledRunsPreview, 'MaxScheduledRunsPreview', [0, 10]) ?? 0;
  const { BackupPlanName: _name, ...member } = planMember(plan, version);
  return { ...member, BackupPlan: planAnswer(version), ...(preview > 0 && { ScheduledRunsPreview: plan.deleted ? [] : nextRuns(version, call.now, preview) }) };
}

/** The first times at which the rules come round, the soonest first. */
function nextRuns({ rules }: PlanVersion, now: Instant, most: number): ScheduledPlanExecutionMember[] {
  const runs = rules.flatMap((rule) => timesOf(rule, now, most).map((at) => ({ rule, at }))).sort((a, b) => a.at.compare(b.at));
  return runs.slice(0, most).map(({ rule, at }) => ({ ExecutionTime: at.toDate(), RuleId: rule.id, RuleExecutionType: rule.continuous ? 'CONTINUOUS_AND_SNAPSHOTS' : 'SNAPSHOTS' }));
}

function timesOf(rule: Rule, now: Instant, most: number): Instant[] {
  const times: Instant[] = [];
  for (let at = nextFiring(rule, now); at && times.length < most; at = nextFiring(rule, at)) times.push(at);
  return times;
}

export async function listPlans(state: BackupState, input: ListBackupPlansInput, call: Call): Promise<ListBackupPlansOutput> {
  const plans = state.plans.in(whereOf(call)).filter((plan) => input.IncludeDeleted === true || !plan.deleted);
  const { items, ...more } = pageIn(plans, input);
  return { BackupPlansList: items.map((plan) => planMember(plan)), ...more };
}

export async function listPlanVersions(state: BackupState, input: ListBackupPlanVersionsInput, call: Call): Promise<ListBackupPlanVersionsOutput> {
  const plan = askedPlan(state, input, call);
  const { items, ...more } = pageIn([...plan.earlier, plan.current], input);
  return { BackupPlanVersionsList: items.map((version) => planMember(plan, version)), ...more };
}

export async function exportPlan(state: BackupState, input: ExportBackupPlanTemplateInput, call: Call): Promise<ExportBackupPlanTemplateOutput> {
  const { Rules = [], ...plan } = planAnswer(livingPlan(state, input, call).current);
  return { BackupPlanTemplateJson: JSON.stringify({ ...plan, Rules: Rules.map(({ RuleId: _id, ...rule }) => rule) }) };
}
