/** Reads what a restore testing plan is to be, in whole or in parts: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_RestoreTestingPlanForCreate.html */
import type { RestoreTestingPlanForUpdate, RestoreTestingRecoveryPointSelection } from '@aws-sdk/client-backup';
import { parseSchedule } from '../../schedules/schedule';
import { ScheduleProblem } from '../../schedules/schedule-problem';
import { isTimeZone } from '../../schedules/time-zone';
import { required, wholeNumber } from '../readers';
import { invalidParameter } from '../refusals';
import type { PointChoice, TestingPlan } from './testing-plan';

export type PlanSettings = Pick<TestingPlan, 'schedule' | 'timezone' | 'startWindowHours' | 'points'>;

/** A list of vaults has at most so many: https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html#restore-testing-quotas */
const mostVaults = 30;

/** Names of plans and of selections. Throws MissingParameterValueException and InvalidParameterValueException. */
export function testingName(value: string | undefined, member: string): string {
  const name = required(value, member);
  if (!/^[a-zA-Z0-9_]{1,50}$/.test(name)) throw invalidParameter(`Invalid value for ${member}: it must consist of 1 to 50 alphanumeric characters and underscores.`, [member]);
  return name;
}

/** What is asked for, over what there was: members that are left out stay. Throws InvalidParameterValueException. */
export function readTestingPlan(asked: RestoreTestingPlanForUpdate, old?: PlanSettings): PlanSettings {
  const schedule = asked.ScheduleExpression ?? old?.schedule ?? 'cron(0 5 ? * * *)';
  checkSchedule(schedule);
  const timezone = asked.ScheduleExpressionTimezone ?? old?.timezone ?? 'UTC';
  if (!isTimeZone(timezone)) throw invalidParameter(`Invalid value for ScheduleExpressionTimezone: ${timezone}`, ['ScheduleExpressionTimezone']);
  return {
    schedule,
    timezone,
    startWindowHours: wholeNumber(asked.StartWindowHours, 'StartWindowHours', [1, 168]) ?? old?.startWindowHours ?? 24,
    points: pointsIn(asked.RecoveryPointSelection, old?.points),
  };
}

function checkSchedule(schedule: string): void {
  try {
    if (!schedule.startsWith('cron(')) throw new ScheduleProblem();
    parseSchedule(schedule);
  } catch (error) {
    if (!(error instanceof ScheduleProblem)) throw error;
    throw invalidParameter(`Invalid value for ScheduleExpression: ${schedule} is no cron expression.`, ['ScheduleExpression']);
  }
}

function pointsIn(asked: RestoreTestingRecoveryPointSelection | undefined, old: PointChoice | undefined): PointChoice {
  const given = old === undefined ? required(asked, 'RecoveryPointSelection') : (asked ?? {});
  return {
    algorithm: oneOf(required(given.Algorithm ?? old?.algorithm, 'Algorithm'), ['LATEST_WITHIN_WINDOW', 'RANDOM_WITHIN_WINDOW'], 'Algorithm'),
    types: someOf(required(given.RecoveryPointTypes ?? old?.types, 'RecoveryPointTypes'), ['SNAPSHOT', 'CONTINUOUS'], 'RecoveryPointTypes'),
    includeVaults: vaultsIn(required(given.IncludeVaults ?? old?.includeVaults, 'IncludeVaults'), 'IncludeVaults', 1),
    excludeVaults: vaultsIn(given.ExcludeVaults ?? old?.excludeVaults ?? [], 'ExcludeVaults', 0),
    windowDays: wholeNumber(given.SelectionWindowDays, 'SelectionWindowDays', [1, 365]) ?? old?.windowDays ?? 30,
  };
}

function oneOf<Value extends string>(value: string, allowed: readonly Value[], member: string): Value {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw invalidParameter(`Invalid value for ${member}: ${value}`, [member]);
  return found;
}

function someOf<Value extends string>(values: readonly string[], allowed: readonly Value[], member: string): readonly Value[] {
  if (values.length === 0) throw invalidParameter(`Invalid value for ${member}: it must not be empty.`, [member]);
  return [...new Set(values.map((value) => oneOf(value, allowed, member)))];
}

function vaultsIn(arns: readonly string[], member: string, least: number): readonly string[] {
  if (arns.length < least || arns.length > mostVaults) throw invalidParameter(`Invalid value for ${member}: it must have ${least} to ${mostVaults} vaults.`, [member]);
  const unfit = arns.find((arn) => arn !== '*' && !/^arn:aws:backup:[^:]+:[^:]+:backup-vault:[^:]+$/.test(arn));
  if (unfit !== undefined) throw invalidParameter(`Invalid value for ${member}: ${unfit} is no ARN of a vault.`, [member]);
  return arns;
}
