/** For tests: what a bucket is, in the fewest words: arrays that are looked through from one end to the other. */
import { createHash } from 'node:crypto';

export const hour = 3_600_000;
export const day = 24 * hour;

export interface Lock {
  mode?: 'GOVERNANCE' | 'COMPLIANCE';
  /** All times are in milliseconds since the epoch. */
  until?: number;
  hold?: boolean;
}

export interface Restored {
  tier: 'Expedited' | 'Standard';
  soonest: number;
  latest: number;
  until: number;
  /** Whether the copy was seen to be there; undefined while nobody looked. */
  arrived: boolean;
}

/** A version, or a change of its tags, on its way to the replica. */
export interface Passage {
  status: 'PENDING' | 'COMPLETED';
  soonest: number;
  latest: number;
}

/** One version of a key. */
export interface Held {
  /** Undefined for a marker that lifecycle put, until it is seen in a list. */
  id: string | undefined;
  made: number;
  /** Undefined for a delete marker. */
  body: string | undefined;
  parts?: number;
  tag?: string;
  storageClass: string;
  lock: Lock;
  restored?: Restored;
  passage?: Passage;
}

export interface Upload {
  id: string;
  key: string;
  begun: number;
  tag: string | undefined;
  storageClass: string;
  parts: (string | undefined)[];
}

/** What was carried to the replica, in the order in which it was written at the source. */
export interface Copy {
  id: string | undefined;
  body: string | undefined;
  tag: string | undefined;
  made: number;
  storageClass: string;
}

export type Versioning = 'Enabled' | 'Suspended' | undefined;

export class BucketModel {
  versioning: Versioning;
  /** The newest first. */
  readonly keys = new Map<string, Held[]>();
  /** Ids that are gone for good. */
  readonly gone: { key: string; id: string }[] = [];
  uploads: Upload[] = [];
  readonly ended: Upload[] = [];
  readonly replica = new Map<string, Copy[]>();
  /** Since when replication is paused. */
  paused: number | undefined;

  constructor(
    readonly locks: boolean,
    readonly replicates: boolean,
  ) {
    this.versioning = locks || replicates ? 'Enabled' : undefined;
  }

  of(key: string): Held[] {
    return this.keys.get(key) ?? [];
  }

  current(key: string): Held | undefined {
    return this.of(key)[0];
  }

  /** The keys that have versions, in the order of their bytes. */
  inOrder(): string[] {
    return [...this.keys.keys()].filter((key) => this.of(key).length > 0).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }

  put(key: string, held: Held): void {
    const id = this.versioning === 'Enabled' ? held.id : 'null';
    const others = this.of(key).filter((other) => id !== 'null' || other.id !== 'null');
    this.keys.set(key, [{ ...held, id }, ...others]);
  }

  remove(key: string, held: Held): void {
    this.keys.set(key, this.of(key).filter((other) => other !== held));
    if (held.id !== undefined && held.id !== 'null') this.gone.push({ key, id: held.id });
  }

  end(upload: Upload): void {
    this.uploads = this.uploads.filter((other) => other !== upload);
    this.ended.push(upload);
  }

  /** What is put on its way when a version is written now. */
  passageOf(now: number, storageClass: string): { passage?: Passage } {
    const goes = this.replicates && storageClass !== 'GLACIER' && storageClass !== 'DEEP_ARCHIVE';
    return goes ? { passage: { status: 'PENDING', soonest: now + 5_000, latest: now + 121_000 } } : {};
  }
}

export function etagOf({ body = '', parts }: Pick<Held, 'body' | 'parts'>): string {
  const md5 = createHash('md5').update(body).digest();
  return parts === undefined ? `"${md5.toString('hex')}"` : `"${createHash('md5').update(md5).digest('hex')}-1"`;
}

export function isArchived({ storageClass }: Held): boolean {
  return storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE';
}

export function isReadable(held: Held, now: number): boolean {
  return !isArchived(held) || (held.restored?.arrived === true && now < held.restored.until);
}

export function isLocked({ body, lock }: Held, now: number, bypass: boolean): boolean {
  if (body === undefined) return false;
  return lock.hold === true || (lock.until !== undefined && lock.until > now && !(lock.mode === 'GOVERNANCE' && bypass));
}
