/** The restore jobs of the last thirty days, found by id, by token and by what they bring back. */
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import { Table } from '../../durable/table';
import type { Whereabouts } from '../../whereabouts';
import type { World } from '../../world';
import { isOver, type RestoreJob } from './restore-job';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListRestoreJobs.html */
const kept = Duration.days(30);

export class JobRows {
  readonly #table: Table<RestoreJob>;
  readonly #byToken = new Map<string, string>();
  readonly #bySource = new Map<string, Set<string>>();

  constructor(private readonly world: World) {
    this.#table = new Table(world.journal, 'backup.restore-jobs');
    for (const job of this.#table.values()) this.#index(job);
  }

  get(id: string): RestoreJob | undefined {
    return this.#table.get(id);
  }

  ofToken(where: Whereabouts, token: string): RestoreJob | undefined {
    return this.#table.get(this.#byToken.get(tokenKey(where, token)) ?? '');
  }

  /** Oldest first. */
  in({ accountId, region }: Whereabouts): RestoreJob[] {
    const since = this.#since();
    return [...this.#table.values()].filter((job) => job.accountId === accountId && job.region === region && !job.created.isBefore(since));
  }

  /** Of what was once backed up; newest first. */
  ofSource({ accountId, region }: Whereabouts, resourceArn: string): RestoreJob[] {
    const jobs = [...(this.#bySource.get(resourceArn) ?? [])].flatMap((id) => this.#table.get(id) ?? []);
    return jobs.filter((job) => job.accountId === accountId && job.region === region).reverse();
  }

  keep(job: RestoreJob): RestoreJob {
    if (!this.#table.get(job.id)) this.#forgetOld();
    this.#index(job);
    return this.#table.put(job.id, job);
  }

  #since(): Instant {
    return this.world.clock.now().minus(kept);
  }

  /** Jobs are in the order of their age, so that those to be forgotten come first. */
  #forgetOld(): void {
    const since = this.#since();
    for (const job of this.#table.values()) {
      if (!job.created.isBefore(since)) return;
      if (isOver(job) && job.test?.deletion?.status !== 'DELETING') this.#forget(job);
    }
  }

  #forget(job: RestoreJob): void {
    this.#table.delete(job.id);
    this.#bySource.get(job.point.resourceArn)?.delete(job.id);
    if (job.token !== undefined) this.#byToken.delete(tokenKey(job, job.token));
  }

  #index(job: RestoreJob): void {
    if (job.token !== undefined) this.#byToken.set(tokenKey(job, job.token), job.id);
    const ids = this.#bySource.get(job.point.resourceArn) ?? new Set<string>();
    this.#bySource.set(job.point.resourceArn, ids.add(job.id));
  }
}

function tokenKey({ accountId, region }: Whereabouts, token: string): string {
  return `${accountId}:${region}:${token}`;
}
