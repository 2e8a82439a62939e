/** Takes back what the actions of an experiment did. */
import type { Begun } from '../actions/kind';
import type { ActionState, Experiment } from './experiment';
import type { Experiments } from './experiments';

/** The experiment with nothing of it going on any more. */
export function wound(experiments: Experiments, begun: Experiment): Experiment {
  const now = experiments.laboratory.world.clock.now();
  let experiment = begun;
  for (const [name, { status }] of Object.entries(begun.actions)) {
    if (status === 'running' || status === 'stopping') {
      undo(experiments, experiment, name);
      experiment = withAction(experiment, name, { status: 'stopped', reason: 'Action was stopped.', ended: now });
    } else if (status === 'pending') experiment = withAction(experiment, name, { status: 'cancelled', reason: 'Action was cancelled.', ended: now });
  }
  return experiment;
}

export function withAction(experiment: Experiment, name: string, change: Partial<ActionState> & Pick<ActionState, 'status'>): Experiment {
  return { ...experiment, actions: { ...experiment.actions, [name]: { ...experiment.actions[name], ...change } } };
}

export function undo({ laboratory }: Experiments, experiment: Experiment, name: string): void {
  laboratory.catalogue.get(experiment.plan.actions[name]?.actionId ?? '')?.end(begunOf(experiment, name));
}

export function begunOf({ arn, plan, resolved }: Experiment, name: string): Pick<Begun, 'key' | 'resources'> {
  const targets = Object.entries(plan.actions[name]?.targets ?? {});
  return { key: `${arn}/${name}`, resources: Object.fromEntries(targets.map(([slot, target]) => [slot, resolved[target] ?? []])) };
}
