/** What an alarm makes of its latest data points, missing ones among them. Pure. */
import type { StateValue } from '@aws-sdk/client-cloudwatch';
import type { AlarmSettings, Comparison } from './alarm';

const comparisons: Readonly<Record<Comparison, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

export interface Judgement<Point> {
  /** Undefined where the alarm stays what it is. */
  value: StateValue | undefined;
  /** The points that were there and counted, the oldest first. */
  counted: Point[];
  breaching: number;
  /** How many points were missing and had to be filled in. */
  filled: number;
}

type Rules = Pick<AlarmSettings, 'comparison' | 'threshold' | 'evaluationPeriods' | 'datapointsToAlarm' | 'missingData'>;

/** How many periods before the latest N are looked at for points that make up for missing ones. The page below shows two; AWS calls the number variable. */
const lookedAtBefore = 2;

export function periodsLookedAt(evaluationPeriods: number): number {
  return evaluationPeriods + lookedAtBefore;
}

/**
 * Judges the points of the latest periods, the oldest first, which are there or missing.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function judge<Point extends { value: number }>(points: readonly (Point | undefined)[], rules: Rules): Judgement<Point> {
  const n = rules.evaluationPeriods;
  const m = rules.datapointsToAlarm ?? n;
  const counted = points.filter((point) => point !== undefined).slice(-n);
  const breaching = counted.filter(({ value }) => comparisons[rules.comparison](value, rules.threshold)).length;
  const filled = n - counted.length;
  return { value: verdict({ breaching, filled, present: counted.length, m, missingData: rules.missingData }), counted, breaching, filled };
}

interface Count {
  breaching: number;
  present: number;
  filled: number;
  m: number;
  missingData: AlarmSettings['missingData'];
}

function verdict({ breaching, present, filled, m, missingData }: Count): StateValue | undefined {
  if (breaching >= m) return 'ALARM';
  if (filled === 0) return 'OK';
  if (missingData === 'breaching') return breaching + filled >= m ? 'ALARM' : 'OK';
  if (missingData === 'notBreaching') return 'OK';
  if (present === 0) return missingData === 'missing' ? 'INSUFFICIENT_DATA' : undefined;
  // Too few points, and every one of them breaches: AWS calls it a premature alarm, and raises it where missing is just missing.
  if (breaching === present) return missingData === 'missing' ? 'ALARM' : undefined;
  return 'OK';
}
