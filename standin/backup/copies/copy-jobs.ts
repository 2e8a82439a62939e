/** The copy jobs of all accounts and regions, each moved on by the clock until it is over. */
import { Agenda } from '../agenda';
import { announceCopyJob } from '../announcements/announce-copy-job';
import type { BackupState } from '../backup-state';
import { Jobs } from '../jobs/jobs';
import type { Lifecycle, RecoveryPoint } from '../points/recovery-point';
import { draw } from '../../timings';
import { arnOf } from '../arns';
import { beginCopy } from './begin-copy';
import type { CopyJob } from './copy-job';
import { lookAtCopy } from './look-at-copy';

/** What is known of a copy before it is made. */
export interface CopyOrder {
  point: RecoveryPoint;
  destinationVaultArn: string;
  /** What it does not say, the source's says. */
  lifecycle: Lifecycle;
  roleArn: string;
  createdBy?: CopyJob['createdBy'];
  backupJobId?: string;
  token?: string;
}

export class CopyJobs {
  readonly rows: Jobs<CopyJob>;
  readonly #agenda: Agenda;

  constructor(private readonly state: BackupState) {
    this.rows = new Jobs(state.world, 'backup.copy-jobs');
    this.#agenda = new Agenda(state.world, (id) => this.#step(id));
    for (const job of this.rows.values()) if (job.due) this.#agenda.leave(job.due, job.id);
  }

  begin(order: CopyOrder): CopyJob {
    const { point, destinationVaultArn, lifecycle, roleArn, createdBy, backupJobId, token } = order;
    const created = this.state.now();
    const id = this.#newId(order);
    return this.keep({
      accountId: point.accountId,
      region: point.region,
      id,
      sourceVaultArn: arnOf(point, 'backup-vault', point.vault),
      sourcePointArn: point.arn,
      destinationVaultArn,
      // A copy that is to be kept for good is kept as long as its source: https://docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html
      lifecycle: lifecycle.deleteAfterDays === undefined ? { ...point.lifecycle, ...lifecycle } : lifecycle,
      roleArn,
      resourceArn: point.resourceArn,
      resourceType: point.resourceType,
      resourceName: point.resourceName,
      created,
      state: 'CREATED',
      sizeBytes: point.sizeBytes,
      ...(createdBy && { createdBy }),
      ...(backupJobId !== undefined && { backupJobId }),
      ...(token !== undefined && { token }),
      due: created.plus(draw(this.state.world.chance, 'backup.copy-start', id)),
    });
  }

  /** Puts a job's new state in the place of its old one, sees to what comes next, and tells of it where it is another. */
  keep(job: CopyJob): CopyJob {
    const before = this.rows.get(job.id);
    this.rows.keep(job);
    if (job.due && job.due !== before?.due) this.#agenda.leave(job.due, job.id);
    if (job.state !== before?.state) announceCopyJob(this.state.announcer, job);
    return job;
  }

  end({ due: _, ...job }: CopyJob, state: 'COMPLETED' | 'FAILED', { message, category }: { message?: string; category: string }): CopyJob {
    return this.keep({ ...job, state, category, completed: this.state.now(), ...(message !== undefined && { message }) });
  }

  #step(id: string): Promise<void> | undefined {
    const job = this.rows.get(id);
    if (!job?.due || job.due.isAfter(this.state.now())) return undefined;
    return job.state === 'CREATED' ? beginCopy(this.state, job) : lookAtCopy(this.state, job);
  }

  /** Of what is asked for, so that it does not depend on what else is asked for at the same time. */
  #newId({ point, destinationVaultArn, backupJobId = '', token = '' }: CopyOrder): string {
    for (let n = 0; ; n += 1) {
      const id = this.state.world.chance.uuid('backup', 'copy-job', point.arn, destinationVaultArn, backupJobId, token, this.state.now().epochMilliseconds, n).toUpperCase();
      if (!this.rows.get(id)) return id;
    }
  }
}
