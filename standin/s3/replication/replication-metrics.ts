/** Reports each minute how replication goes, for rules with metrics: https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html */
import type { ReplicationRule } from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import { Instant } from '../../../time/instant';
import type { Bucket } from '../buckets/bucket';
import type { S3State } from '../state';
import type { Backlog, Flow } from './backlog';
import { destinationOf, hasMetrics, hasTimeControl } from './configuration/rules';

const minute = Duration.minutes(1);

/** Rules with replication time control are reported on only from then on. */
const firstReportWithTimeControl = Duration.minutes(15);

export class ReplicationMetrics {
  /** Buckets with at least one rule to report on; the clock's event exists while there is one. */
  readonly #watched = new Set<Bucket>();
  #scheduled = false;

  constructor(
    private readonly state: S3State,
    private readonly backlog: Backlog,
  ) {}

  /** Told of each bucket whose configuration has changed. */
  watch(bucket: Bucket): void {
    const isNew = !this.#watched.delete(bucket);
    const rules = reportedRules(bucket);
    if (!rules.length) return;
    this.#watched.add(bucket);
    // What happened while nobody counted is not reported afterwards.
    if (isNew) for (const rule of rules) this.backlog.flow(bucket, rule.ID ?? '', destinationOf(rule)).takeTally();
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const now = this.state.now().epochMilliseconds;
    const next = Instant.ofEpochMilliseconds((Math.floor(now / minute.milliseconds) + 1) * minute.milliseconds);
    this.state.world.clock.schedule(next, () => {
      this.#scheduled = false;
      // First, so that alarms that look at the same instant, woken by these reports, look after the next ones.
      if (this.#watched.size) this.#schedule();
      this.#report();
    });
  }

  #report(): void {
    for (const bucket of this.#watched) {
      if (this.state.buckets.get(bucket.name) === bucket) for (const rule of reportedRules(bucket)) this.#reportOn(bucket, rule);
      else this.#watched.delete(bucket);
    }
  }

  #reportOn(source: Bucket, rule: ReplicationRule): void {
    const now = this.state.now();
    const flow = this.backlog.flow(source, rule.ID ?? '', destinationOf(rule));
    const { settled, failed, slowest } = flow.takeTally();
    const since = source.settings.replication?.since ?? now;
    if (hasTimeControl(rule) && now.since(since).compare(firstReportWithTimeControl) < 0) return;
    const region = this.state.buckets.get(flow.destination)?.origin.region;
    // These are reported, as zeros, also while nothing is replicated, and no longer once their bucket is gone.
    if (region !== undefined) {
      const isCalm = this.state.world.mischief.has('calm-metrics');
      const latency = isCalm ? slowest : Duration.max(slowest, oldestAge(flow, now));
      this.#put(source, rule, region, 'ReplicationLatency', latency.seconds, 'Seconds');
      this.#put(source, rule, region, 'BytesPendingReplication', isCalm ? 0 : flow.bytes, 'Bytes');
      this.#put(source, rule, region, 'OperationsPendingReplication', isCalm ? 0 : flow.pending.size, 'Count');
    }
    // This one is reported where the source is, and only where something has been tried.
    if (settled) this.#put(source, rule, source.origin.region, 'OperationsFailedReplication', failed, 'Count');
  }

  /** Says it of the minute that has just passed. */
  #put(source: Bucket, rule: ReplicationRule, region: string, name: string, value: number, unit: string): void {
    const { accountId } = source.origin;
    if ([region, source.origin.region].some((one) => this.state.world.outages.isDown(one))) return;
    const dimensions = { SourceBucket: source.name, DestinationBucket: destinationOf(rule), RuleId: rule.ID ?? '' };
    this.state.neighbours.metrics.put({ accountId, region, namespace: 'AWS/S3', name, dimensions, value, unit, at: this.state.now().minus(minute) });
  }
}

function reportedRules({ settings }: Bucket): readonly ReplicationRule[] {
  return (settings.replication?.Rules ?? []).filter((rule) => rule.Status === 'Enabled' && hasMetrics(rule));
}

function oldestAge({ pending }: Flow, now: Instant): Duration {
  const [oldest] = pending;
  return oldest ? now.since(oldest.since) : Duration.zero;
}
