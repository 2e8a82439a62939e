/** Which replication is held back on purpose, as FIS's aws:s3:bucket-pause-replication does it. */
import type { Journal } from '../../durable/journal';
import { Table } from '../../durable/table';

/** https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html#s3-actions-reference */
export interface Pause {
  /** The source bucket's name. */
  source: string;
  /** The regions of the destination buckets; nothing is held back on its way elsewhere. */
  regions: readonly string[];
  /** Names of destination buckets in those regions; all of them when not given. */
  destinations?: readonly string[];
  /** Prefixes as the filters of replication rules have them: only those rules pause. All rules when not given. */
  prefixes?: readonly string[];
}

/** A replication that is about to happen. */
export interface Passage {
  source: string;
  destination: { name: string; region: string };
  /** The prefix in the filter of its rule, empty where the rule has none. */
  prefix: string;
}

const table = 's3.replication-pauses';

export class ReplicationPauses {
  readonly #pauses: Table<Pause>;
  readonly #listeners: (() => void)[] = [];

  constructor(journal: Journal) {
    this.#pauses = new Table(journal, table);
  }

  /** Holds back what has not been replicated yet, until `resume` of the same id: it stays PENDING. Two pauses may overlap. */
  pause(id: string, pause: Pause): void {
    this.#pauses.put(id, pause);
  }

  /** Lets go on what this pause alone held back, after a fresh lag for each object. Nothing happens when there is no such pause. */
  resume(id: string): void {
    if (!this.#pauses.get(id)) return;
    this.#pauses.delete(id);
    for (const listener of this.#listeners) listener();
  }

  holds({ source, destination, prefix }: Passage): boolean {
    for (const pause of this.#pauses.values()) {
      const inPlace = pause.source === source && pause.regions.includes(destination.region) && (pause.destinations?.includes(destination.name) ?? true);
      if (inPlace && (pause.prefixes?.includes(prefix) ?? true)) return true;
    }
    return false;
  }

  /** `listener` hears of each pause that has ended. */
  onResume(listener: () => void): void {
    this.#listeners.push(listener);
  }
}
