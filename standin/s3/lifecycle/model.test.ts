/** Random objects, versions, tags and rules, day after day, held against a model that looks at every rule anew for every version. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateBucketCommand,
  DeleteBucketLifecycleCommand,
  DeleteObjectCommand,
  type LifecycleRule,
  ListObjectVersionsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type TransitionStorageClass,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { Duration } from '../../../time/duration';
import { s3UnderTest, type S3UnderTest } from '../s3-under-test';

const day = 86_400_000;
const epoch = Date.UTC(2026, 0, 5);

interface Kept {
  id: string;
  /** In milliseconds since the epoch. */
  made: number;
  marker: boolean;
  size: number;
  tag: string | undefined;
  storageClass: string;
}

/** A bucket as lifecycle sees it: the versions of each key, the oldest first. */
class Model {
  versioning: 'Enabled' | 'Suspended' | undefined;
  readonly keys = new Map<string, Kept[]>();

  of(key: string): Kept[] {
    return this.keys.get(key) ?? [];
  }

  add(key: string, version: Kept): void {
    this.keys.set(key, [...this.of(key).filter(({ id }) => version.id !== 'null' || id !== 'null'), version]);
  }

  hide(key: string, id: string, made: number): void {
    this.add(key, { id, made, marker: true, size: 0, tag: undefined, storageClass: 'marker' });
  }

  /** One midnight. All is decided before anything is done. */
  midnight(rules: readonly LifecycleRule[], now: number): void {
    const acts = [...this.keys].flatMap(([key, versions]) =>
      versions.map((version, index) => ({ key, version, act: actOn(rules, key, versions, index, { now, versioning: this.versioning }) })),
    );
    for (const { key, version, act } of acts) {
      if (act === 'remove') this.keys.set(key, this.of(key).filter((other) => other !== version));
      else if (act === 'hide') this.hide(key, this.versioning === 'Suspended' ? 'null' : 'new', now);
      else if (act) version.storageClass = act;
    }
  }

  rows(): string[] {
    return [...this.keys]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([key, versions]) => versions.map((version, index) => `${key} ${version.made} ${version.storageClass}${index === versions.length - 1 ? ' *' : ''}`).sort());
  }
}

const order = ['STANDARD', 'STANDARD_IA', 'INTELLIGENT_TIERING', 'ONEZONE_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'];

/** What is to be done with one version: removed, hidden, or moved to a class. */
function actOn(rules: readonly LifecycleRule[], key: string, versions: readonly Kept[], index: number, at: { now: number; versioning: Model['versioning'] }): string | undefined {
  const [version, next] = [versions[index], versions[index + 1]];
  if (!version) return undefined;
  const mine = rules.filter((rule) => rule.Status === 'Enabled' && matches(rule, key, version));
  const passed = (from: number, days: number | undefined): boolean => days !== undefined && Math.ceil((from + days * day) / day) * day <= at.now;
  const reached = (from: number, when: { Days?: number; Date?: Date } | undefined): boolean => passed(from, when?.Days) || (when?.Date !== undefined && when.Date.getTime() <= at.now);
  const isAlone = versions.length === 1;
  if (!next && version.marker) {
    return isAlone && mine.some(({ Expiration: expiration }) => expiration?.ExpiredObjectDeleteMarker === true || reached(version.made, expiration)) ? 'remove' : undefined;
  }
  const newer = versions.length - 2 - index;
  const gone = next && mine.some(({ NoncurrentVersionExpiration: rule }) => rule && passed(next.made, rule.NoncurrentDays) && newer >= (rule.NewerNoncurrentVersions ?? 0));
  const expired = !next && mine.some(({ Expiration: expiration }) => reached(version.made, expiration));
  if (gone || (expired && at.versioning === undefined)) return 'remove';
  const moves = mine.flatMap((rule) => {
    const isSized = JSON.stringify(rule.Filter).includes('ObjectSize');
    if (version.marker || (version.size < 131_072 && !isSized)) return [];
    const due = next
      ? (rule.NoncurrentVersionTransitions ?? []).filter((move) => passed(next.made, move.NoncurrentDays) && newer >= (move.NewerNoncurrentVersions ?? 0))
      : (rule.Transitions ?? []).filter((move) => reached(version.made, move));
    return due.map(({ StorageClass: to }) => String(to));
  });
  const allowed = moves.filter((to) => order.indexOf(to) > order.indexOf(version.storageClass) && !(version.storageClass === 'ONEZONE_IA' && to === 'GLACIER_IR'));
  const cheapest = allowed.sort((a, b) => order.indexOf(a) - order.indexOf(b)).at(-1);
  return cheapest ?? (expired ? 'hide' : undefined);
}

