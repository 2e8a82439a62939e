/** What RDS reports to have happened, as DescribeEvents lists it. */
import type { DescribeEventsCommandInput, DescribeEventsCommandOutput, Event } from '@aws-sdk/client-rds';
import { Duration } from '../../time/duration';
import { Instant } from '../../time/instant';
import type { Call } from '../service';
import { page } from './answers/paging';
import { noFilters } from './answers/filters';
import { refusals } from './refusals';
import type { Room } from './room';

type SourceType = 'db-instance' | 'db-snapshot';
export type Category = 'availability' | 'backup' | 'configuration change' | 'creation' | 'deletion' | 'failover' | 'failure' | 'notification' | 'read replica' | 'recovery' | 'restoration';

interface Happening {
  at: Instant;
  type: SourceType;
  identifier: string;
  arn: string;
  category: Category;
  message: string;
}

/** Events are kept for 14 days. Source: the DescribeEvents reference. */
const kept = Duration.days(14);

export class EventLog {
  readonly #events: Happening[] = [];

  note(event: Happening): void {
    this.#events.push(event);
  }

  *between(from: Instant, to: Instant): Iterable<Happening> {
    for (const event of this.#events) if (!event.at.isBefore(from) && !event.at.isAfter(to)) yield event;
  }
}

/** Events of the last hour, or of the time asked for. */
export function describeEvents(room: Room) {
  return async (input: DescribeEventsCommandInput, call: Call): Promise<Omit<DescribeEventsCommandOutput, '$metadata'>> => {
    noFilters(input.Filters);
    if (input.SourceIdentifier && !input.SourceType) throw refusals.combination('SourceType must be given when SourceIdentifier is.');
    if (input.Duration !== undefined && (input.StartTime || input.EndTime)) {
      throw refusals.combination('Duration cannot be given together with StartTime or EndTime.');
    }
    const to = input.EndTime ? Instant.ofDate(input.EndTime) : call.now;
    const asked = input.StartTime ? Instant.ofDate(input.StartTime) : to.minus(Duration.minutes(input.Duration ?? 60));
    const from = Instant.latest(asked, call.now.minus(kept));
    const found = [...room.place(call.caller.accountId, call.region).events.between(from, to)]
      .filter((event) => !input.SourceType || event.type === input.SourceType)
      .filter((event) => !input.SourceIdentifier || event.identifier === input.SourceIdentifier.toLowerCase())
      .filter((event) => !input.EventCategories?.length || input.EventCategories.includes(event.category));
    const { items, marker } = page(found.map(answer), input);
    return { Events: items, Marker: marker };
  };
}

function answer(event: Happening): Event {
  return {
    SourceIdentifier: event.identifier,
    SourceType: event.type,
    Message: event.message,
    EventCategories: [event.category],
    Date: event.at.toDate(),
    SourceArn: event.arn,
  };
}
