/** Reads what a restore testing selection is to be, in whole or in parts: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_RestoreTestingSelectionForCreate.html */
import type { KeyValue, RestoreTestingSelectionForUpdate } from '@aws-sdk/client-backup';
import type { ResourceKind } from '../kinds/kind';
import { required, wholeNumber } from '../readers';
import { invalidParameter } from '../refusals';
import type { TagTest, TestingSelection } from './testing-plan';

export type SelectionSettings = Pick<TestingSelection, 'roleArn' | 'arns' | 'equals' | 'notEquals' | 'overrides' | 'validationWindowHours'>;

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html#restore-testing-quotas */
const most = 30;
const prefix = 'aws:ResourceTag/';

/** What is asked for, over what there was: members that are left out stay. Throws MissingParameterValueException and InvalidParameterValueException. */
export function readTestingSelection(asked: RestoreTestingSelectionForUpdate, kind: ResourceKind, old?: SelectionSettings): SelectionSettings {
  return {
    roleArn: required(asked.IamRoleArn ?? old?.roleArn, 'IamRoleArn'),
    ...resourcesIn(asked, old),
    overrides: asked.RestoreMetadataOverrides ? overridesIn(asked.RestoreMetadataOverrides, kind) : (old?.overrides ?? {}),
    validationWindowHours: wholeNumber(asked.ValidationWindowHours, 'ValidationWindowHours', [0, 168]) ?? old?.validationWindowHours ?? 0,
  };
}

/** ARNs that are written out, or `*` with the tags that it takes: never both. */
function resourcesIn(asked: RestoreTestingSelectionForUpdate, old: SelectionSettings | undefined): Pick<SelectionSettings, 'arns' | 'equals' | 'notEquals'> {
  const { ProtectedResourceArns: given, ProtectedResourceConditions: conditions } = asked;
  if (!given && !conditions && !old) throw invalidParameter('ProtectedResourceArns or ProtectedResourceConditions must be given.', ['ProtectedResourceArns']);
  const arns = given ?? old?.arns ?? ['*'];
  const equals = conditions ? testsIn(conditions.StringEquals) : (old?.equals ?? []);
  const notEquals = conditions ? testsIn(conditions.StringNotEquals) : (old?.notEquals ?? []);
  const wild = arns.includes('*');
  if (arns.length < 1 || arns.length > most) throw invalidParameter(`ProtectedResourceArns must have 1 to ${most} ARNs.`, ['ProtectedResourceArns']);
  if (wild && arns.length > 1) throw invalidParameter('ProtectedResourceArns must be either the wildcard or ARNs, not both.', ['ProtectedResourceArns']);
  if (old && old.arns.includes('*') !== wild && (!given || !conditions)) {
    throw invalidParameter('To change between ARNs and the wildcard, both ProtectedResourceArns and ProtectedResourceConditions must be given.', ['ProtectedResourceConditions']);
  }
  const tests = equals.length + notEquals.length;
  if (!wild && tests > 0) throw invalidParameter('ProtectedResourceConditions go with the wildcard only.', ['ProtectedResourceConditions']);
  if (tests > most) throw invalidParameter(`ProtectedResourceConditions must not be more than ${most}.`, ['ProtectedResourceConditions']);
  return { arns, equals, notEquals };
}

function testsIn(conditions: readonly KeyValue[] | undefined): TagTest[] {
  return (conditions ?? []).map(({ Key = '', Value = '' }) => {
    if (!Key.startsWith(prefix) || Key === prefix) throw invalidParameter(`Invalid condition key: ${Key} does not have the form ${prefix}key.`, ['ProtectedResourceConditions']);
    return { key: Key.slice(prefix.length), value: Value };
  });
}

function overridesIn(overrides: Readonly<Record<string, string>>, { type, overridable }: ResourceKind): Readonly<Record<string, string>> {
  const unfit = Object.keys(overrides).find((key) => !overridable.includes(key.toLowerCase()));
  if (unfit !== undefined) throw invalidParameter(`Invalid RestoreMetadataOverrides: ${unfit} cannot be overridden for ${type}.`, ['RestoreMetadataOverrides']);
  return overrides;
}
