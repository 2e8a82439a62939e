/** PutEvents and TestEventPattern. */
import type {
  PutEventsRequest,
  PutEventsRequestEntry,
  PutEventsResponse,
  PutEventsResultEntry,
  TestEventPatternRequest,
  TestEventPatternResponse,
} from '@aws-sdk/client-eventbridge';
import { Instant } from '../../../time/instant';
import { AwsError } from '../../aws-error';
import { operation, type Call, type Handler } from '../../service';
import type { EventBuses } from '../event-buses';
import { notServed, refuseMembers, validation } from '../refusals';
import { askedBus } from './asked-rule';
import { checkedPattern } from './checked-pattern';

const mostBytes = 262_144;

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html; an entry that fails fails alone. */
export function putEvents(buses: EventBuses): Handler {
  return operation<PutEventsRequest, PutEventsResponse>(async (input, call) => {
    if (input.EndpointId !== undefined) throw notServed('global endpoints');
    const entries = input.Entries ?? [];
    if (entries.length < 1 || entries.length > 10) {
      throw validation("1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and 10");
    }
    for (const entry of entries) refuseMembers(entry, ['TraceHeader'], 'events');
    if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > mostBytes) throw validation('Total size of the entries in the request is over the limit.');
    const results = entries.map((entry) => putOne(buses, call, entry));
    return { FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries: results };
  });
}

function putOne(buses: EventBuses, call: Call, entry: PutEventsRequestEntry): PutEventsResultEntry {
  const { Source: source, DetailType: detailType, Detail: detail, Resources: resources = [], Time: time } = entry;
  const lacking = Object.entries({ Source: source, DetailType: detailType, Detail: detail }).find(([, value]) => !value)?.[0];
  if (!source || !detailType || !detail) return { ErrorCode: 'InvalidArgument', ErrorMessage: `Parameter ${lacking} is not valid. Reason: ${lacking} is a required argument.` };
  if (source.startsWith('aws.')) return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  const read = objectOf(detail);
  if (!read) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  try {
    const bus = askedBus(buses, call, entry.EventBusName);
    const at = time ? Instant.ofDate(time) : call.now;
    return { EventId: buses.putOn(bus.arn, { source, detailType, detail: read, resources, time: at, account: call.caller.accountId, region: call.region }) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { ErrorCode: error.code, ErrorMessage: error.message };
  }
}

/** As AWS counts an entry: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevents-size */
function sizeOf({ Time: time, Source: source = '', DetailType: detailType = '', Detail: detail = '', Resources: resources = [] }: PutEventsRequestEntry): number {
  const texts = [source, detailType, detail, ...resources];
  return (time ? 14 : 0) + texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

export function testEventPattern(): Handler {
  return operation<TestEventPatternRequest, TestEventPatternResponse>(async (input) => {
    const pattern = checkedPattern(input.EventPattern ?? '');
    const event = objectOf(input.Event ?? '');
    if (!event) throw validation('Parameter Event is not valid.');
    for (const field of ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type']) {
      if (!(field in event)) throw validation(`Parameter Event is not valid. Reason: the event has no ${field}.`);
    }
    return { Result: pattern.matches(event) };
  });
}

function objectOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
