/** Carries new versions and delete markers, and later changes of them, to the destinations of their bucket's replication rules. */
import type { ReplicationConfiguration, ReplicationRule } from '@aws-sdk/client-s3';
import { Instant } from '../../../time/instant';
import type { Bucket } from '../buckets/bucket';
import type { Happening, HappeningName } from '../happenings';
import type { Delivery, ObjectDraft, Replication, Version } from '../keys/version';
import type { S3State } from '../state';
import { announce, isLateAt, thresholdOf } from './announcements';
import { Backlog, type Errand } from './backlog';
import { carry } from './passage/carry';
import { deliveriesOfChange } from './changes';
import type { FailureReason } from './passage/failure-reason';
import { lagOf } from './lag';
import { ReplicationMetrics } from './replication-metrics';
import { withDeliveries } from './replication-status';
import { destinationOf, hasMetrics, prefixOf, rulesFor } from './configuration/rules';

/** What the happenings that change a version carry on. */
const changes: Partial<Record<HappeningName, Exclude<Delivery['what'], 'version'>>> = {
  'ObjectTagging:Put': 'tags',
  'ObjectTagging:Delete': 'tags',
  'ObjectAcl:Put': 'acl',
  'ObjectLock:Put': 'lock',
};

export class Replicator {
  readonly #backlog = new Backlog();
  readonly #metrics: ReplicationMetrics;
  /** What is to arrive at an instant, by its milliseconds: one event of the clock for all of it. */
  readonly #due = new Map<number, Errand[]>();
  /** What would have arrived, had a region not been down or its replication not been paused. */
  readonly #held = new Set<Errand>();

  constructor(readonly state: S3State) {
    this.#metrics = new ReplicationMetrics(state, this.#backlog);
    state.happenings.on((happening) => this.#hear(happening));
    state.pauses.onResume(() => this.#goOn());
    state.world.outages.onReturn(() => this.#goOn());
  }

  /** What a version that is about to be written starts with: pending where a rule applies to it, nothing where none does. */
  begin(bucket: Bucket, key: string, draft: ObjectDraft | 'marker'): Replication | undefined {
    const configuration = bucket.settings.replication;
    const rules = configuration && rulesFor(configuration, key, draft);
    if (!rules?.size) return undefined;
    const since = this.state.now();
    const size = draft === 'marker' ? 0 : draft.size;
    const deliveries: Record<string, Delivery> = {};
    for (const [destination, { ID: rule = '' }] of rules) {
      const lag = lagOf(this.state.world, size, bucket.name, bucket.origin.incarnation, bucket.written + 1, destination);
      deliveries[destination] = { rule, status: 'PENDING', what: 'version', since, dueAt: since.plus(lag) };
    }
    return withDeliveries(undefined, deliveries);
  }

  /** Told of each change of a bucket's configuration, with what it was before. */
  configured(bucket: Bucket, before: ReplicationConfiguration | undefined): void {
    const reason = bucket.settings.replication ? 'SrcObjectNotEligible' : 'SrcBucketReplicationConfigMissing';
    for (const errand of this.#backlog.pendingFrom(bucket)) {
      const [was, rule] = [ruleOf(before, errand), ruleOf(bucket.settings.replication, errand)];
      if (was && hasMetrics(was) && !(rule && hasMetrics(rule))) announce(this.state, errand, 'OperationNotTracked');
      if (!rule) this.#settle(errand, rule, reason);
    }
    this.#metrics.watch(bucket);
  }

  /** Takes up again what a journal remembers as pending. */
  revive(): void {
    const pending: [Errand, Instant][] = [];
    for (const bucket of this.state.buckets.values()) {
      this.#metrics.watch(bucket);
      for (const [, history] of bucket.histories.from('')) {
        for (const version of history.newestFirst()) pending.push(...errandsOf(bucket, history.key, version));
      }
    }
    pending.sort(([a], [b]) => a.since.compare(b.since));
    for (const [errand, dueAt] of pending) this.#send(errand, dueAt);
  }

  #hear({ name, bucket, key, version }: Happening): void {
    const what = changes[name];
    if (what) this.#change(bucket, key, version, what);
    else if (name.startsWith('ObjectCreated:') || name === 'ObjectRemoved:DeleteMarkerCreated') {
      for (const [errand, dueAt] of errandsOf(bucket, key, version)) this.#send(errand, dueAt);
    }
  }

  #change(bucket: Bucket, key: string, version: Version, what: Exclude<Delivery['what'], 'version'>): void {
    const deliveries = deliveriesOfChange(this.state, bucket, key, version, what);
    if (!Object.keys(deliveries).length) return;
    bucket.change(key, version, { replication: withDeliveries(version.replication, deliveries) });
    for (const [errand, dueAt] of errandsOf(bucket, key, version)) if (errand.destination in deliveries) this.#send(errand, dueAt);
  }

  #send(errand: Errand, dueAt: Instant): void {
    this.#backlog.add(errand);
    this.#watch(errand, dueAt);
    this.#arriveAt(errand, dueAt);
  }

