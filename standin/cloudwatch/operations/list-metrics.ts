/** ListMetrics: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
import type { DimensionFilter, ListMetricsInput, ListMetricsOutput } from '@aws-sdk/client-cloudwatch';
import { Duration } from '../../../time/duration';
import { pageOf } from '../../next-token';
import { operation, type Handler } from '../../service';
import type { Series } from '../data/series';
import type { Metrics } from '../metrics';
import { invalidToken, invalidValue, notServed } from '../refusals';
import { dimensionList } from './asked-metric';

const recently = Duration.hours(3);

export function listMetrics(metrics: Metrics): Handler {
  return operation<ListMetricsInput, ListMetricsOutput>(async (input, call) => {
    if (input.IncludeLinkedAccounts || input.OwningAccount !== undefined) throw notServed('metrics of other accounts');
    if (input.RecentlyActive !== undefined && input.RecentlyActive !== 'PT3H') throw invalidValue('The parameter RecentlyActive must be PT3H.');
    const since = input.RecentlyActive ? call.now.minus(recently).epochMilliseconds / 1_000 : 0;
    const fitting = metrics.listed(call.caller.accountId, call.region).filter(
      (series) =>
        (input.Namespace === undefined || series.id.namespace === input.Namespace) &&
        (input.MetricName === undefined || series.id.name === input.MetricName) &&
        (series.latest ?? 0) >= since &&
        (input.Dimensions ?? []).every((filter) => fits(series, filter)),
    );
    const page = pageOf(fitting, { most: 500, token: input.NextToken, refusal: invalidToken });
    return {
      Metrics: page.items.map(({ id }) => ({ Namespace: id.namespace, MetricName: id.name, Dimensions: dimensionList(id) })),
      ...(page.token && { NextToken: page.token }),
    };
  });
}

function fits({ id }: Series, { Name: name = '', Value: value }: DimensionFilter): boolean {
  return Object.hasOwn(id.dimensions, name) && (value === undefined || id.dimensions[name] === value);
}
