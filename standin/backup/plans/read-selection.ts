/** Reads what a selection says, and says what is wrong with it: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html */
import type { BackupSelection, Condition, ConditionParameter, Conditions } from '@aws-sdk/client-backup';
import { nameIn, required } from '../readers';
import { invalidParameter } from '../refusals';
import type { Selection, TagCondition, TagOperator } from './plan';

export type SelectionDocument = Pick<Selection, 'name' | 'roleArn' | 'resources' | 'notResources' | 'listOfTags' | 'conditions'>;

const prefix = 'aws:ResourceTag/';

export const operators: readonly TagOperator[] = ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'];

/** Throws MissingParameterValueException and InvalidParameterValueException. */
export function readSelection(asked: BackupSelection | undefined): SelectionDocument {
  const selection = required(asked, 'BackupSelection');
  const roleArn = required(selection.IamRoleArn, 'IamRoleArn');
  if (!/^arn:aws:iam::\d{12}:role\/.+$/.test(roleArn)) throw invalidParameter(`Invalid IAM role ARN: ${roleArn}`, [roleArn]);
  return {
    name: nameIn(selection.SelectionName, 'SelectionName'),
    roleArn,
    resources: arnsIn(selection.Resources, 'Resources'),
    notResources: arnsIn(selection.NotResources, 'NotResources'),
    listOfTags: (selection.ListOfTags ?? []).map(labelIn),
    conditions: conditionsIn(selection.Conditions),
  };
}

/** 500 of them, or 30 where one stands for many. */
function arnsIn(asked: readonly string[] | undefined, member: string): string[] {
  const arns = asked ?? [];
  const wrong = arns.find((arn) => !isPattern(arn));
  if (wrong !== undefined) throw invalidParameter(`Invalid ARN in ${member}: ${wrong}`, [wrong]);
  const most = arns.some((arn) => arn.includes('*')) ? 30 : 500;
  if (arns.length > most) throw invalidParameter(`${member} cannot have more than ${most} ARNs${most === 30 ? ' where one of them has a wildcard' : ''}.`, [member]);
  return [...arns];
}

/** A whole ARN, or the beginning of one and `*`; the region and the account may be `*` on their own. */
function isPattern(arn: string): boolean {
  if (arn === '*') return true;
  const [, region = '', account = '', rest = ''] = /^arn:aws:[a-z0-9-]+:([^:]*):([^:]*):(.+)$/.exec(arn) ?? [];
  const ends = (part: string): boolean => part === '*' || !part.includes('*');
  return rest !== '' && ends(region) && ends(account) && !rest.slice(0, -1).includes('*');
}

function labelIn({ ConditionType: type, ConditionKey, ConditionValue }: Condition): TagCondition {
  if (required(type, 'ConditionType') !== 'STRINGEQUALS') throw invalidParameter(`Invalid condition type: ${type}`, ['ConditionType']);
  const key = required(ConditionKey, 'ConditionKey');
  return { operator: 'StringEquals', key: key.startsWith(prefix) ? key.slice(prefix.length) : key, value: ConditionValue ?? '' };
}

function conditionsIn(asked: Conditions = {}): TagCondition[] {
  return operators.flatMap((operator) => (asked[operator] ?? []).map((one) => conditionIn(operator, one)));
}

function conditionIn(operator: TagOperator, { ConditionKey, ConditionValue }: ConditionParameter): TagCondition {
  const key = required(ConditionKey, 'ConditionKey');
  if (!key.startsWith(prefix) || key === prefix) throw invalidParameter(`Invalid condition key: ${key}. It must begin with ${prefix}`, [key]);
  return { operator, key: key.slice(prefix.length), value: ConditionValue ?? '' };
}

/** The key as conditions have it. */
export function conditionKey({ key }: TagCondition): string {
  return prefix + key;
}
