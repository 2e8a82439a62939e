/** DescribeAlarms and DescribeAlarmsForMetric. */
import type { DescribeAlarmsForMetricInput, DescribeAlarmsForMetricOutput, DescribeAlarmsInput, DescribeAlarmsOutput } from '@aws-sdk/client-cloudwatch';
import { pageOf } from '../../../next-token';
import { operation, type Handler } from '../../../service';
import { keyOf } from '../../data/series';
import { askedMetric } from '../../operations/asked-metric';
import { invalidCombination, invalidToken, notServed, validationError } from '../../refusals';
import type { Alarm } from '../alarm';
import type { Alarms } from '../alarms';
import { alarmAnswer } from './alarm-answer';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html; composite alarms there are none of. */
export function describeAlarms(alarms: Alarms): Handler {
  return operation<DescribeAlarmsInput, DescribeAlarmsOutput>(async (input, call) => {
    if (input.ChildrenOfAlarmName !== undefined || input.ParentsOfAlarmName !== undefined) throw notServed('composite alarms');
    if (input.AlarmNames && input.AlarmNamePrefix !== undefined) throw invalidCombination('AlarmNamePrefix and AlarmNames are mutually exclusive.');
    const most = input.MaxRecords ?? 50;
    if (most < 1 || most > 100) throw validationError('maxRecords', most, 'Member must have value between 1 and 100');
    const wantsMetricAlarms = !input.AlarmTypes || input.AlarmTypes.length === 0 || input.AlarmTypes.includes('MetricAlarm');
    const fitting = wantsMetricAlarms ? alarms.in(call.caller.accountId, call.region).filter((alarm) => fits(alarm, input)) : [];
    const page = pageOf(fitting, { most, token: input.NextToken, refusal: invalidToken });
    return { MetricAlarms: page.items.map(alarmAnswer), CompositeAlarms: [], ...(page.token && { NextToken: page.token }) };
  });
}

function fits({ name, state, settings }: Alarm, { AlarmNames: names, AlarmNamePrefix: prefix, StateValue: value, ActionPrefix: action }: DescribeAlarmsInput): boolean {
  const actions = Object.values(settings.actions).flat();
  return (
    (!names || names.length === 0 || names.includes(name)) &&
    (prefix === undefined || name.startsWith(prefix)) &&
    (value === undefined || state.value === value) &&
    (action === undefined || actions.some((arn) => arn.startsWith(action)))
  );
}

export function describeAlarmsForMetric(alarms: Alarms): Handler {
  return operation<DescribeAlarmsForMetricInput, DescribeAlarmsForMetricOutput>(async (input, call) => {
    const key = keyOf(askedMetric(call, input));
    const statistic = input.Statistic ?? input.ExtendedStatistic;
    const fitting = alarms.in(call.caller.accountId, call.region).filter(
      ({ settings }) =>
        keyOf(settings.metric) === key &&
        (statistic === undefined || settings.statistic === statistic) &&
        (input.Period === undefined || settings.period === input.Period) &&
        (input.Unit === undefined || settings.unit === input.Unit),
    );
    return { MetricAlarms: fitting.map(alarmAnswer) };
  });
}
