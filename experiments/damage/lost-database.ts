/** A database is deleted with its automated backups, as when its region is lost for good, or somebody with the keys of the account removes it. */
import type { DatabaseTarget } from '../../aws/resources';
import type { Services } from '../../aws/services';
import type { UndoArguments } from '../../drill/undo';
import { Compromised } from '../../measure/endings';
import { Duration } from '../../time/duration';
import { lookUntil } from '../../time/look-until';
import type { Experiment } from '../experiment';

const lookEvery = Duration.seconds(30);
const restoredWithin = Duration.hours(1);

export const lostDatabase: Experiment<DatabaseTarget> = {
  name: 'lost-database',
  does: 'Deletes a database instance with the automated backups that RDS keeps of it, and without a last snapshot.',
  target: 'database',
  blastRadius: 'One database instance with everything in it; what a vault of AWS Backup or a replica in another region holds stays.',
  permissions: ['rds:DeleteDBInstance'],
  undo: { 'restore-lost-database': restoreLostDatabase },
  lands: Duration.minutes(15),

  async inject({ services, undo }, { region, identifier, tags, vault, replica }) {
    if (!vault && !replica) throw new Compromised(`The experiment "lost-database" destroys what only a vault or a replica brings back, and ${identifier} has neither. Give it one in the plan.`);
    if (vault) {
      undo.file({
        action: 'restore-lost-database',
        does: 'Makes the database again, where it is gone, from the newest backup in its vault.',
        arguments: { region, identifier, vault: vault.name, roleArn: vault.roleArn, tags },
      });
    }
    await services.rds(region).delete(identifier);
  },

  async landed({ services }, { region, identifier }) {
    const found = await services.rds(region).find(identifier);
    return { good: !found || found.status === 'deleting', saw: found ? `${identifier} is ${found.status}` : `there is no ${identifier}` };
  },
};

/** Undo action `restore-lost-database`. Where the database was made again, here or elsewhere, there is nothing left to do. */
async function restoreLostDatabase(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  // Arguments come from our own undo entries, written by inject above.
  const { region, identifier, vault, roleArn } = args as { region: string; identifier: string; vault: string; roleArn: string };
  const { clock } = services;
  const [rds, backup] = [services.rds(region), services.backup(region)];
  let last = '';
  const late = () => new Error(`${last} after ${restoredWithin.inWords()}`);
  const watch = { every: lookEvery, deadline: clock.now().plus(restoredWithin), late };
  const status = await lookUntil(clock, watch, async () => {
    const found = await rds.find(identifier);
    last = `${identifier} is still being deleted`;
    return found?.status === 'deleting' ? undefined : (found?.status ?? 'gone');
  });
  if (status !== 'gone') return 'nothing left to do';
  const point = (await backup.recoveryPoints(vault)).findLast(({ continuous, status: its }) => !continuous && its === 'COMPLETED');
  if (!point) return 'nothing left to do';
  const metadata = { ...(await backup.restoreMetadata(vault, point.arn)), DBInstanceIdentifier: identifier };
  const job = await backup.startRestore({ pointArn: point.arn, roleArn, metadata, token: `undo-${identifier}` });
  const ended = await lookUntil(clock, watch, async () => {
    const its = await backup.restoreJob(job);
    last = `the restore of ${identifier} is still ${its.status}`;
    return ['COMPLETED', 'FAILED', 'ABORTED'].includes(its.status) ? its : undefined;
  });
  if (ended.status === 'COMPLETED') return 'done';
  throw new Error(`the restore of ${identifier} is ${ended.status}: ${ended.message}`);
}
