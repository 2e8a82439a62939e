/** Data points: what a metric was in each period of a stretch of time. */
import { Instant } from '../../../time/instant';
import { type Sample, together } from './bucket';
import type { Series } from './series';

export interface Stretch {
  /** Seconds since the epoch; a period begins here. */
  from: number;
  to: number;
  /** In seconds. */
  period: number;
  unit?: string;
}

/** All that was reported in one period. */
export interface Period {
  at: Instant;
  /** `None` where several units were reported and none was asked for. */
  unit: string;
  sample: Sample;
}

/** The periods that have data, in order. Data that is kept in coarser pieces than the period is left out, as AWS leaves it out. */
export function periodsOf(series: Series | undefined, { from, to, period, unit }: Stretch): Period[] {
  const samples = new Map<number, { unit: string; sample: Sample }>();
  for (const [reported, bucket] of series?.between(from, to, unit) ?? []) {
    if (bucket.width > period) continue;
    const index = Math.floor((bucket.start - from) / period);
    const there = samples.get(index);
    samples.set(index, there ? { unit: there.unit === reported ? reported : 'None', sample: together(there.sample, bucket) } : { unit: reported, sample: bucket });
  }
  return [...samples].sort(([a], [b]) => a - b).map(([index, { unit: said, sample }]) => ({ at: Instant.ofEpochMilliseconds((from + index * period) * 1_000), unit: said, sample }));
}
