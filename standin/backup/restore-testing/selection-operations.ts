/** The operations on restore testing selections. */
import type {
  CreateRestoreTestingSelectionInput,
  CreateRestoreTestingSelectionOutput,
  DeleteRestoreTestingSelectionInput,
  GetRestoreTestingSelectionInput,
  GetRestoreTestingSelectionOutput,
  ListRestoreTestingSelectionsInput,
  ListRestoreTestingSelectionsOutput,
  RestoreTestingSelectionForList,
  UpdateRestoreTestingSelectionInput,
  UpdateRestoreTestingSelectionOutput,
} from '@aws-sdk/client-backup';
import { requirePassRole } from '../../access/pass-role';
import { type Call, operation, type Operations } from '../../service';
import { whereOf } from '../../whereabouts';
import type { BackupState } from '../backup-state';
import type { ResourceKind } from '../kinds/kind';
import { creatorRequestIdIn, pageIn, required } from '../readers';
import { alreadyExists, invalidParameter, limitExceeded, notFound } from '../refusals';
import { askedTestingPlan } from './plan-operations';
import { readTestingSelection } from './read-testing-selection';
import { testingName } from './read-testing-plan';
import type { TagTest, TestingSelection } from './testing-plan';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html#restore-testing-quotas */
const mostSelections = 30;

export function testingSelectionOperations(state: BackupState): Operations {
  const plans = state.testing.plans;
  return {
    CreateRestoreTestingSelection: operation(async (input: CreateRestoreTestingSelectionInput, call) => create(state, input, call)),
    GetRestoreTestingSelection: operation(async (input: GetRestoreTestingSelectionInput, call): Promise<GetRestoreTestingSelectionOutput> => ({
      RestoreTestingSelection: inFull(asked(state, input, call)),
    })),
    ListRestoreTestingSelections: operation(async (input: ListRestoreTestingSelectionsInput, call): Promise<ListRestoreTestingSelectionsOutput> => {
      const { items, NextToken } = pageIn(plans.selectionsOf(askedTestingPlan(state, input.RestoreTestingPlanName, call)), input);
      return { RestoreTestingSelections: items.map(inList), NextToken };
    }),
    UpdateRestoreTestingSelection: operation(async (input: UpdateRestoreTestingSelectionInput, call): Promise<UpdateRestoreTestingSelectionOutput> => {
      const old = asked(state, input, call);
      const given = required(input.RestoreTestingSelection, 'RestoreTestingSelection');
      const settings = readTestingSelection(given, kindOf(state, old.resourceType), old);
      if (given.IamRoleArn !== undefined) checkRole(state, call, given.IamRoleArn);
      const selection = plans.keepSelection({ ...old, ...settings, updated: call.now });
      return { ...named(state, selection, call), UpdateTime: call.now.toDate() };
    }),
    DeleteRestoreTestingSelection: operation(async (input: DeleteRestoreTestingSelectionInput, call): Promise<object> => {
      plans.dropSelection(asked(state, input, call));
      return {};
    }),
  };
}

/** Throws ResourceNotFoundException. */
function asked(state: BackupState, input: GetRestoreTestingSelectionInput, call: Call): TestingSelection {
  const plan = askedTestingPlan(state, input.RestoreTestingPlanName, call);
  const name = testingName(input.RestoreTestingSelectionName, 'RestoreTestingSelectionName');
  const selection = state.testing.plans.selection(plan, plan.name, name);
  if (selection) return selection;
  throw notFound(`Restore testing selection ${name} does not exist in restore testing plan ${plan.name}.`);
}

function create(state: BackupState, input: CreateRestoreTestingSelectionInput, call: Call): CreateRestoreTestingSelectionOutput {
  const { plans } = state.testing;
  const plan = askedTestingPlan(state, input.RestoreTestingPlanName, call);
  const given = required(input.RestoreTestingSelection, 'RestoreTestingSelection');
  const name = testingName(given.RestoreTestingSelectionName, 'RestoreTestingSelectionName');
  const creatorRequestId = creatorRequestIdIn(input.CreatorRequestId);
  const resourceType = required(given.ProtectedResourceType, 'ProtectedResourceType');
  const settings = readTestingSelection(given, kindOf(state, resourceType));
  checkRole(state, call, settings.roleArn);
  const old = plans.selection(plan, plan.name, name);
  if (old && (creatorRequestId === undefined || creatorRequestId !== old.creatorRequestId)) throw alreadyExists('Restore testing selection with the same name already exists', { arn: plan.arn });
  if (!old && plans.selectionsOf(plan).length >= mostSelections) throw limitExceeded(`The restore testing plan has ${mostSelections} selections already.`);
  const selection = old ?? plans.keepSelection({ ...whereOf(call), planName: plan.name, name, created: call.now, ...(creatorRequestId !== undefined && { creatorRequestId }), resourceType, ...settings });
  return named(state, selection, call);
}

function named(state: BackupState, { planName, name, created }: TestingSelection, call: Call): CreateRestoreTestingSelectionOutput {
  return { CreationTime: created.toDate(), RestoreTestingPlanArn: askedTestingPlan(state, planName, call).arn, RestoreTestingPlanName: planName, RestoreTestingSelectionName: name };
}

function kindOf(state: BackupState, resourceType: string): ResourceKind {
  const kind = state.kinds.find(({ type }) => type === resourceType);
  if (kind) return kind;
  throw invalidParameter(`Invalid value for ProtectedResourceType: ${resourceType}`, ['ProtectedResourceType']);
}

/** Throws AccessDenied where the caller may not pass the role. Whether AWS Backup may take it on shows when a test begins. */
function checkRole({ neighbours }: BackupState, { caller }: Call, roleArn: string): void {
  requirePassRole(neighbours.access, caller, roleArn, 'backup.amazonaws.com');
}

function inList(selection: TestingSelection): RestoreTestingSelectionForList {
  return {
    CreationTime: selection.created.toDate(),
    IamRoleArn: selection.roleArn,
    ProtectedResourceType: selection.resourceType,
    RestoreTestingPlanName: selection.planName,
    RestoreTestingSelectionName: selection.name,
    ValidationWindowHours: selection.validationWindowHours,
  };
}

function inFull(selection: TestingSelection): GetRestoreTestingSelectionOutput['RestoreTestingSelection'] {
  return {
    ...inList(selection),
    CreatorRequestId: selection.creatorRequestId,
    ProtectedResourceArns: [...selection.arns],
    ProtectedResourceConditions: { StringEquals: selection.equals.map(toldTest), StringNotEquals: selection.notEquals.map(toldTest) },
    RestoreMetadataOverrides: { ...selection.overrides },
  };
}

function toldTest({ key, value }: TagTest): { Key: string; Value: string } {
  return { Key: `aws:ResourceTag/${key}`, Value: value };
}
