/** One world of the stand-in: its clock, its chances, its ground on disk, and the processes it keeps. */
import type { Instant } from '../time/instant';
import type { VirtualClock } from '../time/virtual-clock';
import type { Chance } from './chance';
import type { Journal } from './durable/journal';
import type { Mischief } from './mischief/mischief';
import type { Gate } from './planes/gate';
import type { Outages } from './outages';
import type { Keeper } from './planes/keeper';

/** Everything a service needs of the world it lives in. */
export interface World {
  readonly clock: VirtualClock;
  readonly chance: Chance;
  /** Where this world's databases and objects lie; removed with the world unless its state is kept. */
  readonly directory: string;
  readonly keeper: Keeper;
  readonly gate: Gate;
  /** What this world must not forget; rooms take their rows from it when they are made. */
  readonly journal: Journal;
  readonly outages: Outages;
  /** The ways in which this world misbehaves; none in an honest one. */
  readonly mischief: ReadonlySet<Mischief>;
  /** Told of faults of the stand-in's own, which callers only see as something that failed. */
  onFault(error: unknown, operation: string): void;
  /** Has `listener` run, alone, each time before the clock jumps to another instant: what happened until now is then over and done. */
  beforeJump(listener: (to: Instant) => Promise<void>): void;
}

/** The account of keys that nobody created. */
export const rootAccount = '123456789012';

/** The regions of the world, each with its zones. */
export const regions: Readonly<Record<string, readonly string[]>> = {
  'us-east-1': ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  'us-west-2': ['us-west-2a', 'us-west-2b', 'us-west-2c'],
  'eu-west-1': ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  'eu-central-1': ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
};
