/** GetMetricStatistics: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
import type { Datapoint, GetMetricStatisticsInput, GetMetricStatisticsOutput, StandardUnit, Statistic } from '@aws-sdk/client-cloudwatch';
import { operation, type Handler } from '../../service';
import { type Period, periodsOf } from '../data/points';
import { simpleStatistics, statisticNamed } from '../data/statistic';
import type { Metrics } from '../metrics';
import { invalidCombination, invalidValue } from '../refusals';
import { askedMetric } from './asked-metric';
import { askedStretch } from './asked-stretch';
import { checkUnit } from './units';

const most = 1_440;

export function getMetricStatistics(metrics: Metrics): Handler {
  return operation<GetMetricStatisticsInput, GetMetricStatisticsOutput>(async (input, call) => {
    const id = askedMetric(call, input);
    checkUnit(input.Unit);
    const plain = input.Statistics ?? [];
    const extended = input.ExtendedStatistics ?? [];
    if (plain.length + extended.length === 0) throw invalidCombination('Must specify either Statistics or ExtendedStatistics');
    for (const name of plain) if (!simpleStatistics.includes(name)) throw invalidValue(`The value ${name} for parameter Statistics is not supported.`);
    extended.forEach(statisticNamed);
    const stretch = askedStretch({ start: input.StartTime, end: input.EndTime, period: input.Period, now: call.now });
    const count = Math.ceil((stretch.to - stretch.from) / stretch.period);
    if (count > most) {
      const message = `You have requested up to ${count} datapoints, which exceeds the limit of ${most}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`;
      throw invalidCombination(message);
    }
    const periods = periodsOf(metrics.series(id), { ...stretch, unit: input.Unit });
    return { Label: id.name, Datapoints: periods.map((period) => datapoint(period, plain, extended)) };
  });
}

function datapoint({ at, unit, sample }: Period, plain: readonly Statistic[], extended: readonly string[]): Datapoint {
  const point: Datapoint = { Timestamp: at.toDate(), Unit: unit as StandardUnit };
  for (const name of plain) point[name] = statisticNamed(name)(sample);
  const told = extended.map((name) => [name, statisticNamed(name)(sample)] as const).filter(([, value]) => value !== undefined);
  // What has no value was left out just now.
  return told.length > 0 ? { ...point, ExtendedStatistics: Object.fromEntries(told) as Record<string, number> } : point;
}
