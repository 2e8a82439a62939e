/** By what LookupEvents can be asked for events: one attribute alone. */
import type { LookupAttributeKey, LookupEventsRequest } from '@aws-sdk/client-cloudtrail';
import { AwsError } from '../../aws-error';
import type { CallEvent } from '../record/call-event';
import { userNameOf } from '../record/user-identity';
import { refusals } from '../refusals';

export interface Attribute {
  key: LookupAttributeKey;
  value: string;
}

const valuesOf: Readonly<Record<LookupAttributeKey, (event: CallEvent) => readonly (string | undefined)[]>> = {
  EventId: ({ id }) => [id],
  EventName: ({ name }) => [name],
  ReadOnly: ({ readOnly }) => [String(readOnly)],
  Username: ({ identity }) => [userNameOf(identity)],
  ResourceType: ({ resources }) => resources.map(({ type }) => type),
  ResourceName: ({ resources }) => resources.map(({ name }) => name),
  EventSource: ({ source }) => [source],
  AccessKeyId: ({ identity }) => [identity.accessKeyId],
};

export function hasAttribute(event: CallEvent, { key, value }: Attribute): boolean {
  return valuesOf[key](event).includes(value);
}

/** Throws InvalidLookupAttributesException and InvalidEventCategoryException. */
export function checkedAttribute({ LookupAttributes: attributes = [], EventCategory: category }: LookupEventsRequest): Attribute | undefined {
  if (category !== undefined && category !== 'insight') throw new AwsError('InvalidEventCategoryException', `${String(category)} is not a valid event category.`);
  if (attributes.length > 1) throw refusals.lookupAttributes('You can specify only one lookup attribute.');
  const [attribute] = attributes;
  if (!attribute) return undefined;
  const { AttributeKey: key, AttributeValue: value = '' } = attribute;
  if (key === undefined || !Object.hasOwn(valuesOf, key)) throw refusals.lookupAttributes(`${String(key)} is not a valid lookup attribute.`);
  if (value === '' || value.length > 2_000) throw refusals.lookupAttributes('The value of a lookup attribute has between 1 and 2000 characters.');
  return { key, value };
}
