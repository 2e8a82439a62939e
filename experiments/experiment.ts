/** What an experiment of the catalogue says of itself: what it breaks, how that is seen, how it is undone, what it may touch. */
import type { ExperimentTarget } from '../aws/resources';
import type { Services } from '../aws/services';
import type { Undo, UndoAction } from '../drill/undo';
import type { Seen } from '../measure/seen';
import type { Duration } from '../time/duration';

/** What an experiment works with, whatever it breaks. */
export interface Ground {
  seed: number;
  services: Services;
  undo: Undo;
}

export interface Experiment<Target extends ExperimentTarget = ExperimentTarget> {
  name: string;
  /** One sentence for the report. */
  does: string;
  target: Target['kind'];
  /** The most that it can damage, for a person who has to allow it. */
  blastRadius: string;
  /** The IAM actions, or database rights, that it needs. */
  permissions: readonly string[];
  /** Files its undo, then does the damage. */
  inject: (ground: Ground, target: Target) => Promise<void>;
  /** Looks whether the damage is there, through another way than it was done. */
  landed: (ground: Ground, target: Target) => Promise<Seen>;
  /** Within what time the damage has to be seen; a few minutes when not given. */
  lands?: Duration;
  /** Ends what goes on until it is ended. Damage that is done at once has none. */
  end?: (ground: Ground, target: Target) => Promise<void>;
  /** How its damage is undone, by the names that it files. */
  undo: Readonly<Record<string, UndoAction>>;
}
