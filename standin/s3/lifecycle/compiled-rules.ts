/** Lifecycle rules in the form in which they are held against objects: read once, compared a hundred thousand times. */
import type { LifecycleExpiration, LifecycleRule, Tag, TransitionStorageClass } from '@aws-sdk/client-s3';
import type { BucketSettings } from '../buckets/settings';
import type { Version } from '../keys/version';
import { predicatesOf } from './checked/checked-filter';
import { dayMilliseconds, roundedUp } from './midnight';

/** So many days after something, or on a date whatever the object's age; the date in milliseconds since the epoch. */
export type When = { days: number; date?: undefined } | { days?: undefined; date: number };

export interface CompiledRule {
  id: string;
  prefix: string;
  tags: readonly Tag[];
  /** Sizes in bytes must be above `larger` and below `smaller`. */
  larger: number;
  smaller: number;
  /** Whether the rule says itself how large objects must be. */
  isSized: boolean;
  expiration?: When;
  removesExpiredMarkers: boolean;
  transitions: readonly { to: TransitionStorageClass; when: When }[];
  /** `newer`: how many newer noncurrent versions there must be. */
  noncurrentExpiration?: { when: When; newer: number };
  noncurrentTransitions: readonly { to: TransitionStorageClass; when: When; newer: number }[];
  abort?: When;
}

type Lifecycle = NonNullable<BucketSettings['lifecycle']>;
const compiled = new WeakMap<Lifecycle, readonly CompiledRule[]>();

/** The enabled rules, in their order. */
export function compiledRules(lifecycle: Lifecycle | undefined): readonly CompiledRule[] {
  if (!lifecycle) return [];
  let rules = compiled.get(lifecycle);
  if (!rules) compiled.set(lifecycle, (rules = lifecycle.rules.filter(({ Status: status }) => status === 'Enabled').map(compile)));
  return rules;
}

/** When something is due, in milliseconds since the epoch: at the midnight after its days have passed since `from`, or on its date. */
export function dueAt({ days, date }: When, from: number): number {
  return date ?? roundedUp(from + days * dayMilliseconds);
}

/** Whether a rule is for this version of this key. A delete marker has no tags, and no bytes. */
export function isFor(rule: CompiledRule, key: string, version: Version): boolean {
  if (!key.startsWith(rule.prefix)) return false;
  const size = version.kind === 'object' ? version.size : 0;
  if (size <= rule.larger || size >= rule.smaller) return false;
  if (!rule.tags.length) return true;
  return version.kind === 'object' && rule.tags.every((wanted) => version.tags.some((tag) => tag.Key === wanted.Key && tag.Value === wanted.Value));
}

function compile(rule: LifecycleRule): CompiledRule {
  const { Prefix: prefix = '', Tags: tags, ObjectSizeGreaterThan: larger, ObjectSizeLessThan: smaller } = predicatesOf(rule);
  const { Expiration: expiration, NoncurrentVersionExpiration: gone, AbortIncompleteMultipartUpload: abort } = rule;
  const when = expiration && whenOf(expiration);
  return {
    id: rule.ID ?? '',
    prefix,
    tags,
    larger: larger ?? -1,
    smaller: smaller ?? Infinity,
    isSized: larger !== undefined || smaller !== undefined,
    ...(when && { expiration: when }),
    removesExpiredMarkers: expiration?.ExpiredObjectDeleteMarker === true,
    transitions: (rule.Transitions ?? []).flatMap(({ StorageClass: to, Days: Days, Date: date }) => {
      const at = whenOf({ Days, Date: date });
      return to && at ? [{ to, when: at }] : [];
    }),
    ...(gone && { noncurrentExpiration: { when: { days: gone.NoncurrentDays ?? 0 }, newer: gone.NewerNoncurrentVersions ?? 0 } }),
    noncurrentTransitions: (rule.NoncurrentVersionTransitions ?? []).flatMap(({ StorageClass: to, NoncurrentDays: days = 0, NewerNoncurrentVersions: newer = 0 }) =>
      to ? [{ to, when: { days }, newer }] : [],
    ),
    ...(abort && { abort: { days: abort.DaysAfterInitiation ?? 0 } }),
  };
}

function whenOf({ Days: days, Date: date }: LifecycleExpiration): When | undefined {
  if (date) return { date: date.getTime() };
  return days === undefined ? undefined : { days };
}
