/** A restore job of AWS Backup, from the request to its end. */
import type { RecoveryPoint, RestoreJob } from '../../aws/backup';
import { Duration } from '../../time/duration';
import { type Drill, PlanFellShort } from '../drill';
import { recoveryDeadline, waitInRecovery } from '../phases/recovery-wait';
import type { Subject } from '../subject';

const every = Duration.seconds(30);
const over = new Set(['COMPLETED', 'FAILED', 'ABORTED']);

export interface RestoreOrder {
  region: string;
  vault: string;
  point: RecoveryPoint;
  roleArn: string;
  /** What the restore is told beside what was recorded with the point. */
  asked: Readonly<Record<string, string>>;
  /** Names this restore within the drill. */
  name: string;
  /** What is restored, in the words of a message: `the volume of "tills"`. */
  what: string;
}

/** Answers what the restore made. Marks `restore-requested` and `restore-completed`. Throws PlanFellShort where the job fails. */
export async function runRestoreJob(drill: Drill, subject: Subject, { region, vault, point, roleArn, asked, name, what }: RestoreOrder): Promise<RestoreJob> {
  const backup = drill.services.backup(region);
  const requested = drill.clock.now();
  const metadata = await backup.restoreMetadata(vault, point.arn);
  const job = await backup.startRestore({
    pointArn: point.arn,
    roleArn,
    metadata: { ...metadata, ...asked },
    token: `${drill.id}-${name}`.replace(/[^\w.-]/g, '-').slice(-64),
  });
  drill.mark(subject, 'restore-requested', { notBefore: requested, notAfter: drill.clock.now() });
  let last: RestoreJob = { status: '', message: '', made: '' };
  const completed = await waitInRecovery(drill, {
    subject: `restore job ${job}`,
    every,
    within: recoveryDeadline(subject),
    notBefore: requested,
    look: async () => {
      last = await backup.restoreJob(job);
      return { good: over.has(last.status), saw: last.message ? `${last.status}: ${last.message}` : last.status };
    },
  });
  if (last.status !== 'COMPLETED') throw new PlanFellShort(`AWS Backup did not restore ${what}: the job is ${last.status}. ${last.message}`);
  drill.mark(subject, 'restore-completed', completed);
  return last;
}
