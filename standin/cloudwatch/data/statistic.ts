/** The statistics that CloudWatch makes of what was reported: sums, extremes, averages and percentiles. */
import { invalidValue, notServed } from '../refusals';
import type { Sample } from './bucket';

const simple: Readonly<Record<string, (sample: Sample) => number>> = {
  SampleCount: ({ samples }) => samples,
  Sum: ({ sum }) => sum,
  Average: ({ sum, samples }) => sum / samples,
  Minimum: ({ least }) => least,
  Maximum: ({ most }) => most,
};

/** Undefined where the sample cannot tell it. */
export type Statistic = (sample: Sample) => number | undefined;

export const simpleStatistics: readonly string[] = Object.keys(simple);

/** `Average`, `p99.9`. Throws AwsError for what is none, and for trimmed means and the like, which are not served. */
export function statisticNamed(name: string): Statistic {
  const known = Object.hasOwn(simple, name) ? simple[name] : undefined;
  if (known) return known;
  const [, digits] = /^p(\d{1,3}(?:\.\d{1,10})?)$/.exec(name) ?? [];
  if (digits !== undefined && Number(digits) <= 100) return percentile(Number(digits) / 100);
  if (/^(tm|wm|tc|ts)\d|^(TM|WM|TC|TS|PR)\(|^IQM$/.test(name)) throw notServed(`statistic ${name}`);
  throw invalidValue(`The value ${name} for parameter ExtendedStatistic is not supported.`);
}

/** The smallest reported value that so large a part of all samples is not above. */
function percentile(part: number): Statistic {
  return ({ samples, least, most, values }) => {
    // Of sums alone a percentile is known where there is one sample, or where all are alike.
    if (!values) return samples === 1 || least === most ? least : undefined;
    const sorted = Object.entries(values).map(([value, count]): [number, number] => [Number(value), count]);
    sorted.sort(([a], [b]) => a - b);
    const wanted = part * samples;
    let seen = 0;
    for (const [value, count] of sorted) if ((seen += count) >= wanted) return value;
    return most;
  };
}
