/** CreateBackupSelection, GetBackupSelection, DeleteBackupSelection and ListBackupSelections. */
import type {
  BackupSelection, BackupSelectionsListMember, CreateBackupSelectionInput, CreateBackupSelectionOutput, DeleteBackupSelectionInput, GetBackupSelectionInput, GetBackupSelectionOutput, ListBackupSelectionsInput,
  ListBackupSelectionsOutput,
} from '@aws-sdk/client-backup';
import { requirePassRole } from '../../access/pass-role';
import { type Call, operation, type Operations } from '../../service';
import type { BackupState } from '../backup-state';
import { creatorRequestIdIn, pageIn, required } from '../readers';
import { alreadyExists, invalidParameter, limitExceeded, notFound } from '../refusals';
import { askedPlan, livingPlan } from './asked-plan';
import type { Selection } from './plan';
import { conditionKey, operators, readSelection, type SelectionDocument } from './read-selection';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html */
const most = 100;

export function selectionOperations(state: BackupState): Operations {
  return {
    CreateBackupSelection: operation((input: CreateBackupSelectionInput, call) => createSelection(state, input, call)),
    GetBackupSelection: operation(async (input: GetBackupSelectionInput, call): Promise<GetBackupSelectionOutput> => {
      const selection = askedSelection(state, input, call);
      return { BackupSelection: documentAnswer(selection), SelectionId: selection.id, BackupPlanId: selection.planId, CreationDate: selection.created.toDate(), CreatorRequestId: selection.creatorRequestId };
    }),
    DeleteBackupSelection: operation(async (input: DeleteBackupSelectionInput, call) => {
      state.plans.dropSelection(askedSelection(state, input, call));
      return {};
    }),
    ListBackupSelections: operation(async (input: ListBackupSelectionsInput, call): Promise<ListBackupSelectionsOutput> => {
      const { items, ...more } = pageIn(state.plans.selectionsOf(askedPlan(state, input, call)), input);
      return { BackupSelectionsList: items.map(member), ...more };
    }),
  };
}

async function createSelection(state: BackupState, input: CreateBackupSelectionInput, call: Call): Promise<CreateBackupSelectionOutput> {
  const { access } = state.neighbours;
  const [document, creatorRequestId] = [readSelection(input.BackupSelection), creatorRequestIdIn(input.CreatorRequestId)];
  const plan = livingPlan(state, input, call);
  const there = state.plans.selectionsOf(plan);
  const again = creatorRequestId === undefined ? undefined : there.find((selection) => selection.creatorRequestId === creatorRequestId);
  if (again) return created(again);
  requirePassRole(access, call.caller, document.roleArn, 'backup.amazonaws.com');
  if (!access.callerOfRole(document.roleArn, 'backup.amazonaws.com')) throw invalidParameter(`IAM Role ${document.roleArn} cannot be assumed by AWS Backup`, [document.roleArn]);
  const same = there.find((selection) => isSame(selection, document));
  if (same) throw alreadyExists('Backup selection with the same selection document already exists', { arn: plan.arn, creatorRequestId: same.creatorRequestId });
  if (there.length >= most) throw limitExceeded(`The backup plan has ${most} selections already.`);
  const id = state.world.chance.uuid('backup', 'selection', plan.id, document.name, call.now.epochMilliseconds, there.length);
  const { accountId, region } = plan;
  return created(state.plans.keepSelection({ ...document, accountId, region, id, planId: plan.id, created: call.now, creatorRequestId }));
}

function askedSelection(state: BackupState, input: { BackupPlanId: string | undefined; SelectionId: string | undefined }, call: Call): Selection {
  const id = required(input.SelectionId, 'SelectionId');
  const selection = state.plans.selectionsOf(askedPlan(state, input, call)).find((one) => one.id === id);
  if (!selection) throw notFound(`Cannot find backup selection with id ${id}`);
  return selection;
}

function isSame(selection: Selection, document: SelectionDocument): boolean {
  const { name, roleArn, resources, notResources, listOfTags, conditions } = selection;
  return JSON.stringify({ name, roleArn, resources, notResources, listOfTags, conditions }) === JSON.stringify(document);
}

function created({ id, planId, created: at }: Selection): CreateBackupSelectionOutput {
  return { SelectionId: id, BackupPlanId: planId, CreationDate: at.toDate() };
}

function member(selection: Selection): BackupSelectionsListMember {
  return {
    SelectionId: selection.id,
    SelectionName: selection.name,
    BackupPlanId: selection.planId,
    CreationDate: selection.created.toDate(),
    CreatorRequestId: selection.creatorRequestId,
    IamRoleArn: selection.roleArn,
  };
}

function documentAnswer({ name, roleArn, resources, notResources, listOfTags, conditions }: Selection): BackupSelection {
  return {
    SelectionName: name,
    IamRoleArn: roleArn,
    Resources: [...resources],
    NotResources: [...notResources],
    ListOfTags: listOfTags.map(({ key, value }) => ({ ConditionType: 'STRINGEQUALS', ConditionKey: key, ConditionValue: value })),
    Conditions: Object.fromEntries(
      operators.map((operator) => [operator, conditions.filter((one) => one.operator === operator).map((one) => ({ ConditionKey: conditionKey(one), ConditionValue: one.value }))]),
    ),
  };
}
