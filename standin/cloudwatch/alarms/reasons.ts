/** Why an alarm is what it is, in CloudWatch's words and in its JSON. */
import type { StateValue } from '@aws-sdk/client-cloudwatch';
import type { Instant } from '../../../time/instant';
import type { Alarm, Comparison } from './alarm';
import type { Judgement } from './judge';

export interface AlarmPoint {
  at: Instant;
  value: number;
  samples: number;
}

const words: Readonly<Record<Comparison, string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

export function reasonOf({ settings, state }: Alarm, value: StateValue, { counted, breaching, filled }: Judgement<AlarmPoint>): string {
  const datapoints = (count: number): string => `${count} datapoint${count === 1 ? '' : 's'}`;
  if (value === 'INSUFFICIENT_DATA') return `Insufficient Data: ${datapoints(filled)} ${filled === 1 ? 'was' : 'were'} unknown.`;
  if (counted.length === 0) {
    const treated = settings.missingData === 'breaching' ? 'Breaching' : 'NonBreaching';
    return `Threshold Crossed: no datapoints were received for ${filled} period${filled === 1 ? '' : 's'} and ${filled} missing ${filled === 1 ? 'datapoint was' : 'datapoints were'} treated as [${treated}].`;
  }
  const n = settings.evaluationPeriods;
  const m = settings.datapointsToAlarm ?? n;
  const isAlarm = value === 'ALARM';
  const shown = counted.map(({ value: one, at }) => `${decimal(one)} (${day(at)})`).reverse().join(', ');
  const crossing = isAlarm ? breaching : counted.length - breaching;
  const minimum = isAlarm ? m : n - m + 1;
  return (
    `Threshold Crossed: ${crossing} out of the last ${datapoints(n).replace(/datapoint$/, 'datapoints')} [${shown}] ${crossing === 1 ? 'was' : 'were'} ` +
    `${isAlarm ? '' : 'not '}${words[settings.comparison]} the threshold (${decimal(settings.threshold)}) ` +
    `(minimum ${datapoints(minimum)} for ${state.value === 'ALARM' ? 'ALARM -> OK' : 'OK -> ALARM'} transition).`
  );
}

/** What DescribeAlarms answers as StateReasonData. */
export function reasonDataOf({ settings }: Alarm, { counted }: Judgement<AlarmPoint>, at: Instant): string {
  const first = counted[0];
  return JSON.stringify({
    version: '1.0',
    queryDate: stamp(at),
    ...(first && { startDate: stamp(first.at) }),
    ...(settings.unit && { unit: settings.unit }),
    statistic: settings.statistic,
    period: settings.period,
    recentDatapoints: counted.map(({ value }) => value),
    threshold: settings.threshold,
    evaluatedDatapoints: [...counted].reverse().map(({ at: then, value, samples }) => ({ timestamp: stamp(then), sampleCount: samples, value })),
  });
}

/** `2026-01-05T09:00:00.000+0000`. */
export function stamp(instant: Instant): string {
  return instant.toString().replace('Z', '+0000');
}

function decimal(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** `05/01/26 09:00:00`. */
function day(at: Instant): string {
  const [date = '', time = ''] = at.toString().slice(0, 19).split('T');
  const [year = '', month, dayOfMonth] = date.split('-');
  return `${dayOfMonth}/${month}/${year.slice(2)} ${time}`;
}
