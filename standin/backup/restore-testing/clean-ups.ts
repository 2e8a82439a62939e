/** Removes what tests have restored, once it is validated or the time for that is over. */
import { Duration } from '../../../time/duration';
import { Errands } from '../../durable/errands';
import type { Caller } from '../../service';
import type { BackupState } from '../backup-state';
import { JobFailure } from '../jobs/job-failure';
import { testTag } from '../kinds/test-tag';
import { failureMessage } from '../restores/failure-message';
import type { RestoreJob, RestoreTest } from '../restores/restore-job';

/** How long a region that does not answer is left alone; assumed. */
const patience = Duration.hours(1);

/** A job that a test began. */
export type TestJob = RestoreJob & { test: RestoreTest };

export function isTest(job: RestoreJob): job is TestJob {
  return job.test !== undefined;
}

interface Look {
  id: string;
  /** Whether the time for validation is over then. */
  windowCloses: boolean;
}

export class CleanUps {
  readonly #errands: Errands<Look>;

  constructor(private readonly state: BackupState) {
    this.#errands = new Errands(state.world, 'backup.test-clean-ups', (look) => this.#goOn(look));
  }

  /** A test whose restore is over can be validated for a while; what one that failed has left behind is removed at once. */
  restored(job: RestoreJob): void {
    if (!isTest(job) || job.resource === undefined) return;
    if (job.status !== 'COMPLETED' || job.test.validationWindowHours === 0) return this.begin(job);
    this.#keep(job, { validation: { status: 'VALIDATING' } });
    this.#later(job, Duration.hours(job.test.validationWindowHours), true);
  }

  begin(job: TestJob): void {
    this.#keep(job, { deletion: { status: 'DELETING' } });
    this.#later(job, Duration.zero);
  }

  /** Puts on record what a validation came to. */
  validated(job: TestJob, validation: RestoreTest['validation']): TestJob {
    return this.#keep(job, { validation });
  }

  /** What is to be removed is looked at once more after each removal, until it is gone. */
  async #goOn({ id, windowCloses }: Look): Promise<void> {
    const job = this.state.restores.rows.get(id);
    if (!job || !isTest(job)) return;
    if (windowCloses) {
      // Whatever came of a validation before has begun the deletion already.
      if (!job.test.deletion) this.begin(this.#keep(job, { validation: { status: 'TIMED_OUT' } }));
      return;
    }
    if (this.state.world.outages.isDown(job.region)) return this.#later(job, patience);
    try {
      const again = await this.#remove(job);
      if (again) this.#later(job, again);
      else this.#keep(job, { deletion: { status: 'SUCCESSFUL' } });
    } catch (error) {
      const message = failureMessage(error);
      if (message === undefined) this.state.world.onFault(error, `clean-up of restore test ${id}`);
      this.#keep(job, { deletion: { status: 'FAILED', message: message ?? 'An internal error occurred.' } });
    }
  }

  /** Answers when to look again; undefined once it is gone. Throws JobFailure. */
  #remove(job: TestJob): Duration | undefined | Promise<Duration | undefined> {
    const kind = this.state.kinds.find(({ type }) => type === job.point.resourceType);
    const resource = kind?.find(job.resource ?? '');
    if (!kind || !resource) return undefined;
    // https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html#restore-testing-data-deletion
    if (!(testTag in resource.tags)) throw new JobFailure(`The resource ${resource.arn} cannot be deleted, because it does not have the tag ${testTag}.`);
    return kind.deleteTested(resource.arn, serviceRole(job));
  }

  #keep(job: TestJob, changed: Partial<RestoreTest>): TestJob {
    const kept = { ...job, test: { ...job.test, ...changed } };
    this.state.restores.keep(kept);
    return kept;
  }

  #later({ id }: RestoreJob, wait: Duration, windowCloses = false): void {
    this.#errands.leave(this.state.now().plus(wait), { id, windowCloses });
  }
}

/**
 * The service-linked role of restore testing, which may delete whatever carries its tag in the account:
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSServiceRolePolicyForBackupRestoreTesting.html.
 * It is no role of anybody's, so nothing but policies of resources limits it here; the tag has been looked at before.
 */
function serviceRole({ accountId }: RestoreJob): Caller {
  const name = 'AWSServiceRoleForBackupRestoreTesting';
  return { kind: 'root', accountId, arn: `arn:aws:sts::${accountId}:assumed-role/${name}/AWSBackup-RestoreTesting`, userId: `${name}:AWSBackup-RestoreTesting`, accessKeyId: '' };
}
