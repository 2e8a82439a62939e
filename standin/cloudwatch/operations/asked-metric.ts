/** Reads from a call which metric it means. Throws AwsError for what names none. */
import type { Dimension } from '@aws-sdk/client-cloudwatch';
import type { Call } from '../../service';
import type { MetricId } from '../data/series';
import { invalidValue, missingParameter } from '../refusals';

interface Asked {
  Namespace?: string;
  MetricName?: string;
  Dimensions?: Dimension[];
}

export function askedMetric(call: Call, { Namespace: namespace, MetricName: name, Dimensions: dimensions }: Asked): MetricId {
  if (!namespace) throw missingParameter('Namespace');
  if (!name) throw missingParameter('MetricName');
  if (namespace.length > 255 || namespace.startsWith(':')) throw invalidValue('The value for parameter Namespace is invalid.');
  if (name.length > 255) throw invalidValue('The value for parameter MetricName is invalid.');
  return { accountId: call.caller.accountId, region: call.region, namespace, name, dimensions: dimensionsOf(dimensions ?? []) };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html */
function dimensionsOf(dimensions: readonly Dimension[]): Record<string, string> {
  if (dimensions.length > 30) throw invalidValue('The collection MetricData.member.1.Dimensions must not have a size greater than 30.');
  const read: Record<string, string> = {};
  for (const { Name: name, Value: value } of dimensions) {
    if (!name) throw missingParameter('Name');
    if (!value) throw missingParameter('Value');
    if (name.length > 255 || name.startsWith(':') || value.length > 1_024) throw invalidValue(`The dimension ${name} is invalid.`);
    if (Object.hasOwn(read, name)) throw invalidValue(`The dimension ${name} is given more than once.`);
    read[name] = value;
  }
  return read;
}

export function dimensionList({ dimensions }: MetricId): Dimension[] {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}
