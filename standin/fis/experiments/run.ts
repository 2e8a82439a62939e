/** The actions of an experiment: each begins when those before it are done, and ends when its time is over. */
import { ActionFailed } from '../actions/kind';
import { type Experiment, isDone } from './experiment';
import type { Experiments } from './experiments';
import { roleOf } from './role';
import { wantStop } from './stop';
import { begunOf, undo, withAction, wound } from './unwind';

export function run(experiments: Experiments, begun: Experiment): void {
  // A step whose process ended in the middle is done again by the next one.
  if (begun.status === 'running') goOn(experiments, begun);
  if (begun.status !== 'initiating') return;
  if (experiments.isToHalt(begun)) {
    wantStop(experiments, begun, 'Experiment halted by stop condition.');
    return;
  }
  const experiment = experiments.keep({ ...begun, status: 'running', reason: 'Experiment is running.' });
  goOn(experiments, experiment);
}

export function endAction(experiments: Experiments, begun: Experiment, name: string): void {
  if (begun.status !== 'running') return;
  if (begun.actions[name]?.status !== 'running') {
    goOn(experiments, begun);
    return;
  }
  undo(experiments, begun, name);
  const experiment = experiments.keep(withAction(begun, name, { status: 'completed', reason: 'Action was completed.', ended: experiments.laboratory.world.clock.now() }));
  goOn(experiments, experiment);
}

/** Begins every action that waits for nothing any more, and ends the experiment when none is left. */
function goOn(experiments: Experiments, begun: Experiment): void {
  const now = experiments.laboratory.world.clock.now();
  let experiment = begun;
  for (let ready = readyIn(experiment); ready !== undefined; ready = readyIn(experiment)) {
    experiment = isSkipped(experiment, ready) ? withAction(experiment, ready, { status: 'skipped', reason: 'Action was skipped.', ended: now }) : start(experiments, experiment, ready);
    if (experiment.status === 'failed') return;
  }
  if (Object.values(experiment.actions).every(isDone)) experiments.keep({ ...experiment, status: 'completed', reason: 'Experiment completed.', ended: now });
  else experiments.keep(experiment);
}

function readyIn({ plan, actions }: Experiment): string | undefined {
  const isOver = (name: string): boolean => ['completed', 'skipped'].includes(actions[name]?.status ?? '');
  return Object.keys(plan.actions).find((name) => actions[name]?.status === 'pending' && (plan.actions[name]?.startAfter ?? []).every(isOver));
}

function isSkipped({ actionsMode, plan, resolved }: Experiment, name: string): boolean {
  return actionsMode === 'skip-all' || Object.values(plan.actions[name]?.targets ?? {}).some((target) => resolved[target]?.length === 0);
}

function start(experiments: Experiments, begun: Experiment, name: string): Experiment {
  const { laboratory } = experiments;
  const action = begun.plan.actions[name];
  const kind = laboratory.catalogue.get(action?.actionId ?? '');
  const caller = roleOf(laboratory, begun);
  const running = withAction(begun, name, { status: 'running', reason: 'Action is running.', started: laboratory.world.clock.now() });
  try {
    if (!action || !kind || !caller) throw new ActionFailed('Unable to assume the role of the experiment.');
    // On record first: what it does is undone also when this process ends right after.
    experiments.endLater(running, name, kind.lasts(action.parameters));
    experiments.keep(running);
    kind.begin({ ...begunOf(begun, name), caller, parameters: action.parameters });
    return running;
  } catch (error) {
    if (!(error instanceof ActionFailed)) throw error;
    const failed = withAction(running, name, { status: 'failed', reason: error.message, ended: laboratory.world.clock.now() });
    return fail(experiments, failed, { code: 'ActionFailed', location: name, reason: `Experiment failed: ${error.message}` });
  }
}

interface Failure {
  code: string;
  location: string;
  reason: string;
}

/** What still goes on is undone, and what has not begun never will. */
export function fail(experiments: Experiments, begun: Experiment, { code, location, reason }: Failure): Experiment {
  return experiments.keep({ ...wound(experiments, begun), status: 'failed', reason, error: { accountId: begun.accountId, code, location }, ended: experiments.laboratory.world.clock.now() });
}
