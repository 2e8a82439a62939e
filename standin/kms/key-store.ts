/** The keys and aliases of the world, kept on record, and what happens to them as time passes. */
import type { Scheduled } from '../../time/event-queue';
import { Duration } from '../../time/duration';
import type { World } from '../world';
import { type Alias, aliasArn, arnOf, type Key, type KeyMaterial, type KeySettings } from './key';

const tables = { keys: 'kms.keys', aliases: 'kms.aliases', counts: 'kms.counts' } as const;

/** Draws are reserved on record in lots, so that after a sudden end none is made again, and not every use is written down. */
const lot = 1_000;

type NewKey = Pick<Key, 'region' | 'accountId' | 'manager' | 'description' | 'policy' | 'tags'> & Pick<Partial<Key>, 'rotation'>;

export class KeyStore {
  readonly #keys = new Map<string, Key>();
  readonly #aliases = new Map<string, Alias>();
  readonly #planned = new Map<string, Scheduled>();
  #made = 0;
  #drawn = 0;
  #reserved = 0;

  /** Told of every key that was changed. */
  readonly #watchers: ((key: Key) => void)[] = [];

  constructor(private readonly world: World) {
    const counts = world.journal.take<number>(tables.counts);
    this.#made = counts.get('keys') ?? 0;
    this.#drawn = this.#reserved = counts.get('draws') ?? 0;
    for (const alias of world.journal.take<Alias>(tables.aliases).values()) this.#aliases.set(aliasArn(alias), alias);
    for (const key of world.journal.take<Key>(tables.keys).values()) this.#keys.set(arnOf(key), key);
    for (const key of this.#keys.values()) this.#plan(key);
  }

  key(region: string, accountId: string, id: string): Key | undefined {
    return this.#keys.get(arnOf({ region, accountId, id }));
  }

  /** The key with this id, whoever owns it. */
  keyIn(region: string, id: string): Key | undefined {
    return [...this.#keys.values()].find((key) => key.region === region && key.id === id);
  }

  /** The oldest first. */
  keysOf(region: string, accountId: string): Key[] {
    return [...this.#keys.values()].filter((key) => key.region === region && key.accountId === accountId).sort((a, b) => a.turn - b.turn);
  }

  make(wanted: NewKey): Key {
    const turn = this.#made + 1;
    const id = this.world.chance.uuid('kms', 'key', turn);
    const key: Key = { ...wanted, id, turn, created: this.world.clock.now(), enabled: true, grants: [], materials: [this.#material(id, 0, 'INITIAL')] };
    this.world.journal.put(tables.counts, 'keys', turn);
    this.world.journal.put(tables.keys, arnOf(key), key);
    this.#made = turn;
    this.#keys.set(arnOf(key), key);
    this.#plan(key);
    return key;
  }

  watch(watcher: (key: Key) => void): void {
    this.#watchers.push(watcher);
  }

  /** What is given as undefined is as if it was never set. */
  change(key: Key, changes: Partial<KeySettings>): void {
    this.world.journal.put(tables.keys, arnOf(key), { ...key, ...changes });
    Object.assign(key, changes);
    this.#plan(key);
    for (const watcher of this.#watchers) watcher(key);
  }

  /** Adds material, with which the key encrypts from now on. */
  rotate(key: Key, cause: 'AUTOMATIC' | 'ON_DEMAND'): void {
    const { rotation, materials } = key;
    const next = rotation && { ...rotation, next: this.world.clock.now().plus(Duration.days(rotation.days)) };
    this.change(key, {
      materials: [...materials, this.#material(key.id, materials.length, cause)],
      ...(cause === 'AUTOMATIC' && { rotation: next }),
    });
  }

  alias(region: string, accountId: string, name: string): Alias | undefined {
    return this.#aliases.get(aliasArn({ region, accountId, name }));
  }

  /** By name. */
  aliasesOf(region: string, accountId: string): Alias[] {
    const own = [...this.#aliases.values()].filter((alias) => alias.region === region && alias.accountId === accountId);
    return own.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  putAlias(alias: Alias): void {
    this.world.journal.put(tables.aliases, aliasArn(alias), alias);
    this.#aliases.set(aliasArn(alias), alias);
  }

  deleteAlias(alias: Alias): void {
    this.world.journal.delete(tables.aliases, aliasArn(alias));
    this.#aliases.delete(aliasArn(alias));
  }

  /** `length` bytes that were never drawn before and are the same again in a world of the same seed. */
  draw(length: number, purpose: string): Buffer {
    if (this.#drawn >= this.#reserved) {
      this.world.journal.put(tables.counts, 'draws', this.#reserved + lot);
      this.#reserved += lot;
    }
    const number = (this.#drawn += 1);
    const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, block) => this.world.chance.bytes('kms', purpose, number, block));
    return Buffer.concat(blocks).subarray(0, length);
  }

  #material(keyId: string, number: number, cause: KeyMaterial['cause']): KeyMaterial {
    const id = this.world.chance.bytes('kms', 'material-id', keyId, number).toString('hex');
    const bytes = this.world.chance.bytes('kms', 'material', keyId, number).toString('base64');
    return { id, bytes, since: this.world.clock.now(), cause };
  }

  /** A key waits for its deletion, or else for its next rotation; one that is disabled is rotated when it is enabled again. */
  #plan(key: Key): void {
    this.#planned.get(arnOf(key))?.cancel();
    const due = key.deletion ? key.deletion.at : key.enabled ? key.rotation?.next : undefined;
    if (!due) this.#planned.delete(arnOf(key));
    else this.#planned.set(arnOf(key), this.world.clock.schedule(due, () => (key.deletion ? this.#delete(key) : this.rotate(key, 'AUTOMATIC'))));
  }

  /** The material goes with the key: nothing can bring back what was encrypted with it. */
  #delete(key: Key): void {
    for (const alias of this.aliasesOf(key.region, key.accountId)) if (alias.keyId === key.id) this.deleteAlias(alias);
    this.world.journal.delete(tables.keys, arnOf(key));
    this.#keys.delete(arnOf(key));
    this.#planned.delete(arnOf(key));
  }
}
