/** One metric alarm: what it watches, what it does, and what it thinks. */
import type { ComparisonOperator, StateValue } from '@aws-sdk/client-cloudwatch';
import type { Instant } from '../../../time/instant';
import type { MetricId } from '../data/series';

export type MissingData = 'breaching' | 'notBreaching' | 'ignore' | 'missing';

/** The operators that compare with a number; those that compare with a band are not served. */
export type Comparison = Extract<
  ComparisonOperator,
  'GreaterThanOrEqualToThreshold' | 'GreaterThanThreshold' | 'LessThanThreshold' | 'LessThanOrEqualToThreshold'
>;

export interface AlarmSettings {
  description?: string;
  actionsEnabled: boolean;
  /** ARNs of SNS topics, by the state that they are told of. */
  actions: Readonly<Record<StateValue, readonly string[]>>;
  metric: MetricId;
  /** `Average`, `p99`. */
  statistic: string;
  /** In seconds. */
  period: number;
  unit?: string;
  /** N of "M out of N". */
  evaluationPeriods: number;
  /** M of "M out of N"; N where it is not given. */
  datapointsToAlarm?: number;
  threshold: number;
  comparison: Comparison;
  missingData: MissingData;
  updated: Instant;
}

export interface AlarmState {
  value: StateValue;
  reason: string;
  /** JSON. */
  reasonData?: string;
  updated: Instant;
  /** When the value became what it is. */
  since: Instant;
}

/** Plain data: it goes on record as it is. */
export interface Alarm {
  arn: string;
  name: string;
  accountId: string;
  region: string;
  settings: AlarmSettings;
  state: AlarmState;
  tags: Readonly<Record<string, string>>;
}

export function alarmArn(accountId: string, region: string, name: string): string {
  return `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`;
}
