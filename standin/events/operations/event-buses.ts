/** CreateEventBus, DescribeEventBus, ListEventBuses and DeleteEventBus. */
import type {
  CreateEventBusRequest,
  CreateEventBusResponse,
  DeleteEventBusRequest,
  DescribeEventBusRequest,
  DescribeEventBusResponse,
  EventBus,
  ListEventBusesRequest,
  ListEventBusesResponse,
} from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../aws-error';
import { pageOf } from '../../next-token';
import { operation, type Handler } from '../../service';
import type { EventBuses } from '../event-buses';
import { refuseMembers, validation } from '../refusals';
import { type Bus, busArn } from '../rules/rule';
import { askedBus, checkName, limitOf } from './asked-rule';
import { checkedTags } from './tags';

export function createEventBus(buses: EventBuses): Handler {
  return operation<CreateEventBusRequest, CreateEventBusResponse>(async (input, call) => {
    const name = input.Name ?? '';
    checkName('name', name, 256);
    refuseMembers(input, ['EventSourceName', 'KmsKeyIdentifier', 'DeadLetterConfig', 'LogConfig'], 'event buses');
    const { accountId } = call.caller;
    if (buses.bus(accountId, call.region, name)) throw new AwsError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
    const { Description: description } = input;
    const arn = busArn(accountId, call.region, name);
    buses.keep({ arn, name, accountId, region: call.region, created: call.now, tags: checkedTags(input.Tags ?? []), ...(description !== undefined && { description }) });
    return { EventBusArn: arn, ...(description !== undefined && { Description: description }) };
  });
}

function answer({ arn, name, description, created }: Bus): EventBus {
  return { Name: name, Arn: arn, ...(description !== undefined && { Description: description }), CreationTime: created.toDate(), LastModifiedTime: created.toDate() };
}

export function describeEventBus(buses: EventBuses): Handler {
  return operation<DescribeEventBusRequest, DescribeEventBusResponse>(async (input, call) => answer(askedBus(buses, call, input.Name)));
}

export function listEventBuses(buses: EventBuses): Handler {
  return operation<ListEventBusesRequest, ListEventBusesResponse>(async (input, call) => {
    const fitting = buses.busesIn(call.caller.accountId, call.region).filter(({ name }) => name.startsWith(input.NamePrefix ?? ''));
    const page = pageOf(fitting, { most: limitOf(input.Limit), token: input.NextToken, refusal: () => validation('NextToken is not valid.') });
    return { EventBuses: page.items.map(answer), ...(page.token && { NextToken: page.token }) };
  });
}

/** There being no such bus is no error: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteEventBus.html */
export function deleteEventBus(buses: EventBuses): Handler {
  return operation<DeleteEventBusRequest, object>(async (input, call) => {
    const bus = buses.bus(call.caller.accountId, call.region, input.Name ?? '');
    if (!bus) return {};
    if (bus.name === 'default') throw validation('Cannot delete event bus default.');
    if (buses.rules.on(bus.arn).length > 0) throw validation("Event bus can't be deleted since it has rules.");
    buses.drop(bus);
    return {};
  });
}
