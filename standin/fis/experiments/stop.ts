/** An experiment that is to stop, because somebody or an alarm wants it. */
import type { Experiment } from './experiment';
import type { Experiments } from './experiments';
import { withAction, wound } from './unwind';

/** It takes a while until everything is undone; an experiment that has not begun is cancelled at once. */
export function wantStop(experiments: Experiments, experiment: Experiment, reason: string): Experiment {
  const { clock } = experiments.laboratory.world;
  if (experiment.status === 'stopping') return experiment;
  if (experiment.status === 'pending') return experiments.keep({ ...wound(experiments, experiment), status: 'cancelled', reason, ended: clock.now() });
  const running = Object.entries(experiment.actions).filter(([, { status }]) => status === 'running');
  const stopping = running.reduce((one, [name]) => withAction(one, name, { status: 'stopping', reason: 'Action is stopping.' }), experiment);
  const kept = experiments.keep({ ...stopping, status: 'stopping', reason });
  experiments.later(kept, 'stopped', 'fis.stop');
  return kept;
}

export function stopped(experiments: Experiments, experiment: Experiment): void {
  if (experiment.status !== 'stopping') return;
  experiments.keep({ ...wound(experiments, experiment), status: 'stopped', ended: experiments.laboratory.world.clock.now() });
}
