/** The operations on restore testing plans. */
import type {
  CreateRestoreTestingPlanInput,
  CreateRestoreTestingPlanOutput,
  DeleteRestoreTestingPlanInput,
  GetRestoreTestingPlanInput,
  GetRestoreTestingPlanOutput,
  ListRestoreTestingPlansInput,
  ListRestoreTestingPlansOutput,
  RestoreTestingPlanForList,
  UpdateRestoreTestingPlanInput,
  UpdateRestoreTestingPlanOutput,
} from '@aws-sdk/client-backup';
import { type Call, operation, type Operations } from '../../service';
import { whereOf } from '../../whereabouts';
import type { BackupState } from '../backup-state';
import { creatorRequestIdIn, pageIn, required, tagsIn } from '../readers';
import { alreadyExists, invalidRequest, limitExceeded, notFound } from '../refusals';
import { arnOf } from '../arns';
import { readTestingPlan, testingName } from './read-testing-plan';
import type { TestingPlan } from './testing-plan';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html#restore-testing-quotas */
const mostPlans = 100;

export function testingPlanOperations(state: BackupState): Operations {
  const plans = state.testing.plans;
  return {
    CreateRestoreTestingPlan: operation(async (input: CreateRestoreTestingPlanInput, call) => create(state, input, call)),
    GetRestoreTestingPlan: operation(async ({ RestoreTestingPlanName: name }: GetRestoreTestingPlanInput, call): Promise<GetRestoreTestingPlanOutput> => {
      const plan = askedTestingPlan(state, name, call);
      const { algorithm, types, includeVaults, excludeVaults, windowDays } = plan.points;
      const RecoveryPointSelection = { Algorithm: algorithm, RecoveryPointTypes: [...types], IncludeVaults: [...includeVaults], ExcludeVaults: [...excludeVaults], SelectionWindowDays: windowDays };
      return { RestoreTestingPlan: { ...inList(plan), CreatorRequestId: plan.creatorRequestId, RecoveryPointSelection } };
    }),
    ListRestoreTestingPlans: operation(async (input: ListRestoreTestingPlansInput, call): Promise<ListRestoreTestingPlansOutput> => {
      const { items, NextToken } = pageIn(plans.in(whereOf(call)), input);
      return { RestoreTestingPlans: items.map(inList), NextToken };
    }),
    UpdateRestoreTestingPlan: operation(async (input: UpdateRestoreTestingPlanInput, call): Promise<UpdateRestoreTestingPlanOutput> => {
      const old = askedTestingPlan(state, input.RestoreTestingPlanName, call);
      const plan = plans.keep({ ...old, ...readTestingPlan(required(input.RestoreTestingPlan, 'RestoreTestingPlan'), old), updated: call.now });
      return { CreationTime: plan.created.toDate(), RestoreTestingPlanArn: plan.arn, RestoreTestingPlanName: plan.name, UpdateTime: call.now.toDate() };
    }),
    DeleteRestoreTestingPlan: operation(async ({ RestoreTestingPlanName: name }: DeleteRestoreTestingPlanInput, call): Promise<object> => {
      const plan = askedTestingPlan(state, name, call);
      if (plans.selectionsOf(plan).length > 0) throw invalidRequest('Related restore testing selections must be deleted prior to restore testing plan deletion');
      plans.drop(plan);
      return {};
    }),
  };
}

/** Throws ResourceNotFoundException. */
export function askedTestingPlan(state: BackupState, value: string | undefined, call: Call): TestingPlan {
  const name = testingName(value, 'RestoreTestingPlanName');
  const plan = state.testing.plans.named(whereOf(call), name);
  if (plan) return plan;
  throw notFound(`Restore testing plan ${name} does not exist.`);
}

function create(state: BackupState, input: CreateRestoreTestingPlanInput, call: Call): CreateRestoreTestingPlanOutput {
  const { plans } = state.testing;
  const where = whereOf(call);
  const asked = required(input.RestoreTestingPlan, 'RestoreTestingPlan');
  const name = testingName(asked.RestoreTestingPlanName, 'RestoreTestingPlanName');
  const creatorRequestId = creatorRequestIdIn(input.CreatorRequestId);
  const settings = readTestingPlan(asked);
  const tags = tagsIn(input.Tags);
  const old = plans.named(where, name);
  if (old && (creatorRequestId === undefined || creatorRequestId !== old.creatorRequestId)) throw alreadyExists('Restore testing plan with the same name already exists', old);
  if (!old && plans.in(where).length >= mostPlans) throw limitExceeded(`The account has ${mostPlans} restore testing plans in this Region already.`);
  const id = state.world.chance.uuid('backup', 'restore-testing-plan', where.accountId, where.region, name, call.now.epochMilliseconds);
  const arn = arnOf(where, 'restore-testing-plan', `${name}-${id}`);
  const plan = old ?? plans.keep({ ...where, name, arn, created: call.now, ...(creatorRequestId !== undefined && { creatorRequestId }), tags, ...settings });
  return { CreationTime: plan.created.toDate(), RestoreTestingPlanArn: plan.arn, RestoreTestingPlanName: plan.name };
}

function inList(plan: TestingPlan): RestoreTestingPlanForList {
  return {
    CreationTime: plan.created.toDate(),
    LastExecutionTime: plan.lastRun?.toDate(),
    LastUpdateTime: plan.updated?.toDate(),
    RestoreTestingPlanArn: plan.arn,
    RestoreTestingPlanName: plan.name,
    ScheduleExpression: plan.schedule,
    ScheduleExpressionTimezone: plan.timezone,
    StartWindowHours: plan.startWindowHours,
  };
}
