/** Access keys on record, by id and by the user who has them. */
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import type { Journal } from '../../durable/journal';
import { Table } from '../../durable/table';
import type { AccessKey } from './records';

const table = 'iam.keys';

/** A key that is used all the time is put on record no more often than this. */
const notedEvery = Duration.minutes(15);

export class KeyRows {
  readonly #rows: Table<AccessKey>;

  constructor(journal: Journal) {
    this.#rows = new Table(journal, table);
  }

  find(id: string): AccessKey | undefined {
    return this.#rows.get(id);
  }

  /** The keys that a user has, the oldest first. */
  ofUser(userId: string): AccessKey[] {
    return [...this.#rows.values()].filter((key) => key.userId === userId && key.status !== 'Deleted');
  }

  put(key: AccessKey): void {
    this.#rows.put(key.id, key);
  }

  /** Notes that a key was used, as GetAccessKeyLastUsed tells it. */
  used(key: AccessKey, at: Instant, region: string, service: string): void {
    const { lastUsed } = key;
    const isOld = !lastUsed || lastUsed.region !== region || lastUsed.service !== service || at.since(lastUsed.at).compare(notedEvery) >= 0;
    if (isOld) this.put({ ...key, lastUsed: { at, region, service } });
  }
}
