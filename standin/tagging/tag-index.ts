/** Everything that bears tags, of all services, and what once bore some. */
import { Table } from '../durable/table';
import type { Call, Handler, Service } from '../service';
import { type Whereabouts, whereOf } from '../whereabouts';
import type { World } from '../world';
import { arnParts } from './arn-parts';
import type { Tagged, TaggedResource } from './tagged';

export interface IndexedResource extends TaggedResource {
  /** As in `rds:db`. */
  service: string;
  type: string;
}

interface TaggedService {
  /** The name of the service in the SigV4 scope. */
  name: string;
  tagged: Tagged;
}

export class TagIndex {
  readonly #services: TaggedService[] = [];
  readonly #formerly: Table<{ arn: string }>;

  /** Has the services' own operations tell of what loses its last tag. */
  constructor(world: World, services: ReadonlyMap<string, Service>) {
    this.#formerly = new Table(world.journal, 'tagging.formerly');
    for (const [name, { tagged, operations }] of services) {
      if (!tagged) continue;
      this.#services.push({ name, tagged });
      for (const operation of tagged.untagging) {
        const handle = operations[operation];
        if (handle) operations[operation] = this.#noticing(tagged, handle);
      }
    }
  }

  /** The service whose resources have ARNs of that name. */
  serviceOf(arnName: string): TaggedService | undefined {
    return this.#services.find(({ tagged }) => tagged.arnName === arnName);
  }

  /** Every resource of a place that bears tags or ever bore some, by ARN. */
  resources(where: Whereabouts): IndexedResource[] {
    const found = this.#services.flatMap(({ tagged }) => {
      if (tagged.homeRegion !== undefined && tagged.homeRegion !== where.region) return [];
      const borne = [...tagged.list(where)].filter(({ arn, tags }) => hasTags(tags) || this.#formerly.get(arn) !== undefined);
      return borne.map((resource) => ({ ...resource, service: tagged.arnName, type: arnParts(resource.arn).type ?? tagged.plainType ?? '' }));
    });
    return found.sort((a, b) => (a.arn < b.arn ? -1 : 1));
  }

  #noticing(tagged: Tagged, handle: Handler): Handler {
    return async (input, call) => {
      const place = placeOf(tagged, call);
      const before = new Set([...tagged.list(place)].filter(({ tags }) => hasTags(tags)).map(({ arn }) => arn));
      const output = await handle(input, call);
      for (const { arn, tags } of tagged.list(place)) if (!hasTags(tags) && before.has(arn)) this.#formerly.put(arn, { arn });
      return output;
    };
  }
}

function placeOf({ homeRegion }: Tagged, call: Call): Whereabouts {
  const where = whereOf(call);
  return homeRegion === undefined ? where : { ...where, region: homeRegion };
}

function hasTags(tags: TaggedResource['tags']): boolean {
  for (const _ in tags) return true;
  return false;
}
