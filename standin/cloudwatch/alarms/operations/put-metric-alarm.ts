/** PutMetricAlarm: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
import type { PutMetricAlarmInput, StateValue } from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../../aws-error';
import { operation, type Call, type Handler } from '../../../service';
import { statisticNamed, simpleStatistics } from '../../data/statistic';
import { askedMetric } from '../../operations/asked-metric';
import { checkPeriod } from '../../operations/asked-stretch';
import { checkUnit } from '../../operations/units';
import { invalidCombination, invalidValue, missingParameter, notServed, validationError } from '../../refusals';
import { type Alarm, alarmArn, type AlarmSettings, type Comparison, type MissingData } from '../alarm';
import type { Alarms } from '../alarms';
import { checkedTags } from '../checked-tags';

const comparisons: readonly string[] = ['GreaterThanOrEqualToThreshold', 'GreaterThanThreshold', 'LessThanThreshold', 'LessThanOrEqualToThreshold'] satisfies Comparison[];
const missingDatas: readonly string[] = ['breaching', 'notBreaching', 'ignore', 'missing'] satisfies MissingData[];

export function putMetricAlarm(alarms: Alarms): Handler {
  return operation<PutMetricAlarmInput, object>(async (input, call) => {
    const name = input.AlarmName ?? '';
    if (name.length < 1 || name.length > 255) throw validationError('alarmName', name, 'Member must have length between 1 and 255');
    refuseUnserved(input);
    const { accountId } = call.caller;
    const arn = alarmArn(accountId, call.region, name);
    const settings = settingsOf(input, call);
    const old = alarms.find(arn);
    // Tags are for new alarms alone; an existing one keeps its own.
    const tags = old?.tags ?? checkedTags(input.Tags ?? []);
    const state = old?.state ?? { value: 'INSUFFICIENT_DATA', reason: 'Unchecked: Initial alarm creation', updated: call.now, since: call.now };
    const alarm: Alarm = { arn, name, accountId, region: call.region, settings, state, tags };
    alarms.put(alarm);
    const [summary, type] = old ? [`Alarm "${name}" updated`, 'Update'] : [`Alarm "${name}" created`, 'Create'];
    alarms.history.add({ accountId, region: call.region, alarmName: name, type: 'ConfigurationUpdate', summary, data: JSON.stringify({ version: '1.0', type, createdAlarm: { alarmName: name, alarmArn: arn, threshold: settings.threshold } }) });
    return {};
  });
}

function refuseUnserved(input: PutMetricAlarmInput): void {
  if (input.Metrics || input.ThresholdMetricId !== undefined) throw notServed('alarms on metric math');
  for (const name of ['EvaluationCriteria', 'EvaluationWindow', 'WarmUpConfiguration', 'EvaluationInterval', 'ActionConfiguration'] as const) {
    if (input[name] !== undefined) throw notServed(`${name} of alarms`);
  }
  if (input.EvaluateLowSampleCountPercentile === 'ignore') throw notServed('EvaluateLowSampleCountPercentile "ignore"');
  if (/LowerOrGreater|LowerThreshold|UpperThreshold/.test(input.ComparisonOperator ?? '')) throw notServed('alarms on anomaly detection');
}

function settingsOf(input: PutMetricAlarmInput, call: Call): AlarmSettings {
  const { Period: period, EvaluationPeriods: n, DatapointsToAlarm: m, Threshold: threshold, ComparisonOperator: comparison = '', TreatMissingData: missing = 'missing' } = input;
  const metric = askedMetric(call, input);
  if (period === undefined) throw missingParameter('Period');
  if (n === undefined) throw missingParameter('EvaluationPeriods');
  if (threshold === undefined) throw missingParameter('Threshold');
  if (![10, 20, 30].includes(period)) checkPeriod(period);
  if (period < 10) throw validationError('period', period, 'Member must be 10, 20, 30 or a multiple of 60');
  if (!Number.isInteger(n) || n < 1) throw validationError('evaluationPeriods', n, 'Member must have value greater than or equal to 1');
  if (m !== undefined && (!Number.isInteger(m) || m < 1 || m > n)) throw validationError('datapointsToAlarm', m, 'Member must have value between 1 and EvaluationPeriods');
  if (period * n > 604_800 || (period < 3_600 && period * n > 86_400)) {
    throw invalidCombination('Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400, or 604800 for periods of at least an hour).');
  }
  if (!comparisons.includes(comparison)) throw validationError('comparisonOperator', comparison, `Member must satisfy enum value set: [${comparisons.join(', ')}]`);
  if (!missingDatas.includes(missing)) throw invalidValue(`The value ${missing} for parameter TreatMissingData is not supported.`);
  checkUnit(input.Unit);
  return {
    ...(input.AlarmDescription !== undefined && { description: input.AlarmDescription }),
    actionsEnabled: input.ActionsEnabled ?? true,
    actions: actionsOf(input, call),
    metric,
    statistic: statisticOf(input),
    period,
    ...(input.Unit && { unit: input.Unit }),
    evaluationPeriods: n,
    ...(m !== undefined && { datapointsToAlarm: m }),
    threshold,
    // Both were held against their lists just now.
    comparison: comparison as Comparison,
    missingData: missing as MissingData,
    updated: call.now,
  };
}

function statisticOf({ Statistic: plain, ExtendedStatistic: extended }: PutMetricAlarmInput): string {
  if (plain !== undefined && extended !== undefined) throw invalidCombination('Statistic and ExtendedStatistic are mutually exclusive.');
  if (plain === undefined && extended === undefined) throw missingParameter('Statistic');
  if (plain !== undefined && !simpleStatistics.includes(plain)) throw validationError('statistic', plain, `Member must satisfy enum value set: [${simpleStatistics.join(', ')}]`);
  const name = plain ?? extended ?? '';
  statisticNamed(name);
  return name;
}

function actionsOf(input: PutMetricAlarmInput, { region }: Call): Record<StateValue, readonly string[]> {
  const checked = (arns: readonly string[] = []): readonly string[] => {
    if (arns.length > 5) throw validationError('alarmActions', arns.length, 'Member must have length less than or equal to 5');
    for (const arn of arns) {
      const [, service, where] = /^arn:aws[a-z-]*:([a-z0-9-]+):([a-z0-9-]*):/.exec(arn) ?? [];
      if (service === undefined) throw new AwsError('ValidationException', `Invalid arn syntax: ${arn}`);
      if (service !== 'sns') throw notServed(`alarm actions but SNS topics, such as ${arn}`);
      if (where !== region) throw new AwsError('ValidationException', `Invalid region ${where} specified. Only ${region} is supported.`);
    }
    return arns;
  };
  return { OK: checked(input.OKActions), ALARM: checked(input.AlarmActions), INSUFFICIENT_DATA: checked(input.InsufficientDataActions) };
}
