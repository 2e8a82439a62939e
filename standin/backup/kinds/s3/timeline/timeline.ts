/** What became of one bucket's versions, as far as a backup of it still counts on it. What does not change is there once for all backups. */
import type { Instant } from '../../../../../time/instant';
import type { ObjectStore } from '../../../../planes/objects';
import type { Bucket } from '../../../../s3/buckets/bucket';
import type { Version } from '../../../../s3/keys/version';
import { compareTurns } from '../../../../s3/keys/sealed-ids';
import { type Entry, isAt, isUnchanged } from './entry';
import { lastMomentOf, momentOf } from './moment';
import { covers, type Span } from './span';
import type { TimelineRecord } from './timeline-record';
import { VersionNames } from './version-names';

/** Whether a version can be backed up: what is in the way is told by its own rule. */
export type CanRead = (bucket: Bucket, key: string, version: Version) => boolean;

export class Timeline {
  /** By key and by the version's id: what was there when the bucket was last recorded. */
  readonly #open = new Map<string, Map<string, Entry>>();
  /** What was there before, and is still counted on. */
  readonly #closed = new Set<Entry>();
  /** The backups, and restores under way, that count on a moment. */
  readonly #pins = new Map<string, number>();
  readonly #spans = new Map<string, Span>();
  /** What has changed since the bucket was last recorded, by key. */
  readonly #touched = new VersionNames();
  /** What could not be read, by key; it is tried again at each backup. */
  readonly #missed = new VersionNames();
  /** Whether changes may have gone unseen, as they do before a start. */
  #stale = true;
  #latestPin = 0;
  #bytes = 0;
  #changesSinceSweep = 0;

  constructor(
    readonly id: string,
    private readonly store: ObjectStore,
    private readonly record: TimelineRecord,
  ) {}

  /** How many bytes the versions have that were there when the bucket was last recorded. */
  get bytes(): number {
    return this.#bytes;
  }

  get missed(): number {
    return this.#missed.size;
  }

  /** Whether nothing could be recorded of a bucket that has something. */
  get isEmpty(): boolean {
    return this.#open.size === 0;
  }

  get isNeeded(): boolean {
    return this.#pins.size > 0 || this.#spans.size > 0;
  }

  get spans(): ReadonlyMap<string, Span> {
    return this.#spans;
  }

  touch(key: string, version: Version): void {
    this.#touched.add(key, version.id);
  }

  /** Records what has changed in the bucket since it was last recorded, and tries once more what could not be read. */
  catchUp(bucket: Bucket, now: Instant, canRead: CanRead): void {
    this.#touched.addAll(this.#missed);
    this.keepUp(bucket, now, canRead);
  }

