/** What the names in the zones lead to, for whoever asks a resolver. */
import type { Instant } from '../../time/instant';
import { isWithin, normalized } from './domain-name';
import type { Entry, RecordSet } from './rows';
import type { Zones } from './zones';

/** Resolvers give up on chains that are longer. */
const longestChain = 8;

export class Names {
  constructor(
    private readonly zones: Zones,
    private readonly now: () => Instant,
  ) {}

  /**
   * The name at the end of the chain of CNAME records that begins at `name`, without the dot at its end; undefined where no record is
   * in force there, or the chain is longer than eight or goes round. The zones of all accounts count, private ones as if asked from
   * a network that sees them; a change counts from when it is everywhere. Nobody caches: what a TTL would let a resolver go on saying
   * is left out.
   */
  leadsTo(name: string): string | undefined {
    let at = normalized(name);
    for (let links = 0; links <= longestChain; links += 1) {
      const next = this.#cname(at);
      if (next === undefined) return links === 0 ? undefined : at.slice(0, -1);
      at = normalized(next);
    }
    return undefined;
  }

  #cname(name: string): string | undefined {
    const exact = this.#answer(name);
    if (exact) return exact.type === 'CNAME' ? exact.values[0] : undefined;
    // A wildcard speaks for what is below it, as far as nothing closer is there.
    for (let parent = above(name); parent !== undefined; parent = above(parent)) {
      const wildcard = this.#answer(`\\052.${parent}`);
      if (wildcard) return wildcard.type === 'CNAME' ? wildcard.values[0] : undefined;
      if (this.#answer(parent)) return undefined;
    }
    return undefined;
  }

  /** What is in force of a name: that of the closest zone, private ones before public ones, older ones before newer ones. */
  #answer(name: string): RecordSet | undefined {
    const found = [...this.zones.entriesOf(name)].flatMap((entry) => {
      const [set, zone] = [this.#inForce(entry), this.zones.get(entry.zoneId)];
      return set && zone && isWithin(name, zone.name) ? [{ set, zone }] : [];
    });
    found.sort((a, b) => b.zone.name.length - a.zone.name.length || Number(b.zone.vpcs.length > 0) - Number(a.zone.vpcs.length > 0));
    return found.find(({ set }) => set.type === 'CNAME')?.set ?? found[0]?.set;
  }

  #inForce({ versions }: Entry): RecordSet | undefined {
    const now = this.now();
    return versions.findLast(({ everywhere }) => !everywhere.isAfter(now))?.set;
  }
}

function above(name: string): string | undefined {
  const parent = name.slice(name.indexOf('.') + 1);
  return parent === '' ? undefined : parent;
}
