/** PutMetricData: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
import type { MetricDatum, PutMetricDataInput } from '@aws-sdk/client-cloudwatch';
import { Duration } from '../../../time/duration';
import { Instant } from '../../../time/instant';
import { operation, type Call, type Handler } from '../../service';
import { type Sample, sampleOf } from '../data/bucket';
import type { Metrics, Report } from '../metrics';
import { invalidCombination, invalidValue, missingParameter, notServed } from '../refusals';
import { askedMetric } from './asked-metric';
import { checkUnit } from './units';

const oldest = Duration.days(14);
const furthestAhead = Duration.hours(2);
const largest = 2 ** 360;

export function putMetricData(metrics: Metrics): Handler {
  return operation<PutMetricDataInput, object>(async (input, call) => {
    if (input.EntityMetricData) throw notServed('EntityMetricData');
    const namespace = input.Namespace;
    if (namespace?.startsWith('AWS/')) throw invalidValue('The value AWS/ for parameter Namespace is invalid.');
    const data = input.MetricData ?? [];
    if (data.length === 0) throw missingParameter('MetricData');
    if (data.length > 1_000) throw invalidValue('The collection MetricData must not have a size greater than 1000.');
    // All are looked at before one is taken, so that a call is refused whole.
    const reports = data.map((datum) => reportOf(call, namespace, datum));
    for (const report of reports) metrics.report(report);
    return {};
  });
}

function reportOf(call: Call, namespace: string | undefined, datum: MetricDatum): Report {
  const id = askedMetric(call, { ...datum, Namespace: namespace });
  checkUnit(datum.Unit);
  const resolution = datum.StorageResolution ?? 60;
  if (resolution !== 1 && resolution !== 60) throw invalidValue('The value for parameter StorageResolution must be 1 or 60.');
  const at = datum.Timestamp ? Instant.ofDate(datum.Timestamp) : call.now;
  if (at.isBefore(call.now.minus(oldest)) || at.isAfter(call.now.plus(furthestAhead))) {
    throw invalidValue('The parameter MetricData.member.1.Timestamp must specify a time within the past two weeks and no more than two hours in the future.');
  }
  return { id, at, unit: datum.Unit ?? 'None', sample: reportedSample(datum), resolution };
}

function reportedSample({ Value: value, Values: values, Counts: counts, StatisticValues: set }: MetricDatum): Sample {
  const given = [value, values, set].filter((one) => one !== undefined).length;
  if (given === 0) throw missingParameter('MetricData.member.1.Value');
  if (given > 1) throw invalidCombination('The parameters MetricData.member.1.Value, Values and StatisticValues are mutually exclusive and you have specified more than one.');
  if (set) {
    const [samples, sum, least, most] = [set.SampleCount ?? 0, set.Sum ?? 0, set.Minimum ?? 0, set.Maximum ?? 0];
    [samples, sum, least, most].forEach(checkNumber);
    if (samples <= 0) throw invalidValue('The value for parameter MetricData.member.1.StatisticValues.SampleCount must be greater than 0.');
    if (least > most) throw invalidValue('The Minimum of MetricData.member.1.StatisticValues must not be greater than its Maximum.');
    return { samples, sum, least, most };
  }
  const all = values ?? [value ?? 0];
  if (all.length === 0 || all.length > 150) throw invalidValue('The collection MetricData.member.1.Values must have a size between 1 and 150.');
  if (counts && counts.length !== all.length) throw invalidValue('The collections MetricData.member.1.Values and Counts must have the same size.');
  all.forEach(checkNumber);
  counts?.forEach((count) => {
    if (!(count > 0)) throw invalidValue('The values of MetricData.member.1.Counts must be greater than 0.');
  });
  return sampleOf(all, counts);
}

function checkNumber(value: number): void {
  if (!Number.isFinite(value) || Math.abs(value) > largest) throw invalidValue(`The value ${value} for parameter MetricData.member.1.Value is invalid.`);
}
