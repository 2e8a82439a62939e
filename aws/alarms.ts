/** CloudWatch: alarms on metrics, and what state they are in. */
import * as sdk from '@aws-sdk/client-cloudwatch';
import { clientConfig, signingByClock } from './calls/client-config';
import type { Caller } from './services';
import type { ClientSettings } from './target';
import type { Duration } from '../time/duration';

/** An alarm that goes off when a metric's maximum is at or above a threshold for so many periods running. */
export interface Alarm {
  name: string;
  describes: string;
  namespace: string;
  metric: string;
  dimensions: Readonly<Record<string, string>>;
  threshold: number;
  period: Duration;
  periods: number;
  /** What data that does not come counts as. */
  missingData: 'breaching' | 'notBreaching';
  tags: Readonly<Record<string, string>>;
}

export interface AlarmState {
  state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  reason: string;
}

export class Alarms {
  readonly #client: sdk.CloudWatchClient;
  readonly #region: string;
  readonly #call: Caller;

  constructor(settings: ClientSettings, call: Caller) {
    this.#client = signingByClock(new sdk.CloudWatchClient(clientConfig(settings)), settings);
    this.#region = settings.region;
    this.#call = call;
  }

  /** Creates the alarm, or changes it. */
  async put(alarm: Alarm): Promise<void> {
    const input: sdk.PutMetricAlarmCommandInput = {
      AlarmName: alarm.name,
      AlarmDescription: alarm.describes,
      Namespace: alarm.namespace,
      MetricName: alarm.metric,
      Dimensions: Object.entries(alarm.dimensions).map(([Name, Value]) => ({ Name, Value })),
      Statistic: 'Maximum',
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: alarm.threshold,
      Period: alarm.period.seconds,
      EvaluationPeriods: alarm.periods,
      TreatMissingData: alarm.missingData,
      Tags: Object.entries(alarm.tags).map(([Key, Value]) => ({ Key, Value })),
    };
    await this.#ask('PutMetricAlarm', input, () => this.#client.send(new sdk.PutMetricAlarmCommand(input)));
  }

  /** Undefined where there is no such alarm. */
  async state(name: string): Promise<AlarmState | undefined> {
    return (await this.#describe(name)).map(({ StateValue = 'INSUFFICIENT_DATA', StateReason = '' }) => ({ state: StateValue, reason: StateReason }))[0];
  }

  /** The ARN under which other services refer to it. */
  async arn(name: string): Promise<string | undefined> {
    return (await this.#describe(name))[0]?.AlarmArn;
  }

  /** False when there was no such alarm. */
  async delete(name: string): Promise<boolean> {
    if ((await this.#describe(name)).length === 0) return false;
    const input = { AlarmNames: [name] };
    await this.#ask('DeleteAlarms', input, () => this.#client.send(new sdk.DeleteAlarmsCommand(input)));
    return true;
  }

  async #describe(name: string): Promise<sdk.MetricAlarm[]> {
    const input = { AlarmNames: [name] };
    const answer = await this.#ask('DescribeAlarms', input, () => this.#client.send(new sdk.DescribeAlarmsCommand(input)), false);
    return answer.MetricAlarms ?? [];
  }

  #ask<Output>(operation: string, input: object, send: () => Promise<Output>, recorded = true): Promise<Output> {
    return this.#call({ service: 'cloudwatch', operation, region: this.#region, input, send, recorded });
  }
}
