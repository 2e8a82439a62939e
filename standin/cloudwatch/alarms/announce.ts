/** Tells of an alarm's new state: to the SNS topics that its settings name, and to the default event bus. */
import type { EventBuses } from '../../events/event-buses';
import type { Topics } from '../../sns/topics';
import type { Alarm, AlarmState } from './alarm';
import type { AlarmHistory } from './history';
import { stamp } from './reasons';
import { simpleStatistics } from '../data/statistic';

export interface Told {
  topics: Topics;
  buses: EventBuses;
  history: AlarmHistory;
}

/** As the AWS console and SNS messages call the regions. */
const regionNames: Readonly<Record<string, string>> = {
  'us-east-1': 'US East (N. Virginia)',
  'us-west-2': 'US West (Oregon)',
  'eu-west-1': 'EU (Ireland)',
  'eu-central-1': 'EU (Frankfurt)',
};

/** `alarm` is in its new state already; `before` is the one it was in. */
export function announce(alarm: Alarm, before: AlarmState, told: Told): void {
  const { arn, name, accountId, region, settings, state } = alarm;
  const historyData = JSON.stringify({ version: '1.0', oldState: historyState(before), newState: historyState(state) });
  told.history.add({ accountId, region, alarmName: name, type: 'StateUpdate', summary: `Alarm updated from ${before.value} to ${state.value}`, data: historyData });
  told.buses.put({
    accountId,
    region,
    source: 'aws.cloudwatch',
    detailType: 'CloudWatch Alarm State Change',
    resources: [arn],
    detail: { alarmName: name, state: eventState(state), previousState: eventState(before), configuration: configurationOf(alarm) },
    time: state.updated,
  });
  if (!settings.actionsEnabled) return;
  for (const action of settings.actions[state.value]) act(alarm, before, action, told);
}

function act(alarm: Alarm, before: AlarmState, action: string, { topics, history }: Told): void {
  const { arn, name, accountId, region, state } = alarm;
  const from = { service: 'cloudwatch.amazonaws.com', sourceArn: arn, sourceAccount: accountId, sourceOwner: accountId };
  const done = topics.accepts({ topicArn: action, from });
  const subject = `${state.value}: "${name}" in ${regionNames[region] ?? region}`;
  if (done) topics.publish({ topicArn: action, from, subject: subject.slice(0, 100), message: messageOf(alarm, before) });
  const summary = done ? `Successfully executed action ${action}` : `Failed to execute action ${action}. Received error: "The topic does not exist or does not let CloudWatch publish to it."`;
  const data = JSON.stringify({ actionState: done ? 'Succeeded' : 'Failed', stateUpdateTimestamp: state.updated.epochMilliseconds, notificationResource: action });
  history.add({ accountId, region, alarmName: name, type: 'Action', summary, data });
}

function historyState({ value, reason, reasonData }: AlarmState): object {
  return { stateValue: value, stateReason: reason, ...(reasonData && { stateReasonData: JSON.parse(reasonData) as unknown }) };
}

function eventState({ value, reason, reasonData, updated }: AlarmState): object {
  return { value, reason, ...(reasonData && { reasonData }), timestamp: stamp(updated) };
}

function configurationOf({ settings: { description, metric, period, statistic } }: Alarm): object {
  const { namespace, name, dimensions } = metric;
  const metricStat = { metric: { namespace, name, dimensions }, period, stat: statistic };
  // AWS gives the metric an id of its own; one id serves where there is one metric.
  return { ...(description !== undefined && { description }), metrics: [{ id: 'm1', metricStat, returnData: true }] };
}

function messageOf({ arn, name, accountId, region, settings, state }: Alarm, before: AlarmState): string {
  const { metric, statistic, missingData } = settings;
  const isSimple = simpleStatistics.includes(statistic);
  return JSON.stringify({
    AlarmName: name,
    AlarmDescription: settings.description ?? null,
    AWSAccountId: accountId,
    AlarmConfigurationUpdatedTimestamp: stamp(settings.updated),
    NewStateValue: state.value,
    NewStateReason: state.reason,
    StateChangeTime: stamp(state.updated),
    Region: regionNames[region] ?? region,
    AlarmArn: arn,
    OldStateValue: before.value,
    OKActions: settings.actions.OK,
    AlarmActions: settings.actions.ALARM,
    InsufficientDataActions: settings.actions.INSUFFICIENT_DATA,
    Trigger: {
      MetricName: metric.name,
      Namespace: metric.namespace,
      StatisticType: isSimple ? 'Statistic' : 'ExtendedStatistic',
      ...(isSimple ? { Statistic: statistic.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase() } : { ExtendedStatistic: statistic }),
      Unit: settings.unit ?? null,
      Dimensions: Object.entries(metric.dimensions).map(([dimension, value]) => ({ value, name: dimension })),
      Period: settings.period,
      EvaluationPeriods: settings.evaluationPeriods,
      ...(settings.datapointsToAlarm !== undefined && { DatapointsToAlarm: settings.datapointsToAlarm }),
      ComparisonOperator: settings.comparison,
      Threshold: settings.threshold,
      TreatMissingData: missingData,
      EvaluateLowSampleCountPercentile: '',
    },
  });
}