function matches({ Filter: filter }: LifecycleRule, key: string, version: Kept): boolean {
  const { Prefix, Tag, ObjectSizeGreaterThan: larger } = { ...filter, ...filter?.And };
  const tag = Tag ?? filter?.And?.Tags?.[0];
  return key.startsWith(Prefix ?? '') && (tag === undefined || tag.Value === version.tag) && (larger === undefined || version.size > larger);
}

type Step =
  | { act: 'put'; key: string; size: number; tag: string | undefined }
  | { act: 'delete' | 'remove'; key: string }
  | { act: 'tag'; key: string; tag: string }
  | { act: 'set'; status: 'Enabled' | 'Suspended' }
  | { act: 'wait'; hours: number };

const key = fc.constantFrom('a', 'b/1', 'b/2');
const tag = fc.constantFrom('x', 'y');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ act: fc.constant('put'), key, size: fc.constantFrom(0, 10, 131_072), tag: fc.option(tag, { nil: undefined }) }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constantFrom('delete', 'remove'), key }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('tag'), key, tag }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('set'), status: fc.constantFrom('Enabled', 'Suspended') }) },
  { weight: 6, arbitrary: fc.record({ act: fc.constant('wait'), hours: fc.constantFrom(1, 7, 24, 31, 100) }) },
);

const filter = fc.oneof(
  fc.record({ Prefix: fc.constantFrom('', 'b/', 'a') }),
  fc.record({ Tag: fc.record({ Key: fc.constant('t'), Value: tag }) }),
  fc.record({ ObjectSizeGreaterThan: fc.constantFrom(5, 100) }),
  fc.record({ And: fc.record({ Prefix: fc.constant('b/'), Tags: fc.record({ Key: fc.constant('t'), Value: tag }).map((one) => [one]) }) }),
);
const some = fc.integer({ min: 1, max: 4 });
const few = fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined });
const cold = fc.constantFrom<TransitionStorageClass>('INTELLIGENT_TIERING', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE');
const dates = fc.integer({ min: 1, max: 9 }).map((days) => new Date(epoch + days * day));
const rule: fc.Arbitrary<LifecycleRule> = fc
  .record({
    Status: fc.constantFrom<'Enabled' | 'Disabled'>('Enabled', 'Enabled', 'Enabled', 'Disabled'),
    Filter: filter,
    action: fc.oneof(
      fc.record({ Expiration: fc.record({ Days: some }) }),
      fc.record({ Expiration: fc.record({ Date: dates }) }),
      fc.record({ Transitions: fc.record({ Days: fc.nat({ max: 3 }), StorageClass: cold }).map((one) => [one]) }),
      fc.record({ Transitions: fc.record({ Date: dates, StorageClass: cold }).map((one) => [one]) }),
      fc.record({ NoncurrentVersionExpiration: fc.record({ NoncurrentDays: some, NewerNoncurrentVersions: few }) }),
      fc.record({ NoncurrentVersionTransitions: fc.record({ NoncurrentDays: fc.nat({ max: 3 }), NewerNoncurrentVersions: few, StorageClass: cold }).map((one) => [one]) }),
      fc.constant<Partial<LifecycleRule>>({ Filter: {}, Expiration: { ExpiredObjectDeleteMarker: true } }),
    ),
  })
  .map(({ action, ...about }) => ({ ...about, ...action }));

interface Run {
  s3: S3UnderTest;
  Bucket: string;
  model: Model;
  rules: LifecycleRule[];
}

/** Does one thing to both. */
async function take({ s3, Bucket, model, rules }: Run, step: Step): Promise<void> {
  const { client } = s3;
  const now = s3.clock.now().epochMilliseconds;
  if (step.act === 'wait') {
    await s3.pass(Duration.hours(step.hours));
    for (let at = (Math.floor(now / day) + 1) * day; at <= s3.clock.now().epochMilliseconds; at += day) model.midnight(rules, at);
  } else if (step.act === 'set') {
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: step.status } }));
    model.versioning = step.status;
  } else if (step.act === 'put') {
    const Tagging = step.tag && `t=${step.tag}`;
    const { VersionId: id } = await client.send(new PutObjectCommand({ Bucket, Key: step.key, Body: Buffer.alloc(step.size), Tagging }));
    model.add(step.key, { id: id ?? 'null', made: now, marker: false, size: step.size, tag: step.tag, storageClass: 'STANDARD' });
  } else {
    await change({ s3, Bucket, model, rules }, step, now);
  }
}

