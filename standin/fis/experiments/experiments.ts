/** The experiments of all accounts and regions, each moved on by the clock until it is over. */
import type { Duration } from '../../../time/duration';
import type { Access } from '../../access/access';
import type { Alarms } from '../../cloudwatch/alarms/alarms';
import { Errands } from '../../durable/errands';
import { Table } from '../../durable/table';
import type { EventBuses } from '../../events/event-buses';
import type { Room } from '../../rds/room';
import type { S3State } from '../../s3/state';
import { draw, type TimingName } from '../../timings';
import type { World } from '../../world';
import type { Catalogue } from '../actions/catalogue';
import { type Experiment, isOver } from './experiment';
import { announce } from './announce';
import { initiate } from './initiate';
import { endAction, run } from './run';
import { stopped, wantStop } from './stop';

export interface Laboratory {
  world: World;
  access: Access;
  alarms: Alarms;
  buses: EventBuses;
  s3: S3State;
  rds: Room;
  catalogue: Catalogue;
}

export type Step = 'initiate' | 'run' | 'end-action' | 'halt' | 'stopped';

/** What an experiment is to do at a later instant. */
interface Task {
  arn: string;
  step: Step;
  action?: string;
}

const table = 'fis.experiments';

export class Experiments {
  readonly #experiments: Table<Experiment>;
  readonly #tasks: Errands<Task>;

  constructor(readonly laboratory: Laboratory) {
    const { world, alarms } = laboratory;
    this.#experiments = new Table(world.journal, table);
    this.#tasks = new Errands(world, 'fis.tasks', (task) => this.#do(task));
    alarms.onChange(({ arn, state }) => {
      if (state.value === 'ALARM') for (const experiment of this.#experiments.values()) if (!isOver(experiment) && watches(experiment, arn)) this.later(experiment, 'halt', 'fis.halt');
    });
  }

  /** By ARN. */
  find(arn: string): Experiment | undefined {
    return this.#experiments.get(arn);
  }

  /** The oldest first. */
  in(accountId: string, region: string): Experiment[] {
    return [...this.#experiments.values()].filter((experiment) => experiment.accountId === accountId && experiment.region === region);
  }

  /** Whether an alarm that the experiment watches is in ALARM now. */
  isToHalt({ plan }: Experiment): boolean {
    return plan.stopConditions.some(({ value }) => value !== undefined && this.laboratory.alarms.find(value)?.state.value === 'ALARM');
  }

  begin(experiment: Experiment): void {
    this.keep(experiment);
    this.later(experiment, 'initiate', 'fis.initiate');
  }

  stop(experiment: Experiment, reason: string): Experiment {
    return wantStop(this, experiment, reason);
  }

  /** Puts an experiment's new state in the place of its old one, and tells of it where it is another. */
  keep(experiment: Experiment): Experiment {
    const before = this.#experiments.get(experiment.arn);
    this.#experiments.put(experiment.arn, experiment);
    if (before?.status !== experiment.status) announce(this.laboratory, experiment, before);
    return experiment;
  }

  later({ arn }: Experiment, step: Step, timing: TimingName): void {
    const { clock, chance } = this.laboratory.world;
    this.#tasks.leave(clock.now().plus(draw(chance, timing, arn)), { arn, step });
  }

  /** Has an action end when it has lasted long enough. */
  endLater({ arn }: Experiment, action: string, lasts: Duration): void {
    this.#tasks.leave(this.laboratory.world.clock.now().plus(lasts), { arn, step: 'end-action', action });
  }

  #do({ arn, step, action }: Task): void {
    const experiment = this.#experiments.get(arn);
    if (!experiment || isOver(experiment)) return;
    if (step === 'initiate') initiate(this, experiment);
    else if (step === 'run') run(this, experiment);
    else if (step === 'end-action') endAction(this, experiment, action ?? '');
    else if (step === 'halt') wantStop(this, experiment, 'Experiment halted by stop condition.');
    else stopped(this, experiment);
  }
}

function watches({ plan }: Experiment, alarm: string): boolean {
  return plan.stopConditions.some(({ value }) => value === alarm);
}
