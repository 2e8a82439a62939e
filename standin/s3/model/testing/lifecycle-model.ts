/** For tests: what a midnight does to the model of a bucket, every rule asked anew about every version. */
import type { LifecycleRule, TransitionStorageClass } from '@aws-sdk/client-s3';
import { type BucketModel, day, type Held, isLocked } from './bucket-model';

export interface Rule {
  prefix: string;
  tag?: string;
  /** Rules that move say how large objects must be: otherwise none of these small ones would be moved. */
  above?: number;
  expire?: number;
  markers?: true;
  move?: [days: number, to: TransitionStorageClass];
  expireOld?: [days: number, newer: number | undefined];
  moveOld?: [days: number, newer: number | undefined, to: TransitionStorageClass];
  abort?: number;
}

/** The same rule in AWS's words. */
export function asLifecycleRule({ prefix, tag, above, ...act }: Rule, index: number): LifecycleRule {
  const parts = { Prefix: prefix, ...(above !== undefined && { ObjectSizeGreaterThan: above }), ...(tag !== undefined && { Tags: [{ Key: 't', Value: tag }] }) };
  return {
    ID: `rule ${index}`,
    Status: 'Enabled',
    Filter: Object.keys(parts).length > 1 ? { And: parts } : { Prefix: prefix },
    ...(act.expire !== undefined && { Expiration: { Days: act.expire } }),
    ...(act.markers && { Expiration: { ExpiredObjectDeleteMarker: true } }),
    ...(act.move && { Transitions: [{ Days: act.move[0], StorageClass: act.move[1] }] }),
    ...(act.expireOld && { NoncurrentVersionExpiration: { NoncurrentDays: act.expireOld[0], NewerNoncurrentVersions: act.expireOld[1] } }),
    ...(act.moveOld && { NoncurrentVersionTransitions: [{ NoncurrentDays: act.moveOld[0], NewerNoncurrentVersions: act.moveOld[1], StorageClass: act.moveOld[2] }] }),
    ...(act.abort !== undefined && { AbortIncompleteMultipartUpload: { DaysAfterInitiation: act.abort } }),
  };
}

type Act = { remove: true } | { hide: true } | { move: string };

/** All is decided before anything is done. */
export function midnight(model: BucketModel, rules: readonly Rule[], now: number): void {
  const acts: [string, Held, Act][] = [];
  for (const [key, versions] of model.keys) {
    versions.forEach((held, index) => {
      const act = actOn(model, rules, key, versions, held, index, now);
      if (act) acts.push([key, held, act]);
    });
  }
  for (const [key, held, act] of acts) {
    if ('remove' in act) model.remove(key, held);
    else if ('move' in act) held.storageClass = act.move;
    else model.put(key, { id: undefined, made: now, body: undefined, storageClass: '', lock: {} });
  }
  for (const upload of [...model.uploads]) {
    if (rules.some(({ abort, prefix }) => upload.key.startsWith(prefix) && isPast(upload.begun, abort, now))) model.end(upload);
  }
}

function actOn(model: BucketModel, rules: readonly Rule[], key: string, versions: readonly Held[], held: Held, index: number, now: number): Act | undefined {
  if (held.passage?.status === 'PENDING') return undefined;
  const mine = rules.filter((rule) => key.startsWith(rule.prefix) && (rule.tag === undefined || (held.body !== undefined && held.tag === rule.tag)) && (held.body?.length ?? 0) > (rule.above ?? -1));
  if (index > 0) return actOnOld(mine, held, versions[index - 1]?.made ?? 0, index - 1, now);
  if (held.body === undefined) {
    const goes = versions.length === 1 && mine.some(({ markers, expire }) => markers === true || isPast(held.made, expire, now));
    return goes ? { remove: true } : undefined;
  }
  const expires = mine.some(({ expire }) => isPast(held.made, expire, now));
  if (expires && model.versioning === undefined) return { remove: true };
  const move = coldest(held, mine.flatMap(({ move: one }) => (one && isPast(held.made, one[0], now) ? [one[1]] : [])));
  return move ?? (expires ? { hide: true } : undefined);
}

function actOnOld(mine: readonly Rule[], held: Held, since: number, newer: number, now: number): Act | undefined {
  const goes = mine.some(({ expireOld: one }) => one && isPast(since, one[0], now) && newer >= (one[1] ?? 0));
  if (goes && !isLocked(held, now, false)) return { remove: true };
  if (held.body === undefined) return undefined;
  return coldest(held, mine.flatMap(({ moveOld: one }) => (one && isPast(since, one[0], now) && newer >= (one[1] ?? 0) ? [one[2]] : [])));
}

const colder: Readonly<Record<string, readonly string[]>> = {
  STANDARD: ['INTELLIGENT_TIERING', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'],
  STANDARD_IA: ['INTELLIGENT_TIERING', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'],
  INTELLIGENT_TIERING: ['GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'],
  GLACIER_IR: ['GLACIER', 'DEEP_ARCHIVE'],
  GLACIER: ['DEEP_ARCHIVE'],
};

function coldest({ storageClass }: Held, wanted: readonly string[]): Act | undefined {
  const to = colder[storageClass]?.filter((one) => wanted.includes(one)).at(-1);
  return to === undefined ? undefined : { move: to };
}

/** Whether so many days have passed, up to the midnight after them. */
function isPast(from: number, days: number | undefined, now: number): boolean {
  return days !== undefined && Math.ceil((from + days * day) / day) * day <= now;
}
