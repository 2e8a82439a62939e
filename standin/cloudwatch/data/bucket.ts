/** What was reported of a metric within one second, minute or longer, and the statistics of several such stretches. */

/** Plain data, so that it can go on record as it is. */
export interface Bucket {
  /** Seconds since the epoch, and how many seconds it spans. */
  start: number;
  width: number;
  samples: number;
  sum: number;
  least: number;
  most: number;
  /** How often each value was reported; absent where only sums are known, of which no percentile can be told. */
  values?: Readonly<Record<string, number>>;
}

/** What is reported at once: one value, several with their counts, or sums of what is not known one by one. */
export type Sample = Omit<Bucket, 'start' | 'width'>;

/** Throws RangeError where there is no value. */
export function sampleOf(values: readonly number[], counts: readonly number[] = []): Sample {
  if (values.length === 0) throw new RangeError('a sample has at least one value');
  const each: Record<string, number> = {};
  let [samples, sum] = [0, 0];
  values.forEach((value, index) => {
    const count = counts[index] ?? 1;
    each[String(value)] = (each[String(value)] ?? 0) + count;
    samples += count;
    sum += value * count;
  });
  return { samples, sum, least: Math.min(...values), most: Math.max(...values), values: each };
}

/** Two samples as one. */
export function together<S extends Sample>(a: S, b: Sample): S {
  const both = { ...a, samples: a.samples + b.samples, sum: a.sum + b.sum, least: Math.min(a.least, b.least), most: Math.max(a.most, b.most) };
  if (!a.values || !b.values) return { ...both, values: undefined };
  const values: Record<string, number> = { ...a.values };
  for (const [value, count] of Object.entries(b.values)) values[value] = (values[value] ?? 0) + count;
  return { ...both, values };
}
