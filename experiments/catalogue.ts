/** The catalogue: every experiment by its name, and the only list of them. */
import type { ExperimentTarget } from '../aws/resources';
import type { UndoAction } from '../drill/undo';
import { Compromised } from '../measure/endings';
import type { Seen } from '../measure/seen';
import type { Duration } from '../time/duration';
import { badConfiguration } from './damage/bad-configuration';
import { badFunctionVersion } from './damage/bad-function-version';
import { badMigration } from './damage/bad-migration';
import { damagedRecords } from './damage/damaged-records';
import { deletedObjects } from './damage/deleted-objects';
import { droppedTable } from './damage/dropped-table';
import { lostBucket } from './damage/lost-bucket';
import { lostDatabase } from './damage/lost-database';
import { lostVolume } from './damage/lost-volume';
import { overwrittenObjects } from './damage/overwritten-objects';
import { terminatedInstance } from './damage/terminated-instance';
import { databaseFailover } from './database-failover';
import type { Experiment, Ground } from './experiment';
import { pausedReplication } from './paused-replication';

const databaseExperiments = [badMigration, databaseFailover, droppedTable, lostDatabase];
const bucketExperiments = [deletedObjects, lostBucket, overwrittenObjects, pausedReplication];
const functionExperiments = [badConfiguration, badFunctionVersion];
const serverExperiments = [damagedRecords, lostVolume, terminatedInstance];
const all: readonly Pick<Experiment, 'name' | 'undo'>[] = [...databaseExperiments, ...bucketExperiments, ...functionExperiments, ...serverExperiments];

/** The names of all experiments, in alphabetical order. */
export const experimentNames: readonly string[] = all.map(({ name }) => name).sort();

/** How the damage of any experiment is undone. */
export const experimentUndo: Readonly<Record<string, UndoAction>> = Object.fromEntries(
  all.flatMap(({ undo }) => Object.entries(undo)),
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
  const experiment = boundTo(target, name, ground);
  if (experiment) return experiment;
  throw new Compromised(`The experiment "${name}" does not damage a ${target.kind}. Choose one from experiments/ that does.`);
}

function boundTo(target: ExperimentTarget, name: string, ground: Ground): Bound | undefined {
  switch (target.kind) {
    case 'database':
      return bound(databaseExperiments, name, ground, target);
    case 'bucket':
      return bound(bucketExperiments, name, ground, target);
    case 'function':
      return bound(functionExperiments, name, ground, target);
    case 'server':
      return bound(serverExperiments, name, ground, target);
  }
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
