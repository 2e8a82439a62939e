/** All that is known of one metric: buckets by unit and by how much time each spans. */
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import { type Bucket, type Sample, together } from './bucket';

/** What tells a metric from all others. */
export interface MetricId {
  accountId: string;
  region: string;
  namespace: string;
  name: string;
  dimensions: Readonly<Record<string, string>>;
}

/** The same text for the same metric, in whatever order its dimensions come. */
export function keyOf({ accountId, region, namespace, name, dimensions }: MetricId): string {
  return JSON.stringify([accountId, region, namespace, name, ...Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

/**
 * For how long data of each fineness is kept; then it is kept in coarser pieces, and at last not at all.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
const retention: readonly { width: number; kept: Duration }[] = [
  { width: 1, kept: Duration.hours(3) },
  { width: 60, kept: Duration.days(15) },
  { width: 300, kept: Duration.days(63) },
  { width: 3_600, kept: Duration.days(455) },
];

/** Told of each bucket that is new or different, and of each that is gone. */
export interface BucketRecord {
  kept(unit: string, bucket: Bucket): void;
  gone(unit: string, bucket: Bucket): void;
}

export class Series {
  /** By unit, by what each spans, and by when it begins. */
  readonly #units = new Map<string, Map<number, Map<number, Bucket>>>();
  #latest: number | undefined;
  #tidiedHour: number | undefined;

  constructor(
    readonly id: MetricId,
    private readonly record: BucketRecord,
  ) {}

  /** The end of the newest second that something was reported for. */
  get latest(): number | undefined {
    return this.#latest;
  }

  add(at: Instant, unit: string, width: 1 | 60, sample: Sample): void {
    const second = Math.floor(at.epochMilliseconds / 1_000);
    this.#merge(unit, { ...sample, start: second - (second % width), width });
  }

  /** Takes back what a journal remembers. */
  revive(unit: string, bucket: Bucket): void {
    this.#put(unit, bucket);
  }

  /** Every bucket that begins at `from` or later and before `to`, both in seconds since the epoch. */
  *between(from: number, to: number, unit?: string): Generator<[unit: string, Bucket]> {
    for (const [name, widths] of this.#units) {
      if (unit !== undefined && name !== unit) continue;
      for (const [width, buckets] of widths) {
        if ((to - from) / width > buckets.size) {
          for (const bucket of buckets.values()) if (bucket.start >= from && bucket.start < to) yield [name, bucket];
        } else {
          for (let start = Math.ceil(from / width) * width; start < to; start += width) {
            const bucket = buckets.get(start);
            if (bucket) yield [name, bucket];
          }
        }
      }
    }
  }

  /** Makes old data coarser, and forgets what is too old to be told. Looks once an hour at most. */
  tidy(now: Instant): void {
    const hour = Math.floor(now.epochMilliseconds / 3_600_000);
    if (hour === this.#tidiedHour) return;
    this.#tidiedHour = hour;
    for (const [unit, widths] of this.#units) {
      retention.forEach(({ width, kept }, step) => {
        const buckets = widths.get(width);
        for (const bucket of [...(buckets?.values() ?? [])]) {
          if (now.epochMilliseconds - bucket.start * 1_000 <= kept.milliseconds) continue;
          buckets?.delete(bucket.start);
          this.record.gone(unit, bucket);
          const coarser = retention[step + 1];
          if (coarser) this.#merge(unit, { ...bucket, start: bucket.start - (bucket.start % coarser.width), width: coarser.width });
        }
      });
    }
  }

  #merge(unit: string, bucket: Bucket): void {
    const there = this.#units.get(unit)?.get(bucket.width)?.get(bucket.start);
    const merged = there ? together(there, bucket) : bucket;
    this.record.kept(unit, merged);
    this.#put(unit, merged);
  }

  #put(unit: string, bucket: Bucket): void {
    const widths = this.#units.get(unit) ?? new Map<number, Map<number, Bucket>>();
    this.#units.set(unit, widths);
    const buckets = widths.get(bucket.width) ?? new Map<number, Bucket>();
    widths.set(bucket.width, buckets);
    buckets.set(bucket.start, bucket);
    this.#latest = Math.max(this.#latest ?? 0, bucket.start + bucket.width);
  }
}