async function change({ s3: { client }, Bucket, model }: Run, step: Extract<Step, { act: 'delete' | 'remove' | 'tag' }>, now: number): Promise<void> {
  const Key = step.key;
  const versions = model.of(Key);
  const current = versions.at(-1);
  if (step.act === 'delete') {
    const { VersionId: id } = await client.send(new DeleteObjectCommand({ Bucket, Key }));
    if (model.versioning) model.hide(Key, id ?? '', now);
    else model.keys.set(Key, []);
  } else if (step.act === 'tag' && current?.marker === false) {
    await client.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet: [{ Key: 't', Value: step.tag }] } }));
    current.tag = step.tag;
  } else if (step.act === 'remove' && current && current.id !== 'new') {
    await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId: current.id }));
    model.keys.set(Key, versions.slice(0, -1));
  }
}

async function rowsOf({ s3, Bucket }: Run): Promise<string[]> {
  const { Versions = [], DeleteMarkers = [] } = await s3.client.send(new ListObjectVersionsCommand({ Bucket }));
  const all = [...Versions, ...DeleteMarkers.map((marker) => ({ ...marker, StorageClass: 'marker' }))];
  const row = ({ Key, LastModified, StorageClass, IsLatest }: (typeof all)[number]): string => `${Key} ${LastModified?.getTime()} ${StorageClass}${IsLatest ? ' *' : ''}`;
  const keys = [...new Set(all.map(({ Key }) => Key ?? ''))].sort();
  return keys.flatMap((name) => all.filter(({ Key }) => Key === name).map(row).sort());
}

/** Dates of rules count from the world's first day; each run begins on another. */
function from(first: number, { Expiration: expiration, Transitions: transitions, ...rest }: LifecycleRule): LifecycleRule {
  const moved = <When extends { Date?: Date }>(when: When): When => (when.Date ? { ...when, Date: new Date(when.Date.getTime() - epoch + first) } : when);
  return { ...rest, ...(expiration && { Expiration: moved(expiration) }), ...(transitions && { Transitions: transitions.map(moved) }) };
}

test('whatever the rules and the objects, each midnight does what the model does', async () => {
  await using s3 = await s3UnderTest();
  let buckets = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(rule, { minLength: 1, maxLength: 4 }), fc.array(step, { minLength: 5, maxLength: 25, size: 'max' }), async (drawn, steps) => {
      const Bucket = `model-${(buckets += 1)}`;
      const today = Math.floor(s3.clock.now().epochMilliseconds / day) * day;
      const run: Run = { s3, Bucket, model: new Model(), rules: drawn.map((one) => from(today, one)) };
      await s3.client.send(new CreateBucketCommand({ Bucket }));
      await s3.pass(Duration.hours(5));
      await s3.client.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: run.rules } }));
      for (const one of steps) {
        await take(run, one);
        if (one.act === 'wait') assert.deepEqual(await rowsOf(run), run.model.rows());
      }
      await s3.client.send(new DeleteBucketLifecycleCommand({ Bucket }));
    }),
    { numRuns: 80, seed: 11 },
  );
  assert.deepEqual(s3.faults, []);
});
