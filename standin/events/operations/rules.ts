/** PutRule, DescribeRule, ListRules, DeleteRule, EnableRule and DisableRule. */
import type { DeleteRuleRequest, DescribeRuleRequest, DescribeRuleResponse, EnableRuleRequest, ListRulesRequest, ListRulesResponse, PutRuleRequest, PutRuleResponse } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../aws-error';
import { pageOf } from '../../next-token';
import { operation, type Handler } from '../../service';
import type { EventBuses } from '../event-buses';
import { notServed, refuseMembers, validation } from '../refusals';
import { type Bus, type Rule, ruleArn } from '../rules/rule';
import { parseSchedule } from '../../schedules/schedule';
import { ScheduleProblem } from '../../schedules/schedule-problem';
import { askedBus, askedRule, checkName, limitOf } from './asked-rule';
import { checkedPattern } from './checked-pattern';
import { checkedTags } from './tags';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
export function putRule(buses: EventBuses): Handler {
  return operation<PutRuleRequest, PutRuleResponse>(async (input, call) => {
    const bus = askedBus(buses, call, input.EventBusName);
    const name = input.Name ?? '';
    checkName('name', name, 64);
    refuseMembers(input, ['RoleArn'], 'rules');
    if (input.State === 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS') throw notServed('rules for management events');
    checkTrigger(input, bus);
    const arn = ruleArn(bus, name);
    const there = buses.rules.find(arn);
    if (!there && buses.rules.on(bus.arn).length >= 300) throw new AwsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
    const { EventPattern: pattern, ScheduleExpression: schedule, Description: description } = input;
    const rule: Rule = {
      ...{ arn, name, busArn: bus.arn, busName: bus.name, accountId: bus.accountId, region: bus.region },
      enabled: input.State !== 'DISABLED',
      ...(pattern !== undefined && { pattern }),
      ...(schedule !== undefined && { schedule }),
      ...(description !== undefined && { description }),
      since: there?.schedule === schedule && there ? there.since : call.now,
      // Tags are for new rules alone; an existing one keeps its own, and its targets.
      tags: there?.tags ?? checkedTags(input.Tags ?? []),
      targets: there?.targets ?? [],
    };
    buses.rules.keep(rule);
    return { RuleArn: arn };
  });
}

function checkTrigger({ EventPattern: pattern, ScheduleExpression: schedule }: PutRuleRequest, bus: Bus): void {
  if (pattern === undefined && schedule === undefined) throw validation('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  if (pattern !== undefined) checkedPattern(pattern);
  if (schedule === undefined) return;
  if (bus.name !== 'default') throw validation('ScheduleExpression is supported only on the default event bus.');
  try {
    parseSchedule(schedule);
  } catch (error) {
    throw error instanceof ScheduleProblem ? validation('Parameter ScheduleExpression is not valid.') : error;
  }
}

function answer({ arn, name, busName, enabled, pattern, schedule, description }: Rule): DescribeRuleResponse {
  return {
    Name: name,
    Arn: arn,
    EventBusName: busName,
    State: enabled ? 'ENABLED' : 'DISABLED',
    ...(pattern !== undefined && { EventPattern: pattern }),
    ...(schedule !== undefined && { ScheduleExpression: schedule }),
    ...(description !== undefined && { Description: description }),
  };
}

export function describeRule(buses: EventBuses): Handler {
  return operation<DescribeRuleRequest, DescribeRuleResponse>(async (input, call) => {
    const rule = askedRule(buses, call, input);
    return { ...answer(rule), CreatedBy: rule.accountId };
  });
}

export function listRules(buses: EventBuses): Handler {
  return operation<ListRulesRequest, ListRulesResponse>(async (input, call) => {
    const bus = askedBus(buses, call, input.EventBusName);
    const fitting = buses.rules.on(bus.arn).filter(({ name }) => name.startsWith(input.NamePrefix ?? ''));
    const page = pageOf(fitting, { most: limitOf(input.Limit), token: input.NextToken, refusal: () => validation('NextToken is not valid.') });
    return { Rules: page.items.map(answer), ...(page.token && { NextToken: page.token }) };
  });
}

/** There being no such rule is no error: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteRule.html */
export function deleteRule(buses: EventBuses): Handler {
  return operation<DeleteRuleRequest, object>(async (input, call) => {
    const arn = ruleArn(askedBus(buses, call, input.EventBusName), input.Name ?? '');
    if (buses.rules.find(arn)?.targets.length) throw validation("Rule can't be deleted since it has targets.");
    buses.rules.drop(arn);
    return {};
  });
}

export function switchRule(buses: EventBuses, enabled: boolean): Handler {
  return operation<EnableRuleRequest, object>(async (input, call) => {
    buses.rules.keep({ ...askedRule(buses, call, input), enabled });
    return {};
  });
}
