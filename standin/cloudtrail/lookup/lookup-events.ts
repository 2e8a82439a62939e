/** LookupEvents: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html */
import { hash } from 'node:crypto';
import type { Event, LookupEventsRequest, LookupEventsResponse } from '@aws-sdk/client-cloudtrail';
import { Instant } from '../../../time/instant';
import type { Chance } from '../../chance';
import { isJson } from '../../is-json';
import { operation, type Handler } from '../../service';
import { draw, timings } from '../../timings';
import { whereOf } from '../../whereabouts';
import { type CallEvent, eventJson } from '../record/call-event';
import { type History, keptFor } from '../record/history';
import { userNameOf } from '../record/user-identity';
import { refusals } from '../refusals';
import { checkedAttribute, hasAttribute } from './attributes';

const mostResults = 50;

/** AWS answers two calls a second, each account and region, and throttles more; here all are answered. */
export function lookupEvents(history: History, chance: Chance): Handler {
  return operation<LookupEventsRequest, LookupEventsResponse>((input, call) => {
    const { StartTime: start, EndTime: end, MaxResults: most = mostResults } = input;
    const attribute = checkedAttribute(input);
    if (start && end && start.getTime() > end.getTime()) throw refusals.timeRange();
    if (most < 1 || most > mostResults) throw refusals.mostResults();
    const after = placeIn(input);
    // There are no Insights here, and so no events of that kind.
    if (input.EventCategory !== undefined) return Promise.resolve({ Events: [] });

    const { now } = call;
    const oldest = now.minus(keptFor);
    const isWanted = (event: CallEvent): boolean => {
      const at = event.at.toWholeSecond();
      if (start && at.isBefore(Instant.ofDate(start))) return false;
      if (end && at.isAfter(Instant.ofDate(end))) return false;
      return (attribute === undefined || hasAttribute(event, attribute)) && isVisible(chance, event, now);
    };
    const found: CallEvent[] = [];
    let isAfter = after === undefined;
    for (const event of history.newestFirst(whereOf(call))) {
      if (event.at.isBefore(oldest) || found.length > most) break;
      if (isAfter && isWanted(event)) found.push(event);
      isAfter ||= event.id === after;
    }
    if (!isAfter) throw refusals.nextToken();
    const page = found.slice(0, most);
    const last = found.length > most ? page.at(-1) : undefined;
    return Promise.resolve({ Events: page.map(described), ...(last && { NextToken: tokenOf(last.id, input) }) });
  });
}

function isVisible(chance: Chance, event: CallEvent, now: Instant): boolean {
  const age = now.since(event.at);
  if (age.compare(timings['cloudtrail.lookup'].most) >= 0) return true;
  return age.compare(draw(chance, 'cloudtrail.lookup', event.id)) >= 0;
}

function described(event: CallEvent): Event {
  const userName = userNameOf(event.identity);
  return {
    EventId: event.id,
    EventName: event.name,
    ReadOnly: String(event.readOnly),
    ...(event.identity.accessKeyId !== undefined && { AccessKeyId: event.identity.accessKeyId }),
    EventTime: event.at.toWholeSecond().toDate(),
    EventSource: event.source,
    ...(userName !== undefined && { Username: userName }),
    Resources: event.resources.map(({ type, name }) => ({ ResourceType: type, ResourceName: name })),
    CloudTrailEvent: JSON.stringify(eventJson(event)),
  };
}

/** A token belongs to the request that it was given out for: others may not use it. */
function tokenOf(after: string, input: LookupEventsRequest): string {
  return Buffer.from(JSON.stringify({ after, of: digestOf(input) })).toString('base64url');
}

function placeIn(input: LookupEventsRequest): string | undefined {
  if (input.NextToken === undefined) return undefined;
  const text = Buffer.from(input.NextToken, 'base64url').toString('utf8');
  const token = isJson(text) ? (JSON.parse(text) as { after?: unknown; of?: unknown } | null) : undefined;
  if (typeof token?.after !== 'string' || token.of !== digestOf(input)) throw refusals.nextToken();
  return token.after;
}

function digestOf({ LookupAttributes: attributes, StartTime: start, EndTime: end }: LookupEventsRequest): string {
  return hash('sha256', JSON.stringify([attributes, start?.getTime(), end?.getTime()]), 'hex').slice(0, 16);
}
