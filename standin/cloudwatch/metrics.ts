/** The CloudWatch metrics of the world, for the services that report them. */
import { Duration } from '../../time/duration';
import type { Instant } from '../../time/instant';
import type { World } from '../world';
import { type Bucket, type Sample, sampleOf } from './data/bucket';
import { keyOf, type MetricId, Series } from './data/series';

/** One data point. */
export interface Datum extends MetricId {
  /** `AWS/S3` in `namespace`. */
  value: number;
  /** A CloudWatch unit: `Seconds`, `Bytes`, `Count`. */
  unit: string;
  at: Instant;
}

/** What is told of a metric at once. */
export interface Report {
  id: MetricId;
  at: Instant;
  unit: string;
  sample: Sample;
  /** Seconds that the finest piece of it spans. */
  resolution: 1 | 60;
}

const table = 'cloudwatch.buckets';

interface BucketRow {
  id: MetricId;
  unit: string;
  bucket: Bucket;
}

/** Metrics that nothing was reported of for so long are listed no more. */
const listedFor = Duration.days(14);

export class Metrics {
  readonly #series = new Map<string, Series>();
  readonly #listeners: ((metricKey: string) => void)[] = [];

  constructor(private readonly world: World) {
    for (const { id, unit, bucket } of world.journal.take<BucketRow>(table).values()) this.#seriesOf(keyOf(id), id).revive(unit, bucket);
  }

  put({ value, unit, at, ...id }: Datum): void {
    this.report({ id, at, unit, sample: sampleOf([value]), resolution: 60 });
  }

  report({ id, at, unit, sample, resolution }: Report): void {
    const key = keyOf(id);
    const series = this.#seriesOf(key, id);
    series.add(at, unit, resolution, sample);
    series.tidy(this.world.clock.now());
    for (const listener of this.#listeners) listener(key);
  }

  /** Undefined where nothing was ever reported of the metric. */
  series(id: MetricId): Series | undefined {
    return this.seriesOfKey(keyOf(id));
  }

  /** The same by the key of the metric, for who asks often. */
  seriesOfKey(key: string): Series | undefined {
    const series = this.#series.get(key);
    series?.tidy(this.world.clock.now());
    return series;
  }

  /** The metrics of a region that were reported lately, in the order in which they were first heard of. */
  listed(accountId: string, region: string): Series[] {
    const oldest = this.world.clock.now().minus(listedFor).epochMilliseconds / 1_000;
    const here = [...this.#series.values()].filter(({ id }) => id.accountId === accountId && id.region === region);
    return here.filter(({ latest }) => latest !== undefined && latest >= oldest);
  }

  /** `listener` hears of each report, by the key of its metric. */
  onReport(listener: (metricKey: string) => void): void {
    this.#listeners.push(listener);
  }

  #seriesOf(key: string, id: MetricId): Series {
    let series = this.#series.get(key);
    if (!series) this.#series.set(key, (series = new Series(id, this.#recordOf(key, id))));
    return series;
  }

  #recordOf(key: string, id: MetricId): ConstructorParameters<typeof Series>[1] {
    const { journal } = this.world;
    const rowKey = (unit: string, { width, start }: Bucket): string => `${key} ${unit} ${width}:${start}`;
    return {
      kept: (unit, bucket) => {
        if (journal.keeps) journal.put(table, rowKey(unit, bucket), { id, unit, bucket } satisfies BucketRow);
      },
      gone: (unit, bucket) => {
        if (journal.keeps) journal.delete(table, rowKey(unit, bucket));
      },
    };
  }
}