  #arriveAt(errand: Errand, dueAt: Instant): void {
    const at = Instant.latest(dueAt, this.state.now());
    const others = this.#due.get(at.epochMilliseconds);
    if (others) others.push(errand);
    else {
      this.#due.set(at.epochMilliseconds, [errand]);
      this.state.world.clock.schedule(at, () => this.#arrive(at));
    }
  }

  #arrive(at: Instant): void {
    const errands = this.#due.get(at.epochMilliseconds) ?? [];
    this.#due.delete(at.epochMilliseconds);
    for (const errand of errands) if (this.#backlog.has(errand)) this.#attempt(errand);
  }

  #attempt(errand: Errand): void {
    const rule = ruleOf(errand.source.settings.replication, errand);
    if (!this.#isThere(errand)) return this.#settle(errand, rule, 'SrcVersionNotFound');
    if (!rule) return this.#settle(errand, rule, 'SrcObjectNotEligible');
    if (!this.#isHeld(errand, rule)) return this.#settle(errand, rule, carry(this.state, errand, rule));
    this.#held.add(errand);
    this.#watch(errand, undefined);
  }

  #isThere({ source, key, version }: Errand): boolean {
    return this.state.buckets.get(source.name) === source && source.history(key)?.find(version.id) === version;
  }

  #isHeld({ source, destination }: Errand, rule: ReplicationRule): boolean {
    const { outages } = this.state.world;
    const region = this.state.buckets.get(destination)?.origin.region;
    if (outages.isDown(source.origin.region)) return true;
    // What goes to a bucket that is not there fails, and is not held.
    if (region === undefined) return false;
    return outages.isDown(region) || this.state.pauses.holds({ source: source.name, destination: { name: destination, region }, prefix: prefixOf(rule) });
  }

  /** Lets go on what nothing holds any more, each after a lag of its own. */
  #goOn(): void {
    const now = this.state.now();
    for (const errand of this.#held) {
      const rule = ruleOf(errand.source.settings.replication, errand);
      if (rule && this.#isHeld(errand, rule)) continue;
      this.#held.delete(errand);
      const { source, key, version, what, destination } = errand;
      const size = version.kind === 'object' && what === 'version' ? version.size : 0;
      const dueAt = now.plus(lagOf(this.state.world, size, source.name, key, version.id, destination, now.toString()));
      this.#note(errand, { dueAt });
      this.#arriveAt(errand, dueAt);
    }
  }

  #settle(errand: Errand, rule: ReplicationRule | undefined, failure: FailureReason | undefined): void {
    const now = this.state.now();
    this.#held.delete(errand);
    this.#backlog.flow(errand.source, errand.rule, errand.destination).settle(errand, now, failure !== undefined);
    const { late } = errand.version.replication?.destinations?.[errand.destination] ?? {};
    this.#note(errand, { status: failure ? 'FAILED' : 'COMPLETED', dueAt: undefined });
    if (!rule || !hasMetrics(rule)) return;
    if (failure) announce(this.state, errand, 'OperationFailedReplication', { failureReason: failure });
    else if (late) announce(this.state, errand, 'OperationReplicatedAfterThreshold', { replicationTime: now.since(errand.since) });
  }

  /** Puts on record what has become of a delivery, while its version is there. */
  #note(errand: Errand, change: Partial<Delivery>): void {
    const { source, key, version, destination } = errand;
    const before = version.replication?.destinations?.[destination];
    if (!before || !this.#isThere(errand)) return;
    source.change(key, version, { replication: withDeliveries(version.replication, { [destination]: { ...before, ...change } }) });
  }

  /** Sees to it that missing the threshold is announced. What will arrive in time need not be watched. */
  #watch(errand: Errand, dueAt: Instant | undefined): void {
    const rule = ruleOf(errand.source.settings.replication, errand);
    const threshold = rule && thresholdOf(errand, rule);
    if (!threshold || (dueAt && !dueAt.isAfter(threshold))) return;
    this.state.world.clock.schedule(threshold, () => {
      const delivery = errand.version.replication?.destinations?.[errand.destination];
      if (!this.#backlog.has(errand) || !this.#isThere(errand) || !isLateAt(errand, delivery)) return;
      this.#note(errand, { late: true });
      announce(this.state, errand, 'OperationMissedThreshold');
    });
  }
}

function ruleOf(configuration: ReplicationConfiguration | undefined, { rule, destination }: Errand): ReplicationRule | undefined {
  return configuration?.Rules?.find((one) => one.ID === rule && one.Status === 'Enabled' && destinationOf(one) === destination);
}

/** What of a version is pending, and when each is to arrive. */
function errandsOf(source: Bucket, key: string, version: Version): [Errand, Instant][] {
  return Object.entries(version.replication?.destinations ?? {}).flatMap(([destination, { rule, status, what, since, dueAt }]): [Errand, Instant][] =>
    status === 'PENDING' ? [[{ source, key, version, rule, destination, what, since }, dueAt ?? since]] : [],
  );
}
