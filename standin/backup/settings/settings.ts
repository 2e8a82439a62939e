/** What accounts have chosen for AWS Backup: which types of resources each region backs up, and whether copies may go to other accounts. */
import type { Instant } from '../../../time/instant';
import { Table } from '../../durable/table';
import type { Whereabouts } from '../../whereabouts';
import type { World } from '../../world';

type Preferences = Readonly<Record<string, boolean>>;

export interface RegionSettings {
  /** Only the types of which somebody said so; the others are opted in. */
  optIn: Preferences;
  management: Preferences;
}

/** Those of the organization that all accounts of the world are in. */
export interface GlobalSettings {
  crossAccountBackup: boolean;
  updated?: Instant;
}

const none: RegionSettings = { optIn: {}, management: {} };

export class Settings {
  readonly #regions: Table<RegionSettings>;
  readonly #organization: Table<GlobalSettings>;

  constructor(world: World) {
    this.#regions = new Table(world.journal, 'backup.region-settings');
    this.#organization = new Table(world.journal, 'backup.global-settings');
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

  /** Copies go to other accounts only where `crossAccountBackup` is set: https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html */
  get global(): GlobalSettings {
    return this.#organization.get('organization') ?? { crossAccountBackup: false };
  }

  keepGlobal(settings: GlobalSettings): void {
    this.#organization.put('organization', settings);
  }
}

function keyOf({ accountId, region }: Whereabouts): string {
  return `${accountId}:${region}`;
}
