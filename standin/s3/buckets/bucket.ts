/** One bucket: its settings, and its keys with all their versions. */
import type { Instant } from '../../../time/instant';
import type { Content, ObjectStore } from '../../planes/objects';
import type { BucketRecord } from '../durable/bucket-record';
import { KeyHistory } from '../keys/key-history';
import { orderOf } from '../keys/key-order';
import type { SealedIds } from '../keys/sealed-ids';
import { SortedMap } from '../keys/sorted-map';
import { type DeleteMarker, nullId, type ObjectDraft, type ObjectVersion, type Replication, type Version, type VersionChange } from '../keys/version';
import { Uploads } from '../multipart/uploads';
import type { Follower } from './follower';
import { type BucketSettings, newBucketSettings } from './settings';

export interface BucketOrigin {
  name: string;
  region: string;
  accountId: string;
  created: Instant;
  /** How many buckets of this name there were before. */
  incarnation: number;
}

/** What keeps the bytes of a bucket, makes its ids and remembers its changes. */
export interface BucketGround {
  store: ObjectStore;
  ids: SealedIds;
  record: BucketRecord;
}

export class Bucket {
  readonly uploads: Uploads;
  /** Whoever keeps copies of the bucket; undefined while nobody does. */
  follower: Follower | undefined;
  readonly #histories = new SortedMap<KeyHistory>();
  #settings: BucketSettings = newBucketSettings;
  #written = 0;

  constructor(
    readonly origin: BucketOrigin,
    private readonly ground: BucketGround,
  ) {
    this.uploads = new Uploads(ground.record, this);
  }

  get name(): string {
    return this.origin.name;
  }

  get settings(): BucketSettings {
    return this.#settings;
  }

  /** Changes settings; what is given as undefined is as if it was never set. */
  configure(changes: Partial<BucketSettings>): void {
    const settings = { ...this.#settings, ...changes };
    this.ground.record.bucketKept(this, settings);
    this.#settings = settings;
    this.follower?.configured();
  }

  /** How many versions were ever written here, by which the next one is told from those before it. */
  get written(): number {
    return this.#written;
  }

  /** The keys that have at least one version, in the order of their bytes. */
  get histories(): Pick<SortedMap<KeyHistory>, 'from' | 'first' | 'size'> {
    return this.#histories;
  }

  history(key: string): KeyHistory | undefined {
    return this.#histories.get(orderOf(key));
  }

  /** The current version of a key when it is an object. */
  currentObject(key: string): ObjectVersion | undefined {
    const current = this.history(key)?.current;
    return current?.kind === 'object' ? current : undefined;
  }

  /** Puts an object on top of a key. The bucket counts on its contents from now on, in place of who stored them. */
  putObject(key: string, draft: ObjectDraft, at: Instant, replication?: Replication): ObjectVersion {
    return this.#keep(key, { ...draft, ...this.place(key, at), kind: 'object', ...(replication && { replication }) });
  }

  /** Puts a delete marker on top of a key. */
  putMarker(key: string, at: Instant, replication?: Replication): DeleteMarker {
    return this.#keep(key, { ...this.place(key, at), kind: 'marker', ...(replication && { replication }) });
  }

  /** Puts a version that was made elsewhere in its turn, under its own id; it takes the place of one with the same id. */
  putReplica<V extends Version>(key: string, version: V): V {
    return this.#keep(key, version);
  }

  /** Changes what may change of a version that is there. */
  change(key: string, version: Version, change: VersionChange): void {
    this.ground.record.versionKept(this, key, { ...version, ...change });
    Object.assign(version, change);
    this.follower?.changed(key, version);
  }

  /** The id and the turn that a version gets when it is written now. */
  place(key: string, at: Instant): Pick<Version, 'id' | 'turn' | 'modified'> {
    const count = (this.#written += 1);
    const { name, incarnation } = this.origin;
    const id = this.settings.versioning === 'Enabled' ? this.ground.ids.make(at, count, name, incarnation, key) : nullId;
    return { id, turn: { milliseconds: at.epochMilliseconds, count }, modified: at };
  }

  /** Removes one version for good. */
  remove(history: KeyHistory, version: Version): void {
    this.ground.record.versionGone(this, history.key, version);
    history.remove(version);
    if (history.length === 0) this.#histories.delete(orderOf(history.key));
    this.follower?.changed(history.key, version);
    this.#letGo(version);
  }

  /** Takes back what a journal remembers of the bucket. Nothing is put on record again. */
  revive(settings: BucketSettings, written: number): void {
    this.#settings = settings;
    this.#written = written;
  }

  /** Takes back one version that a journal remembers, in any order. */
  reviveVersion(key: string, version: Version): void {
    this.#historyOf(key).insert(version);
    this.#written = Math.max(this.#written, version.turn.count);
    for (const content of contentsOf(version)) this.ground.store.retain(content);
  }

  /** The record is written first: what is not on record was not acknowledged. */
  #keep<V extends Version>(key: string, version: V): V {
    this.ground.record.versionKept(this, key, version);
    const replaced = this.#historyOf(key).insert(version);
    this.follower?.changed(key, version);
    if (replaced) this.#letGo(replaced);
    return version;
  }

  #historyOf(key: string): KeyHistory {
    let history = this.history(key);
    if (!history) this.#histories.add(orderOf(key), (history = new KeyHistory(key)));
    return history;
  }

  #letGo(version: Version): void {
    for (const content of contentsOf(version)) this.ground.store.release(content);
  }
}

function contentsOf(version: Version): readonly Content[] {
  return version.kind === 'object' ? version.contents : [];
}
