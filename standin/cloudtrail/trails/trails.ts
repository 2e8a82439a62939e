/** The trails of the world, found by name or ARN. */
import { Table } from '../../durable/table';
import type { Journal } from '../../durable/journal';
import type { Call } from '../../service';
import type { Whereabouts } from '../../whereabouts';
import { refusals } from '../refusals';
import { type Trail, trailArn } from './trail';
import { asksForData } from './selectors';
import { checkTrailName } from './trail-name';

const table = 'cloudtrail.trails';

export class Trails {
  readonly #rows: Table<Trail>;
  /** Whether any trail that logs asks for data events: where none does, a call of the data plane is of no interest. */
  wantsData = false;
  #logging: readonly Trail[] = [];

  constructor(journal: Journal) {
    this.#rows = new Table(journal, table);
    this.#look();
  }

  /** The trail that a call names. Throws where the name is none, where there is no such trail, and for a change where it is at home elsewhere. */
  named(nameOrArn: string | undefined, { caller, region }: Call, forChange = false): Trail {
    const wanted = nameOrArn ?? '';
    checkTrailName(wanted);
    const arn = wanted.startsWith('arn:') ? wanted : trailArn(caller.accountId, region, wanted);
    const trail = this.#rows.get(arn);
    if (!trail || trail.accountId !== caller.accountId || !isSeenIn(trail, region)) throw refusals.unknownTrail(wanted, caller.accountId);
    if (forChange && trail.region !== region) throw refusals.notHome(trail, region);
    return trail;
  }

  /** Those at home in the region, and the shadows of those of other regions that are of all regions. */
  seenIn({ accountId, region }: Whereabouts, shadows = true): Trail[] {
    return [...this.#rows.values()].filter((trail) => trail.accountId === accountId && (shadows ? isSeenIn(trail, region) : trail.region === region));
  }

  of(accountId: string): Trail[] {
    return [...this.#rows.values()].filter((trail) => trail.accountId === accountId);
  }

  byArn(arn: string): Trail | undefined {
    return this.#rows.get(arn);
  }

  /** Those that log what happens there. */
  logging({ accountId, region }: Whereabouts): Trail[] {
    return this.#logging.length === 0 ? [] : this.#logging.filter((trail) => trail.accountId === accountId && isSeenIn(trail, region));
  }

  keep(trail: Trail): Trail {
    this.#rows.put(trail.arn, trail);
    this.#look();
    return trail;
  }

  drop({ arn }: Trail): void {
    this.#rows.delete(arn);
    this.#look();
  }

  #look(): void {
    this.#logging = [...this.#rows.values()].filter(({ logging }) => logging);
    this.wantsData = this.#logging.some(({ selectors }) => asksForData(selectors));
  }
}

function isSeenIn(trail: Trail, region: string): boolean {
  return trail.multiRegion || trail.region === region;
}
