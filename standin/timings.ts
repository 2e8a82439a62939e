/** Every duration that the stand-in models, each with where it came from; a report calls them modelled. */
import type { EffectKind } from '../time/clock';
import { Duration } from '../time/duration';
import type { Chance } from './chance';

interface Timing {
  /** Drawn uniformly between the two. */
  least: Duration;
  most: Duration;
  /** The page or measurement behind it, or `assumed` where nothing published was found. */
  source: string;
}

export const timings = {
  'rds.create': { least: Duration.minutes(4), most: Duration.minutes(8), source: 'assumed' },
} as const satisfies Record<string, Timing>;

export type TimingName = keyof typeof timings;

/** Draws a duration, in whole seconds. The same key always draws the same. */
export function draw(chance: Chance, name: TimingName, ...key: (string | number)[]): Duration {
  const { least, most } = timings[name];
  const span = most.minus(least).seconds;
  return Duration.seconds(Math.round(least.seconds + span * chance.fraction('timing', name, ...key)));
}

const effects: Record<EffectKind, Duration> = {
  api: Duration.milliseconds(40),
  sql: Duration.milliseconds(2),
  http: Duration.milliseconds(20),
  file: Duration.zero,
};

/** How long one effect of a kind is modelled to take; constants, assumed for a client in the same region. */
export function effectDuration(kind: EffectKind): Duration {
  return effects[kind];
}
