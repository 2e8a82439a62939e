/** The catalogue: every experiment by its name, and the only list of them. */
import type { ExperimentTarget } from '../aws/resources';
import type { UndoAction } from '../drill/undo';
import { Compromised } from '../measure/endings';
import type { Seen } from '../measure/seen';
import { badMigration } from './damage/bad-migration';
import { overwrittenObjects } from './damage/overwritten-objects';
import type { Experiment, Ground } from './experiment';

const databaseExperiments = [badMigration];
const bucketExperiments = [overwrittenObjects];

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
  const { does } = experiment;
  return { name, does, inject: () => experiment.inject(ground, target), landed: () => experiment.landed(ground, target) };
}
