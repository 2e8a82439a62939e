/** The stand-in's EventBridge: every operation it serves, by name. */
import type { Access } from '../access/access';
import type { Call, Service } from '../service';
import type { EventBuses } from './event-buses';
import { createEventBus, deleteEventBus, describeEventBus, listEventBuses } from './operations/event-buses';
import { putEvents, testEventPattern } from './operations/put-events';
import { deleteRule, describeRule, listRules, putRule, switchRule } from './operations/rules';
import { listTagsForResource, tagResource, untagResource } from './operations/tags';
import { listRuleNamesByTarget, listTargetsByRule, putTargets, removeTargets } from './operations/targets';
import { busArn } from './rules/rule';
import { taggedRules } from './rules/tagged-rules';

export function eventsService(buses: EventBuses, access: Access): Service {
  return {
    operations: {
      CreateEventBus: createEventBus(buses),
      DescribeEventBus: describeEventBus(buses),
      ListEventBuses: listEventBuses(buses),
      DeleteEventBus: deleteEventBus(buses),
      PutRule: putRule(buses),
      DescribeRule: describeRule(buses),
      ListRules: listRules(buses),
      DeleteRule: deleteRule(buses),
      EnableRule: switchRule(buses, true),
      DisableRule: switchRule(buses, false),
      PutTargets: putTargets(buses),
      RemoveTargets: removeTargets(buses),
      ListTargetsByRule: listTargetsByRule(buses),
      ListRuleNamesByTarget: listRuleNamesByTarget(buses),
      PutEvents: putEvents(buses),
      TestEventPattern: testEventPattern(),
      TagResource: tagResource(buses),
      UntagResource: untagResource(buses),
      ListTagsForResource: listTagsForResource(buses),
    },
    tagged: taggedRules(buses),
    authorize: (operation, input, call) => {
      for (const resource of resourcesOf(operation, input, call)) access.require({ caller: call.caller, action: `events:${operation}`, resource });
    },
  };
}

interface Named {
  ResourceARN?: string;
  EventBusName?: string;
  Name?: string;
  Rule?: string;
  Entries?: { EventBusName?: string }[];
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html */
function resourcesOf(operation: string, input: Named, { caller, region }: Call): string[] {
  const { accountId } = caller;
  const bus = (name = 'default'): string => (name.startsWith('arn:') ? name : busArn(accountId, region, name));
  if (input.ResourceARN !== undefined) return [input.ResourceARN];
  if (operation === 'PutEvents') return [...new Set(input.Entries?.map(({ EventBusName }) => bus(EventBusName)))];
  if (operation.endsWith('EventBus')) return [bus(input.Name)];
  const rule = input.Rule ?? (operation.endsWith('Rule') ? input.Name : undefined);
  if (rule === undefined) return ['*'];
  const busName = bus(input.EventBusName).split('/').slice(1).join('/');
  return [`arn:aws:events:${region}:${accountId}:rule/${busName === 'default' ? '' : `${busName}/`}${rule}`];
}
