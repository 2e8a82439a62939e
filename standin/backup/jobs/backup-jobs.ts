/** The backup jobs of all accounts and regions, each moved on by the clock until it is over. */
import type { Instant } from '../../../time/instant';
import { Agenda } from '../agenda';
import { announceBackupJob } from '../announcements/announce-backup-job';
import type { BackupState } from '../backup-state';
import { abortBackup } from './abort-backup';
import { type BackupJob, isOver, waits } from './backup-job';
import { beginBackup } from './begin-backup';
import { Jobs } from './jobs';
import { lookAtBackup } from './look-at-backup';

export class BackupJobs {
  readonly rows: Jobs<BackupJob>;
  /** The job that each resource is backed up by at the moment. */
  readonly #running = new Map<string, string>();
  readonly #agenda: Agenda;

  constructor(private readonly state: BackupState) {
    this.rows = new Jobs(state.world, 'backup.jobs');
    this.#agenda = new Agenda(state.world, (id) => this.#step(id));
    for (const job of this.rows.values()) {
      if (job.due) this.#agenda.leave(job.due, job.id);
      if (job.state === 'RUNNING' || job.state === 'ABORTING') this.#running.set(job.resourceArn, job.id);
    }
  }

  /** Whether another job is backing that resource up. */
  isBusy({ resourceArn, id }: BackupJob): boolean {
    const running = this.#running.get(resourceArn);
    return running !== undefined && running !== id;
  }

  /** Puts a job's new state in the place of its old one, sees to what comes next, and tells of it where it is another. */
  keep(job: BackupJob): BackupJob {
    const before = this.rows.get(job.id);
    this.rows.keep(job);
    if (job.due && job.due !== before?.due) this.#agenda.leave(job.due, job.id);
    if (job.state !== before?.state) {
      if (isOver(job)) {
        if (this.#running.get(job.resourceArn) === job.id) this.#running.delete(job.resourceArn);
      } else if (job.state === 'RUNNING') this.#running.set(job.resourceArn, job.id);
      announceBackupJob(this.state.announcer, job);
    }
    return job;
  }

  /** Ends a job; `message` says why, where there is anything to say. */
  end({ due: _, ...job }: BackupJob, state: BackupJob['state'], { message, category }: { message?: string; category?: string }): BackupJob {
    const completed: Instant = this.state.now();
    return this.keep({ ...job, state, completed, category, ...(message !== undefined && { message }) });
  }

  #step(id: string): void | Promise<void> {
    const job = this.rows.get(id);
    if (!job?.due || job.due.isAfter(this.state.now())) return undefined;
    if (waits(job)) return beginBackup(this.state, job);
    return job.state === 'ABORTING' ? abortBackup(this.state, job, 'Backup job was stopped by user.') : lookAtBackup(this.state, job);
  }
}
