/** Which events a trail's selectors ask for: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html */
import type { AdvancedEventSelector, AdvancedFieldSelector, EventSelector } from '@aws-sdk/client-cloudtrail';
import type { CallEvent } from '../record/call-event';
import type { Selectors } from './trail';

/** A call as selectors see it, before any event is made of it. */
export type Selected = Pick<CallEvent, 'source' | 'name' | 'readOnly'> & {
  /** The type and ARN of what a data event is about; absent for a management event. */
  data?: { type: string; arn: string };
  userArn?: string;
};

export function asksFor(selectors: Selectors, event: Selected): boolean {
  if ('basic' in selectors) return selectors.basic.some((selector) => fits(selector, event));
  return selectors.advanced.some(({ FieldSelectors: fields = [] }) => fields.every((field) => fitsField(field, event)));
}

export function asksForData(selectors: Selectors): boolean {
  if ('basic' in selectors) return selectors.basic.some(({ DataResources }) => (DataResources ?? []).length > 0);
  return selectors.advanced.some((selector) => categoryOf(selector) === 'Data');
}

export function categoryOf({ FieldSelectors: fields = [] }: AdvancedEventSelector): string | undefined {
  return fields.find(({ Field }) => Field === 'eventCategory')?.Equals?.[0];
}

function fits({ ReadWriteType: kind, IncludeManagementEvents, DataResources, ExcludeManagementEventSources }: EventSelector, { data, source, readOnly }: Selected): boolean {
  if ((kind === 'ReadOnly' && !readOnly) || (kind === 'WriteOnly' && readOnly)) return false;
  if (!data) return IncludeManagementEvents !== false && !ExcludeManagementEventSources?.includes(source);
  return (DataResources ?? []).some(({ Type, Values }) => Type === data.type && (Values ?? []).some((value) => isMeant(value, data.arn)));
}

/** A bucket's value is the beginning of its objects' ARNs; a function's is its ARN or stands for all of them. */
function isMeant(value: string, arn: string): boolean {
  if (!arn.startsWith('arn:aws:s3')) return arn === value || value === 'arn:aws:lambda';
  return arn.startsWith(value);
}

function fitsField(field: AdvancedFieldSelector, event: Selected): boolean {
  const value = valueOf(field.Field ?? '', event);
  if (value === undefined) return false;
  const some = (wanted: string[] | undefined, has: (one: string) => boolean): boolean => wanted?.some(has) ?? false;
  const refused =
    some(field.NotEquals, (one) => value === one) || some(field.NotStartsWith, (one) => value.startsWith(one)) || some(field.NotEndsWith, (one) => value.endsWith(one));
  if (refused) return false;
  const isAsked = (field.Equals ?? field.StartsWith ?? field.EndsWith) !== undefined;
  return !isAsked || some(field.Equals, (one) => value === one) || some(field.StartsWith, (one) => value.startsWith(one)) || some(field.EndsWith, (one) => value.endsWith(one));
}

function valueOf(field: string, { data, source, name, readOnly, userArn }: Selected): string | undefined {
  switch (field) {
    case 'eventCategory': return data ? 'Data' : 'Management';
    case 'eventSource': return source;
    case 'eventName': return name;
    case 'readOnly': return String(readOnly);
    case 'resources.type': return data?.type;
    case 'resources.ARN': return data?.arn;
    case 'userIdentity.arn': return userArn;
    case 'eventType': return 'AwsApiCall';
    default: return undefined;
  }
} // prettier-ignore
