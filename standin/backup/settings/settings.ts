/** What an account has chosen for AWS Backup: which types of resources each region backs up, and what holds for the account everywhere. */
import { Table } from '../../durable/table';
import type { World } from '../../world';
import type { Whereabouts } from '../whereabouts';

type Preferences = Readonly<Record<string, boolean>>;

export interface RegionSettings {
  /** Only the types of which somebody said so; the others are opted in. */
  optIn: Preferences;
  management: Preferences;
}

const none: RegionSettings = { optIn: {}, management: {} };

export class Settings {
  readonly #regions: Table<RegionSettings>;

  constructor(world: World) {
    this.#regions = new Table(world.journal, 'backup.region-settings');
  }

  of(where: Whereabouts): RegionSettings {
    return this.#regions.get(keyOf(where)) ?? none;
  }

  keep(where: Whereabouts, settings: RegionSettings): void {
    this.#regions.put(keyOf(where), settings);
  }

  /** Whether a type is backed up where nothing names it. */
  optedIn(where: Whereabouts, type: string): boolean {
    return this.of(where).optIn[type] ?? true;
  }
}

function keyOf({ accountId, region }: Whereabouts): string {
  return `${accountId}:${region}`;
}
