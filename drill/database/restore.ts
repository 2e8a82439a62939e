/** RDS point-in-time restore, from the wait for the logs to the first connection. */
import { Duration } from '../../time/duration';
import type { Instant } from '../../time/instant';
import type { Drill } from '../drill';
import { recoveryDeadline, waitInRecovery } from '../phases/recovery-wait';
import type { Subject } from '../subject';
import { isAvailable } from './availability';
import type { Database, RestoredDatabase } from './database';

const every = Duration.seconds(30);
/** RDS archives its logs every five minutes; three times that, and something is wrong. */
const logsWithin = Duration.minutes(15);

/** Makes a new instance with the data of `moment`. Marks `restore-requested`, `restore-completed` and `resource-ready`. */
export async function restoreToMoment(drill: Drill, subject: Subject, database: Database, moment: Instant): Promise<void> {
  const { region, identifier, configuration } = database.resource;
  const tags = database.restoredTags;
  const rds = drill.services.rds(region);
  await waitInRecovery(drill, {
    subject: `latest restorable time of ${identifier}`,
    every,
    within: logsWithin,
    look: async () => {
      const latest = (await rds.find(identifier))?.latestRestorableTime;
      return { good: latest?.isAfter(moment) ?? false, saw: latest?.toString() ?? 'none' };
    },
  });

  const restored = `${identifier}-restored`;
  fileDeletion(drill, subject, { region, tags });
  const requested = drill.clock.now();
  await rds.restoreToMoment(identifier, moment, { identifier: restored, configuration, tags });
  drill.mark(subject, 'restore-requested', { notBefore: requested, notAfter: drill.clock.now() });

  const completed = await waitInRecovery(drill, {
    subject: `status of ${restored}`,
    every,
    within: recoveryDeadline(subject),
    notBefore: requested,
    look: () => isAvailable(rds, restored),
  });
  drill.mark(subject, 'restore-completed', completed);

  await connectToRestored(drill, subject, database, { region, identifier: restored, tags });
}

/** Files how what a restore makes in a region is taken back; to be called before it is made. */
export function fileDeletion(drill: Drill, { component }: Subject, { region, tags }: Pick<RestoredDatabase, 'region' | 'tags'>): void {
  drill.undo.file({ action: 'delete-databases', does: `Deletes the database that the restore of "${component.name}" makes.`, arguments: { region, tags } });
}

/** Waits until what a restore made answers, and has the drill read it from now on. Marks `resource-ready`. */
export async function connectToRestored(drill: Drill, subject: Subject, database: Database, made: Omit<RestoredDatabase, 'sql'>): Promise<void> {
  const { region, identifier } = made;
  const notBefore = drill.clock.now();
  const endpoint = (await drill.services.rds(region).find(identifier))?.endpoint;
  const sql = drill.services.sql(database.loginAt(region, endpoint));
  database.restored = { ...made, sql };
  const ready = await waitInRecovery(drill, {
    subject: `connection to ${identifier}`,
    every,
    within: recoveryDeadline(subject),
    notBefore: subject.marks.get('restore-completed')?.notBefore ?? notBefore,
    look: () => sql.query('SELECT 1').then(
      () => ({ good: true, saw: 'answers' }),
      (error: Error) => ({ good: false, saw: error.message }),
    ),
  });
  drill.mark(subject, 'resource-ready', ready);
}
