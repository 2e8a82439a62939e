/** Buses, rules and targets, as they are kept: plain data. */
import type { Instant } from '../../../time/instant';

export interface Bus {
  arn: string;
  name: string;
  accountId: string;
  region: string;
  description?: string;
  created: Instant;
  tags: Readonly<Record<string, string>>;
}

export interface Target {
  id: string;
  /** Of an SNS topic or a Lambda function. */
  arn: string;
  /** JSON that is sent whatever the event is. */
  input?: string;
  /** Which part of the event is sent. */
  inputPath?: string;
  transformer?: { paths: Readonly<Record<string, string>>; template: string };
}

export interface Rule {
  arn: string;
  name: string;
  busArn: string;
  busName: string;
  accountId: string;
  region: string;
  enabled: boolean;
  /** JSON. */
  pattern?: string;
  /** `rate(5 minutes)`, `cron(0 9 ? * MON *)`. */
  schedule?: string;
  description?: string;
  /** From when the schedule counts. */
  since: Instant;
  tags: Readonly<Record<string, string>>;
  targets: readonly Target[];
}

export function busArn(accountId: string, region: string, name: string): string {
  return `arn:aws:events:${region}:${accountId}:event-bus/${name}`;
}

export function ruleArn({ accountId, region, name: bus }: Bus, name: string): string {
  return `arn:aws:events:${region}:${accountId}:rule/${bus === 'default' ? '' : `${bus}/`}${name}`;
}
