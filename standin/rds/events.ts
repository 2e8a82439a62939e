/** What RDS reports to have happened, as DescribeEvents lists it. */
import type { DescribeEventsCommandInput, DescribeEventsCommandOutput, Event } from '@aws-sdk/client-rds';
import { Duration } from '../../time/duration';
import { Instant } from '../../time/instant';
import type { Call } from '../service';
import type { Whereabouts } from '../whereabouts';
import type { World } from '../world';
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
  constructor(
    private readonly events: Happening[],
    private readonly onNote: (event: Happening) => void,
  ) {}

  note(event: Happening): void {
    this.onNote(event);
    this.events.push(event);
  }

  *between(from: Instant, to: Instant): Iterable<Happening> {
    for (const event of this.events) if (!event.at.isBefore(from) && !event.at.isAfter(to)) yield event;
  }
}

const table = 'rds.events';

/** The events of all places, kept on record. */
export class EventRecords {
  readonly #of = new Map<string, Happening[]>();
  #count = 0;

  constructor(private readonly world: World) {
    const { journal, clock } = world;
    for (const [key, event] of journal.take<Happening>(table)) {
      this.#count = Math.max(this.#count, Number(key));
      if (event.at.isBefore(clock.now().minus(kept))) journal.delete(table, key);
      else this.#eventsOf(event.arn.split(':').slice(3, 5).join('/')).push(event);
    }
  }

  of({ accountId, region }: Whereabouts): EventLog {
    return new EventLog(this.#eventsOf(`${region}/${accountId}`), (event) => this.world.journal.put(table, String((this.#count += 1)), event));
  }

  #eventsOf(where: string): Happening[] {
    const events = this.#of.get(where) ?? [];
    this.#of.set(where, events);
    return events;
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
