/** CreateBackupPlan, UpdateBackupPlan and DeleteBackupPlan. */
import type { CreateBackupPlanInput, CreateBackupPlanOutput, DeleteBackupPlanInput, DeleteBackupPlanOutput, UpdateBackupPlanInput, UpdateBackupPlanOutput } from '@aws-sdk/client-backup';
import type { Call } from '../../service';
import { whereOf } from '../../whereabouts';
import { announcePlan } from '../announcements/announce-plan';
import type { BackupState } from '../backup-state';
import { creatorRequestIdIn, tagsIn } from '../readers';
import { alreadyExists, invalidRequest, limitExceeded } from '../refusals';
import { arnOf } from '../arns';
import { livingPlan } from './asked-plan';
import type { Plan, PlanVersion } from './plan';
import { optionsAnswer } from './plan-answers';
import { type PlanDocument, readPlan } from './read-plan';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html */
const [mostPlans, mostVersions] = [300, 2_000];

export async function createPlan(state: BackupState, input: CreateBackupPlanInput, call: Call): Promise<CreateBackupPlanOutput> {
  const where = whereOf(call);
  const [document, creatorRequestId, tags] = [readPlan(state, input.BackupPlan, call.now), creatorRequestIdIn(input.CreatorRequestId), tagsIn(input.BackupPlanTags)];
  const living = state.plans.in(where).filter((plan) => !plan.deleted);
  // "If the request includes a CreatorRequestId that matches an existing backup plan, that plan is returned."
  const again = creatorRequestId === undefined ? undefined : living.find((plan) => plan.creatorRequestId === creatorRequestId);
  if (again) return answerOf(again);
  const same = living.find(({ current }) => isSame(current, document));
  if (same) throw alreadyExists('Backup plan with the same plan document already exists', same);
  if (living.length >= mostPlans) throw limitExceeded(`The account has ${mostPlans} backup plans in this Region already.`);
  const id = state.world.chance.uuid('backup', 'plan', where.accountId, where.region, document.name, call.now.epochMilliseconds, state.plans.in(where).length);
  const plan = { ...where, id, arn: arnOf(where, 'backup-plan', id), created: call.now, creatorRequestId, tags, current: version(state, { id, document, number: 1 }), earlier: [] };
  return changed(state, plan, 'CREATED');
}

export async function updatePlan(state: BackupState, input: UpdateBackupPlanInput, call: Call): Promise<UpdateBackupPlanOutput> {
  const document = readPlan(state, input.BackupPlan, call.now);
  const plan = livingPlan(state, input, call);
  const earlier = [...plan.earlier, plan.current];
  if (earlier.length >= mostVersions) throw limitExceeded(`The backup plan has ${mostVersions} versions already.`);
  const current = version(state, { id: plan.id, document, number: earlier.length + 1, before: plan.current });
  return changed(state, { ...plan, current, earlier }, 'MODIFIED');
}

export async function deletePlan(state: BackupState, input: DeleteBackupPlanInput, call: Call): Promise<DeleteBackupPlanOutput> {
  const plan = livingPlan(state, input, call);
  if (state.plans.selectionsOf(plan).length > 0) throw invalidRequest('Related backup plan selections must be deleted prior to backup plan deletion');
  changed(state, { ...plan, deleted: call.now }, 'DELETED');
  return { BackupPlanId: plan.id, BackupPlanArn: plan.arn, DeletionDate: call.now.toDate(), VersionId: plan.current.versionId };
}

/** A rule that keeps its name keeps its id; one that keeps its schedule, too, goes on counting. */
function version({ world }: BackupState, { id, document, number, before }: { id: string; document: PlanDocument; number: number; before?: PlanVersion }): PlanVersion {
  const created = world.clock.now();
  const rules = document.rules.map((rule) => {
    const old = before?.rules.find(({ name }) => name === rule.name);
    const since = old?.schedule === rule.schedule ? old.since : created;
    return { ...rule, id: old?.id ?? world.chance.uuid('backup', 'rule', id, number, rule.name), since };
  });
  return { versionId: Buffer.from(world.chance.uuid('backup', 'version', id, number)).toString('base64'), created, name: document.name, rules, options: document.options };
}

function isSame(current: PlanVersion, document: PlanDocument): boolean {
  const rules = current.rules.map(({ id: _id, since: _since, ...rule }) => rule);
  return JSON.stringify([current.name, rules, current.options]) === JSON.stringify([document.name, document.rules, document.options]);
}

/** Puts a plan in the place of what it was, tells of it, and answers with it. */
function changed(state: BackupState, plan: Plan, what: 'CREATED' | 'MODIFIED' | 'DELETED'): CreateBackupPlanOutput {
  announcePlan(state.announcer, state.plans.keep(plan), what);
  return answerOf(plan);
}

function answerOf({ id, arn, created, current }: Plan): CreateBackupPlanOutput {
  return { BackupPlanId: id, BackupPlanArn: arn, CreationDate: created.toDate(), VersionId: current.versionId, ...optionsAnswer(current.options) };
}
