/** The events that LookupEvents looks through: ninety days of them, by account and region, the oldest first. */
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import type { Journal } from '../../durable/journal';
import type { Whereabouts } from '../../whereabouts';
import type { CallEvent } from './call-event';

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html */
export const keptFor = Duration.days(90);

const table = 'cloudtrail.events';

interface Shelf {
  events: CallEvent[];
  /** Where those begin that are still kept: what is before is let go of in lots. */
  first: number;
}

export class History {
  readonly #shelves = new Map<string, Shelf>();

  constructor(private readonly journal: Journal) {
    for (const event of journal.take<CallEvent>(table).values()) this.#shelfOf(event).events.push(event);
  }

  add(event: CallEvent): void {
    this.journal.put(table, event.id, event);
    const shelf = this.#shelfOf(event);
    shelf.events.push(event);
    this.#prune(shelf, event.at.minus(keptFor));
  }

  /** The newest first. */
  *newestFirst(where: Whereabouts): Generator<CallEvent> {
    const { events, first } = this.#shelfOf(where);
    for (let place = events.length - 1; place >= first; place -= 1) {
      const event = events[place];
      if (event) yield event;
    }
  }

  #shelfOf({ accountId, region }: Whereabouts): Shelf {
    const key = `${accountId}/${region}`;
    let shelf = this.#shelves.get(key);
    if (!shelf) this.#shelves.set(key, (shelf = { events: [], first: 0 }));
    return shelf;
  }

  #prune(shelf: Shelf, before: Instant): void {
    for (let oldest = shelf.events[shelf.first]; oldest?.at.isBefore(before); oldest = shelf.events[shelf.first]) {
      this.journal.delete(table, oldest.id);
      shelf.first += 1;
    }
    if (shelf.first < 1_000) return;
    shelf.events.splice(0, shelf.first);
    shelf.first = 0;
  }
}
