/** The zones of all accounts with everything in them. Route 53 is the same in all regions. */
import type { Instant } from '../../time/instant';
import { Table } from '../durable/table';
import { draw } from '../timings';
import type { World } from '../world';
import { refusals } from './refusals';
import type { Change, Entry, RecordSet, Version, Zone } from './rows';
import type { Caller } from '../service';

/** What is to be said of a name and type from now on; without values: nothing. */
export type Edit = RecordSet | Pick<RecordSet, 'name' | 'type'>;

const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

export class Zones {
  readonly #zones: Table<Zone>;
  readonly #entries: Table<Entry>;
  readonly #changes: Table<Change>;
  /** Caller references that were ever used, by account. */
  readonly #references: Table<true>;
  readonly #byZone = new Map<string, Map<string, Entry>>();
  readonly #byName = new Map<string, Map<string, Entry>>();

  constructor(private readonly world: World) {
    this.#zones = new Table(world.journal, 'route53.zones');
    this.#entries = new Table(world.journal, 'route53.entries');
    this.#changes = new Table(world.journal, 'route53.changes');
    this.#references = new Table(world.journal, 'route53.references');
    for (const entry of this.#entries.values()) this.#index(entry);
  }

  /** Oldest first. */
  of(accountId: string): Zone[] {
    return [...this.#zones.values()].filter((zone) => zone.accountId === accountId);
  }

  get(id: string): Zone | undefined {
    return this.#zones.get(id);
  }

  /** Throws NoSuchHostedZone, and AccessDenied where it is another account's. */
  require(id: string, { accountId, arn }: Caller): Zone {
    const zone = this.#zones.get(id);
    if (!zone) throw refusals.noSuchZone(id);
    if (zone.accountId !== accountId) throw refusals.notYours(arn);
    return zone;
  }

  /** Throws NoSuchChange. */
  change(id: string, accountId: string): Change {
    const change = this.#changes.get(id);
    if (change?.accountId !== accountId) throw refusals.noSuchChange(id);
    return change;
  }

  /** Draws the id of a zone; the caller reference makes it the only one. */
  newId(accountId: string, callerReference: string): string {
    return `Z${this.world.chance.letters(capitals, 20, 'route53', 'zone', accountId, callerReference)}`;
  }

  wasUsed(accountId: string, callerReference: string): boolean {
    return this.#references.get(`${accountId}/${callerReference}`) === true;
  }

  /** Makes a zone that says `records`. */
  create(zone: Omit<Zone, 'changes' | 'settled'>, records: readonly RecordSet[], now: Instant): { zone: Zone; change: Change } {
    return this.world.journal.together(() => {
      this.#references.put(`${zone.accountId}/${zone.callerReference}`, true);
      const change = this.apply({ ...zone, changes: 0, settled: now }, records, now);
      // It was put by `apply` just now.
      return { zone: this.#zones.get(zone.id) as Zone, change };
    });
  }

  put(zone: Zone): Zone {
    return this.#zones.put(zone.id, zone);
  }

  /** Its names end with it at once. */
  delete(zone: Zone, now: Instant): Change {
    return this.world.journal.together(() => {
      const change = this.#record(zone, now);
      for (const entry of this.#byZone.get(zone.id)?.values() ?? []) this.#forget(entry);
      this.#byZone.delete(zone.id);
      this.#zones.delete(zone.id);
      return change;
    });
  }

  /** What the API says that a zone holds, in no order. */
  records(zoneId: string): RecordSet[] {
    return [...(this.#byZone.get(zoneId)?.values() ?? [])].flatMap((entry) => latestOf(entry) ?? []);
  }

  /** What is recorded of a name in any zone, whatever its type. */
  entriesOf(name: string): Iterable<Entry> {
    return this.#byName.get(name)?.values() ?? [];
  }

  /** Carries out edits that have been found good, all or none. */
  apply(zone: Zone, edits: readonly Edit[], now: Instant, comment?: string): Change {
    return this.world.journal.together(() => {
      const change = this.#record(zone, now, comment);
      this.#zones.put(zone.id, { ...zone, changes: zone.changes + 1, settled: change.everywhere });
      for (const edit of edits) this.#edit(zone.id, edit, change.everywhere, now);
      return change;
    });
  }

  #record(zone: Zone, now: Instant, comment?: string): Change {
    const number = zone.changes + 1;
    const drawn = now.plus(draw(this.world.chance, 'route53.change', zone.id, number));
    const everywhere = drawn.isBefore(zone.settled) ? zone.settled : drawn;
    const id = `C${this.world.chance.letters(capitals, 20, 'route53', 'change', zone.id, number)}`;
    return this.#changes.put(id, { id, accountId: zone.accountId, submitted: now, everywhere, ...(comment !== undefined && { comment }) });
  }

  #edit(zoneId: string, edit: Edit, everywhere: Instant, now: Instant): void {
    const key = keyOf(zoneId, edit.name, edit.type);
    const said = this.#entries.get(key)?.versions ?? [];
    const inForce = said.findLastIndex((version) => !version.everywhere.isAfter(now));
    const next: Version = { everywhere, ...('values' in edit && { set: edit }) };
    this.#index(this.#entries.put(key, { zoneId, name: edit.name, type: edit.type, versions: [...said.slice(Math.max(inForce, 0)), next] }));
  }

  #index(entry: Entry): void {
    const key = keyOf(entry.zoneId, entry.name, entry.type);
    for (const [index, at] of [[this.#byZone, entry.zoneId], [this.#byName, entry.name]] as const) {
      const there = index.get(at) ?? new Map<string, Entry>();
      index.set(at, there.set(key, entry));
    }
  }

  #forget(entry: Entry): void {
    const key = keyOf(entry.zoneId, entry.name, entry.type);
    this.#entries.delete(key);
    this.#byName.get(entry.name)?.delete(key);
  }
}

function keyOf(zoneId: string, name: string, type: string): string {
  return `${zoneId}/${name}/${type}`;
}

function latestOf({ versions }: Entry): RecordSet | undefined {
  return versions.at(-1)?.set;
}
