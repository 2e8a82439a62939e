/** An alarm as CloudWatch answers it. */
import type { MetricAlarm, StandardUnit, Statistic } from '@aws-sdk/client-cloudwatch';
import { simpleStatistics } from '../../data/statistic';
import { dimensionList } from '../../operations/asked-metric';
import type { Alarm } from '../alarm';

export function alarmAnswer({ arn, name, settings, state }: Alarm): MetricAlarm {
  const { metric, statistic, actions, unit, description, datapointsToAlarm } = settings;
  // It was one of those that the type lists when it was put.
  const named = simpleStatistics.includes(statistic) ? { Statistic: statistic as Statistic } : { ExtendedStatistic: statistic };
  return {
    AlarmName: name,
    AlarmArn: arn,
    ...(description !== undefined && { AlarmDescription: description }),
    AlarmConfigurationUpdatedTimestamp: settings.updated.toDate(),
    ActionsEnabled: settings.actionsEnabled,
    OKActions: [...actions.OK],
    AlarmActions: [...actions.ALARM],
    InsufficientDataActions: [...actions.INSUFFICIENT_DATA],
    StateValue: state.value,
    StateReason: state.reason,
    ...(state.reasonData !== undefined && { StateReasonData: state.reasonData }),
    StateUpdatedTimestamp: state.updated.toDate(),
    StateTransitionedTimestamp: state.since.toDate(),
    MetricName: metric.name,
    Namespace: metric.namespace,
    ...named,
    Dimensions: dimensionList(metric),
    Period: settings.period,
    ...(unit !== undefined && { Unit: unit as StandardUnit }),
    EvaluationPeriods: settings.evaluationPeriods,
    ...(datapointsToAlarm !== undefined && { DatapointsToAlarm: datapointsToAlarm }),
    Threshold: settings.threshold,
    ComparisonOperator: settings.comparison,
    TreatMissingData: settings.missingData,
  };
}
