/** GetMetricData, of metrics as they are: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
import type { GetMetricDataInput, GetMetricDataOutput, MetricDataQuery, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { pageOf } from '../../next-token';
import { operation, type Call, type Handler } from '../../service';
import { periodsOf } from '../data/points';
import { statisticNamed } from '../data/statistic';
import type { Metrics } from '../metrics';
import { invalidToken, invalidValue, missingParameter, notServed, validationError } from '../refusals';
import { askedMetric } from './asked-metric';
import { askedStretch } from './asked-stretch';
import { checkUnit } from './units';

const mostPoints = 100_800;

interface Point {
  query: number;
  at: Date;
  value: number;
}

export function getMetricData(metrics: Metrics): Handler {
  return operation<GetMetricDataInput, GetMetricDataOutput>(async (input, call) => {
    const queries = input.MetricDataQueries ?? [];
    if (queries.length === 0) throw missingParameter('MetricDataQueries');
    if (queries.length > 500) throw invalidValue('The collection MetricDataQueries must not have a size greater than 500.');
    checkIds(queries);
    const all = queries.flatMap((query, index) => pointsOf(metrics, call, { input, query, index }));
    const wanted = input.MaxDatapoints ?? mostPoints;
    if (wanted < 1 || wanted > mostPoints) throw invalidValue(`The parameter MaxDatapoints must be between 1 and ${mostPoints}.`);
    const page = pageOf(all, { most: wanted, token: input.NextToken, refusal: invalidToken });
    const results = queries.flatMap((query, index) => {
      if (query.ReturnData === false) return [];
      const points = page.items.filter((point) => point.query === index);
      const isWhole = !page.token || all.filter((point) => point.query === index).at(-1) === points.at(-1);
      return [resultOf(query, points, isWhole)];
    });
    return { MetricDataResults: results, Messages: [], ...(page.token && { NextToken: page.token }) };
  });
}

function checkIds(queries: readonly MetricDataQuery[]): void {
  const ids = new Set<string>();
  for (const { Id: id = '', Expression: expression, MetricStat: stat } of queries) {
    if (!/^[a-z][A-Za-z0-9_]{0,254}$/.test(id)) throw validationError('metricDataQueries.1.member.id', id, 'The values for parameter id must begin with a lowercase letter');
    if (ids.has(id)) throw validationError('metricDataQueries', id, 'The values for parameter id must be unique');
    ids.add(id);
    if (expression !== undefined) throw notServed('metric math and search expressions');
    if (!stat) throw missingParameter(`MetricDataQueries.${id}.MetricStat`);
  }
}

interface Asked {
  input: GetMetricDataInput;
  query: MetricDataQuery;
  index: number;
}

function pointsOf(metrics: Metrics, call: Call, { input, query, index }: Asked): Point[] {
  const { Metric: metric = {}, Period: period, Stat: stat = '', Unit: unit } = query.MetricStat ?? {};
  if (query.AccountId !== undefined && query.AccountId !== call.caller.accountId) throw notServed('metrics of other accounts');
  checkUnit(unit);
  const statistic = statisticNamed(stat);
  const stretch = askedStretch({ start: input.StartTime, end: input.EndTime, period, now: call.now });
  // Periods begin where the clock's own do, whenever the question begins.
  const from = Math.floor(stretch.from / stretch.period) * stretch.period;
  const points = periodsOf(metrics.series(askedMetric(call, metric)), { ...stretch, from, unit }).flatMap(({ at, sample }) => {
    const value = statistic(sample);
    return value === undefined ? [] : [{ query: index, at: at.toDate(), value }];
  });
  return input.ScanBy === 'TimestampAscending' ? points : points.reverse();
}

function resultOf({ Id, Label, MetricStat: stat }: MetricDataQuery, points: readonly Point[], isWhole: boolean): MetricDataResult {
  return {
    Id,
    Label: Label ?? stat?.Metric?.MetricName,
    Timestamps: points.map(({ at }) => at),
    Values: points.map(({ value }) => value),
    StatusCode: isWhole ? 'Complete' : 'PartialData',
  };
}
