/** What PutEventSelectors takes: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html */
import type { AdvancedEventSelector, EventSelector, PutEventSelectorsRequest } from '@aws-sdk/client-cloudtrail';
import { refusals } from '../refusals';
import { categoryOf } from './selectors';
import type { Selectors } from './trail';

const basicTypes = ['AWS::S3::Object', 'AWS::Lambda::Function', 'AWS::DynamoDB::Table'];
const excludable = ['kms.amazonaws.com', 'rdsdata.amazonaws.com'];
const mostSelectors = 5;
const mostResources = 250;
const mostValues = 500;

const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  Management: ['eventCategory', 'eventSource', 'eventName', 'readOnly', 'userIdentity.arn', 'eventType'],
  Data: ['eventCategory', 'resources.type', 'resources.ARN', 'eventSource', 'eventName', 'readOnly', 'userIdentity.arn', 'eventType'],
};
const equalsOnly = ['eventCategory', 'resources.type', 'readOnly'];

/** Throws InvalidEventSelectorsException. */
export function checkedSelectors({ EventSelectors: basic, AdvancedEventSelectors: advanced }: PutEventSelectorsRequest): Selectors {
  if ((basic === undefined) === (advanced === undefined)) throw refusals.selectors('Specify either EventSelectors or AdvancedEventSelectors, and not both.');
  return basic ? { basic: checkedBasic(basic) } : { advanced: checkedAdvanced(advanced ?? []) };
}

function checkedBasic(selectors: readonly EventSelector[]): EventSelector[] {
  if (selectors.length < 1 || selectors.length > mostSelectors) throw refusals.selectors(`The number of event selectors must be between 1 and ${mostSelectors}.`);
  const checked = selectors.map(({ ReadWriteType = 'All', IncludeManagementEvents = true, DataResources = [], ExcludeManagementEventSources = [] }) => {
    if (!['All', 'ReadOnly', 'WriteOnly'].includes(ReadWriteType)) throw refusals.selectors(`${ReadWriteType} is not a valid ReadWriteType.`);
    const unknown = ExcludeManagementEventSources.find((source) => !excludable.includes(source));
    if (unknown !== undefined) throw refusals.selectors(`${unknown} cannot be excluded.`);
    for (const resource of DataResources) checkDataResource(resource);
    return { ReadWriteType, IncludeManagementEvents, DataResources, ExcludeManagementEventSources };
  });
  const values = checked.flatMap(({ DataResources }) => DataResources.flatMap(({ Values }) => Values ?? []));
  if (values.length > mostResources) throw refusals.selectors(`The number of data resources across all event selectors exceeds ${mostResources}.`);
  return checked;
}

function checkDataResource({ Type = '', Values = [] }: { Type?: string; Values?: string[] }): void {
  if (!basicTypes.includes(Type)) throw refusals.selectors(`${Type} is not a valid data resource type.`);
  const service = { 'AWS::S3::Object': 's3', 'AWS::Lambda::Function': 'lambda' }[Type] ?? 'dynamodb';
  const bad = Values.find((value) => value !== `arn:aws:${service}` && !value.startsWith(`arn:aws:${service}:`));
  if (bad !== undefined) throw refusals.selectors(`Value ${bad} for DataResources.Values is invalid for ${Type}.`);
}

function checkedAdvanced(selectors: readonly AdvancedEventSelector[]): AdvancedEventSelector[] {
  if (selectors.length < 1) throw refusals.selectors('At least one advanced event selector is needed.');
  for (const selector of selectors) checkAdvanced(selector);
  const values = selectors.flatMap(({ FieldSelectors }) => (FieldSelectors ?? []).flatMap(({ Field: _field, ...conditions }) => Object.values(conditions).flat()));
  if (values.length > mostValues) throw refusals.selectors(`The number of values across all advanced event selectors exceeds ${mostValues}.`);
  return [...selectors];
}

function checkAdvanced(selector: AdvancedEventSelector): void {
  const category = categoryOf(selector);
  const known = fieldsOf[category ?? ''];
  if (!known) throw refusals.selectors('An advanced event selector needs eventCategory with the operator Equals and the value Management or Data.');
  const fields = selector.FieldSelectors ?? [];
  for (const { Field: field = '', Equals, ...others } of fields) {
    if (!known.includes(field)) throw refusals.selectors(`Field ${field} is not valid for ${category} events.`);
    const operators = [Equals, ...Object.values(others)].filter((values) => values !== undefined);
    if (operators.length === 0) throw refusals.selectors(`Field ${field} has no operator.`);
    if (equalsOnly.includes(field) && (Equals?.length !== 1 || operators.length > 1)) throw refusals.selectors(`Field ${field} takes one value with the operator Equals alone.`);
  }
  const names = fields.map(({ Field }) => Field);
  if (new Set(names).size < names.length) throw refusals.selectors('A field may be there once in each advanced event selector.');
  if (category === 'Data' && !names.includes('resources.type')) throw refusals.selectors('An advanced event selector of data events needs resources.type.');
}
