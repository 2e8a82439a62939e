/** The catalogue: every experiment by its name, and the only list of them. */
import type { ExperimentTarget } from '../aws/resources';
import type { UndoAction } from '../drill/undo';
import { Compromised } from '../measure/endings';
import type { Seen } from '../measure/seen';
import type { Duration } from '../time/duration';
import { badMigration } from './damage/bad-migration';
import { deletedObjects } from './damage/deleted-objects';
import { droppedTable } from './damage/dropped-table';
import { lostBucket } from './damage/lost-bucket';
import { lostDatabase } from './damage/lost-database';
import { overwrittenObjects } from './damage/overwritten-objects';
import { databaseFailover } from './database-failover';
import type { Experiment, Ground } from './experiment';
import { pausedReplication } from './paused-replication';

const databaseExperiments = [badMigration, databaseFailover, droppedTable, lostDatabase];
const bucketExperiments = [deletedObjects, lostBucket, overwrittenObjects, pausedReplication];

/** The names of all experiments, in alphabetical order. */
export const experimentNames: readonly string[] = [...databaseExperiments, ...bucketExperiments].map(({ name }) => name).sort();

/** How the damage of any experiment is undone. */
export const experimentUndo: Readonly<Record<string, UndoAction>> = Object.fromEntries(
  [...databaseExperiments, ...bucketExperiments].flatMap(({ undo }) => Object.entries(undo)),
);

export interface Bound {
  name: string;
  does: string;
  inject: () => Promise<void>;
  landed: () => Promise<Seen>;
  /** Within what time the damage has to be seen; a few minutes when not given. */
  lands?: Duration;
  /** Undefined for damage that is done at once. */
  end?: () => Promise<void>;
}

/** Binds an experiment to what it is to break. Throws Compromised when it does not break that kind of thing. */
export function bindExperiment(name: string, ground: Ground, target: ExperimentTarget): Bound {
  const experiment = target.kind === 'database' ? bound(databaseExperiments, name, ground, target) : bound(bucketExperiments, name, ground, target);
  if (experiment) return experiment;
  throw new Compromised(`The experiment "${name}" does not damage a ${target.kind}. Choose one from experiments/ that does.`);
}

function bound<Target extends ExperimentTarget>(
  all: readonly Experiment<Target>[],
  name: string,
  ground: Ground,
  target: Target,
): Bound | undefined {
  const experiment = all.find((one) => one.name === name);
  if (!experiment) return undefined;
  const { does, lands, end } = experiment;
  const [inject, landed] = [() => experiment.inject(ground, target), () => experiment.landed(ground, target)];
  return { name, does, inject, landed, ...(lands && { lands }), ...(end && { end: () => end(ground, target) }) };
}
