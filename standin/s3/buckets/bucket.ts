/** One bucket: its settings, and its keys with all their versions. */
import type { BucketVersioningStatus, Tag } from '@aws-sdk/client-s3';
import type { Instant } from '../../../time/instant';
import type { ObjectStore } from '../../planes/objects';
import { KeyHistory } from '../keys/key-history';
import { orderOf } from '../keys/key-order';
import type { SealedIds } from '../keys/sealed-ids';
import { SortedMap } from '../keys/sorted-map';
import { nullId, type DeleteMarker, type ObjectDraft, type ObjectVersion, type Version } from '../keys/version';
import { Uploads } from '../multipart/uploads';

export interface BucketOrigin {
  name: string;
  region: string;
  accountId: string;
  created: Instant;
  /** How many buckets of this name there were before. */
  incarnation: number;
}

export class Bucket {
  /** Undefined until versioning has been set for the first time. */
  versioning: BucketVersioningStatus | undefined;
  mfaDelete = false;
  tags: readonly Tag[] = [];
  readonly uploads = new Uploads();
  readonly #histories = new SortedMap<KeyHistory>();
  #written = 0;

  constructor(
    readonly origin: BucketOrigin,
    private readonly store: ObjectStore,
    private readonly ids: SealedIds,
  ) {}

  get name(): string {
    return this.origin.name;
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
  putObject(key: string, draft: ObjectDraft, at: Instant): ObjectVersion {
    return this.#append(key, { ...draft, ...this.place(key, at), kind: 'object' });
  }

  /** Puts a delete marker on top of a key. */
  putMarker(key: string, at: Instant): DeleteMarker {
    return this.#append(key, { ...this.place(key, at), kind: 'marker' });
  }

  /** The id and the turn that a version gets when it is written now. */
  place(key: string, at: Instant): Pick<Version, 'id' | 'turn' | 'modified'> {
    const count = (this.#written += 1);
    const { name, incarnation } = this.origin;
    const id = this.versioning === 'Enabled' ? this.ids.make(at, count, name, incarnation, key) : nullId;
    return { id, turn: { milliseconds: at.epochMilliseconds, count }, modified: at };
  }

  /** Removes one version for good. */
  remove(history: KeyHistory, version: Version): void {
    history.remove(version);
    if (history.length === 0) this.#histories.delete(orderOf(history.key));
    this.#letGo(version);
  }

  #append<V extends Version>(key: string, version: V): V {
    let history = this.history(key);
    if (!history) this.#histories.add(orderOf(key), (history = new KeyHistory(key)));
    const replaced = history.append(version);
    if (replaced) this.#letGo(replaced);
    return version;
  }

  #letGo(version: Version): void {
    if (version.kind === 'object') version.contents.forEach((content) => this.store.release(content));
  }
}
