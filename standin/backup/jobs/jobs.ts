/** The jobs of one kind, of all accounts and regions, for as long as AWS Backup tells of them. */
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import { Table } from '../../durable/table';
import type { Whereabouts } from '../../whereabouts';
import type { World } from '../../world';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html */
const toldOf = Duration.days(30);

export interface Job extends Whereabouts {
  id: string;
  created: Instant;
  /** Undefined once it is over. */
  due?: Instant;
  token?: string;
}

export class Jobs<J extends Job> {
  readonly #table: Table<J>;
  readonly #byToken = new Map<string, string>();
  /** Old ones are looked for once a day, so that nothing is paid for them at each new one. */
  #tidied: Instant;

  constructor(
    private readonly world: World,
    name: string,
  ) {
    this.#table = new Table(world.journal, name);
    this.#tidied = world.clock.now();
    for (const job of this.#table.values()) this.#index(job);
  }

  get(id: string): J | undefined {
    return this.#table.get(id);
  }

  /** Oldest first. */
  values(): IterableIterator<J> {
    return this.#table.values();
  }

  /** The one that was started with that token. */
  withToken(where: Whereabouts, token: string): J | undefined {
    return this.#table.get(this.#byToken.get(tokenKey(where, token)) ?? '');
  }

  keep(job: J): J {
    if (!this.#table.get(job.id)) {
      this.#tidy();
      this.#index(job);
    }
    return this.#table.put(job.id, job);
  }

  #index(job: J): void {
    if (job.token !== undefined) this.#byToken.set(tokenKey(job, job.token), job.id);
  }

  #tidy(): void {
    const now = this.world.clock.now();
    if (now.since(this.#tidied).compare(Duration.days(1)) < 0) return;
    this.#tidied = now;
    const oldest = now.minus(toldOf);
    for (const job of this.#table.values()) {
      if (job.created.isAfter(oldest)) return;
      if (job.due) continue;
      if (job.token !== undefined) this.#byToken.delete(tokenKey(job, job.token));
      this.#table.delete(job.id);
    }
  }
}

/** Whether a job is still told of. */
export function isRecent(job: Job, now: Instant): boolean {
  return job.created.isAfter(now.minus(toldOf));
}

function tokenKey({ accountId, region }: Whereabouts, token: string): string {
  return `${accountId}:${region}:${token}`;
}