  /** Records what has changed in the bucket since it was last recorded. */
  keepUp(bucket: Bucket, now: Instant, canRead: CanRead): void {
    if (this.#stale) this.#touchAll(bucket);
    this.#stale = false;
    if (this.#touched.size === 0) return;
    const changed = this.#touched.take();
    const at = this.#momentFrom(now);
    for (const [key, ids] of changed) {
      const history = bucket.history(key);
      this.record.together(() => ids.forEach((id) => this.#recordOne(bucket, { key, id, version: history?.find(id), at, now }, canRead)));
    }
    // What a span leaves behind is looked for only now and then, so that a change costs the same however many there were.
    this.#changesSinceSweep += changed.length;
    if (this.#changesSinceSweep >= this.#closed.size / 2) this.#sweep(now);
  }

  /** Counts on what was last recorded, and answers the moment. */
  pinNow(holder: string, now: Instant): number {
    const at = this.#momentFrom(now);
    this.#latestPin = at;
    return this.pin(holder, at);
  }

  /** Counts on a moment for `holder`, who is a backup or what restores one. */
  pin(holder: string, at: number): number {
    this.record.pinned(this.id, holder, at);
    this.#pins.set(holder, at);
    return at;
  }

  unpin(holder: string, now: Instant): void {
    if (!this.#pins.has(holder)) return;
    this.record.unpinned(holder);
    this.#pins.delete(holder);
    this.#sweep(now);
  }

  keepSpan(id: string, span: Span): void {
    this.record.spanKept(this.id, id, span);
    this.#spans.set(id, span);
  }

  dropSpan(id: string, now: Instant): void {
    if (!this.#spans.has(id)) return;
    this.record.spanDropped(id);
    this.#spans.delete(id);
    this.#sweep(now);
  }

  /** What was there at a moment: by key, in the order of the keys, the oldest version first. */
  at(moment: number): [string, Version[]][] {
    const byKey = new Map<string, Version[]>();
    for (const entry of this.#entries()) {
      if (!isAt(entry, moment)) continue;
      const versions = byKey.get(entry.key);
      if (versions) versions.push(entry.version);
      else byKey.set(entry.key, [entry.version]);
    }
    for (const versions of byKey.values()) versions.sort((a, b) => compareTurns(a.turn, b.turn));
    return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** Lets go of everything; nothing counts on it any more. */
  end(): void {
    for (const entry of this.#entries()) this.#drop(entry);
    this.#open.clear();
    this.#closed.clear();
    this.record.ended(this.id);
  }

  /** Takes back an entry that a journal remembers. */
  reviveEntry(entry: Entry): void {
    count(entry, (content) => this.store.retain(content));
    if (entry.until === undefined) this.#openEntry(entry);
    else this.#closed.add(entry);
    // The next backup comes after it, also where the one that it came after is forgotten.
    this.#latestPin = Math.max(this.#latestPin, (entry.until ?? entry.from) - 1);
  }

  revivePin(holder: string, at: number): void {
    this.#pins.set(holder, at);
    this.#latestPin = Math.max(this.#latestPin, at);
  }

  reviveSpan(id: string, span: Span): void {
    this.#spans.set(id, span);
  }

  #recordOne(bucket: Bucket, { key, id, version, at, now }: { key: string; id: string; version: Version | undefined; at: number; now: Instant }, canRead: CanRead): void {
    const before = this.#open.get(key)?.get(id);
    this.#missed.delete(key, id);
    if (before && version && isUnchanged(before.version, version)) return;
    if (version && !canRead(bucket, key, version)) this.#missed.add(key, id);
    else if (version) {
      // The new entry counts on the bytes before the old one lets go of them; what both began at the same moment is one row.
      const entry: Entry = { key, version: { ...version }, from: at };
      count(entry, (content) => this.store.retain(content));
      if (before) this.#close(before, at, now);
      this.record.kept(this.id, entry);
      this.#openEntry(entry);
      return;
    }
    // What became of it cannot be read, but what it was before it is not any more.
    if (before) this.#close(before, at, now);
  }

  #openEntry(entry: Entry): void {
    const ids = this.#open.get(entry.key);
    if (ids) ids.set(entry.version.id, entry);
    else this.#open.set(entry.key, new Map([[entry.version.id, entry]]));
    this.#bytes += bytesOf(entry);
  }

  #close(entry: Entry, at: number, now: Instant): void {
    const ids = this.#open.get(entry.key);
    ids?.delete(entry.version.id);
    if (ids?.size === 0) this.#open.delete(entry.key);
    this.#bytes -= bytesOf(entry);
    entry.until = at;
    if (!this.#isCountedOn(entry, now)) return this.#drop(entry);
    this.record.kept(this.id, entry);
    this.#closed.add(entry);
  }

  #isCountedOn(entry: Entry, now: Instant): boolean {
    for (const at of this.#pins.values()) if (isAt(entry, at)) return true;
    for (const span of this.#spans.values()) if (covers(span, entry, now)) return true;
    return false;
  }

  #sweep(now: Instant): void {
    this.#changesSinceSweep = 0;
    for (const entry of this.#closed) {
      if (this.#isCountedOn(entry, now)) continue;
      this.#closed.delete(entry);
      this.#drop(entry);
    }
  }

  #drop(entry: Entry): void {
    this.record.dropped(this.id, entry);
    count(entry, (content) => this.store.release(content));
  }

  *#entries(): Generator<Entry> {
    yield* this.#closed;
    for (const ids of this.#open.values()) yield* ids.values();
  }

  #touchAll(bucket: Bucket): void {
    for (const [key, ids] of this.#open) for (const id of ids.keys()) this.#touched.add(key, id);
    for (const [, history] of bucket.histories.from('')) for (const version of history.newestFirst()) this.touch(history.key, version);
  }

  /** After every backup that was made, also within one millisecond. */
  #momentFrom(now: Instant): number {
    return Math.min(Math.max(momentOf(now), this.#latestPin + 1), lastMomentOf(now));
  }
}

function bytesOf({ version }: Entry): number {
  return version.kind === 'object' ? version.size : 0;
}

function count({ version }: Entry, once: (content: Parameters<ObjectStore['retain']>[0]) => void): void {
  if (version.kind === 'object') version.contents.forEach(once);
}
