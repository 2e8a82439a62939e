/** The restore jobs of all accounts and regions, each moved on by the clock until it is over. */
import type { Duration } from '../../../time/duration';
import { Errands } from '../../durable/errands';
import { draw } from '../../timings';
import type { BackupState } from '../backup-state';
import { announceRestore } from './announce-restore';
import { JobRows } from './job-rows';
import { isOver, type RestoreJob } from './restore-job';
import { step } from './run-restore';

/** What is known of a job before it is made. */
export type Order = Pick<RestoreJob, 'accountId' | 'region' | 'token' | 'point' | 'roleArn' | 'metadata' | 'tags' | 'test'>;

export class RestoreJobs {
  readonly rows: JobRows;
  readonly #steps: Errands<{ id: string }>;
  readonly #listeners: ((job: RestoreJob) => void)[] = [];

  constructor(private readonly state: BackupState) {
    this.rows = new JobRows(state.world);
    this.#steps = new Errands(state.world, 'backup.restore-steps', ({ id }) => this.#step(id));
  }

  /** `listener` hears of each job that is over. */
  onEnd(listener: (job: RestoreJob) => void): void {
    this.#listeners.push(listener);
  }

  begin(order: Order): RestoreJob {
    const { point } = order;
    const job: RestoreJob = { ...order, id: this.#newId(order), status: 'PENDING', percent: 0, created: this.state.now(), sizeBytes: point.sizeBytes };
    this.keep(job);
    const wait = draw(this.state.world.chance, 'backup.restore-start', job.id);
    this.#later(job, point.cold ? wait.plus(draw(this.state.world.chance, 'backup.thaw', job.id)) : wait);
    return job;
  }

  /** Puts a job's new state in the place of its old one, and tells of it where it is another. */
  keep(job: RestoreJob): RestoreJob {
    const before = this.rows.get(job.id);
    this.rows.keep(job);
    if (before?.status !== job.status) announceRestore(this.state, job);
    return job;
  }

  async #step(id: string): Promise<void> {
    const job = this.rows.get(id);
    if (!job || isOver(job)) return;
    const { job: after, next } = await step(this.state, job);
    this.keep(after);
    if (next) this.#later(after, next);
    if (isOver(after)) this.#end(after);
  }

  #end(job: RestoreJob): void {
    const { points, world } = this.state;
    const point = points.get(job.point.arn);
    if (point && job.status === 'COMPLETED') points.keep({ ...point, restored: world.clock.now() });
    for (const listener of this.#listeners) listener(job);
  }

  #later({ id }: RestoreJob, wait: Duration): void {
    this.#steps.leave(this.state.now().plus(wait), { id });
  }

  /** Of what is asked for, so that it does not depend on what else is asked for at the same time. */
  #newId({ accountId, region, token = '', point, roleArn, metadata, test }: Order): string {
    const asked = JSON.stringify([accountId, region, token, point.arn, roleArn, metadata, test?.planArn, this.state.now().epochMilliseconds]);
    for (let n = 0; ; n += 1) {
      const id = this.state.world.chance.uuid('backup', 'restore-job', asked, n).toUpperCase();
      if (!this.rows.get(id)) return id;
    }
  }
}
