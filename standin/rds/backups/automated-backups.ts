/** DescribeDBInstanceAutomatedBackups and DeleteDBInstanceAutomatedBackup. */
import type {
  DBInstanceAutomatedBackup,
  DeleteDBInstanceAutomatedBackupCommandInput,
  DeleteDBInstanceAutomatedBackupCommandOutput,
  DescribeDBInstanceAutomatedBackupsCommandInput,
  DescribeDBInstanceAutomatedBackupsCommandOutput,
} from '@aws-sdk/client-rds';
import type { Call } from '../../service';
import { backedUpSettings } from '../answers/backed-up-settings';
import { filter } from '../answers/filters';
import { page } from '../answers/paging';
import { arnOf, nameIn } from '../names';
import { refusals } from '../refusals';
import type { Place, Room } from '../room';
import { tagList } from '../tags';
import type { AutomatedBackup } from './automated-backup';
import { dropBackup } from './drop-backup';

type DescribeInput = DescribeDBInstanceAutomatedBackupsCommandInput;

export function describeAutomatedBackups(room: Room) {
  return async (input: DescribeInput, call: Call): Promise<Omit<DescribeDBInstanceAutomatedBackupsCommandOutput, '$metadata'>> => {
    const place = room.place(call.caller.accountId, call.region);
    const wanted = filter<AutomatedBackup>(input.Filters, {
      status: ({ status }) => [status],
      'db-instance-id': ({ of }) => [of.identifier, arnOf(place, 'db', of.identifier)],
      'dbi-resource-id': ({ of }) => [of.resourceId],
    });
    const { items, marker } = page(named(place, input).filter(wanted), input);
    return { DBInstanceAutomatedBackups: items.map((backup) => backupAnswer(place, backup)), Marker: marker };
  };
}

/** Throws DBInstanceAutomatedBackupNotFound when something is named that is not there. */
function named(place: Place, input: DescribeInput): AutomatedBackup[] {
  const { DbiResourceId: resource, DBInstanceAutomatedBackupsArn: arn } = input;
  const identifier = input.DBInstanceIdentifier && nameIn('db', input.DBInstanceIdentifier).toLowerCase();
  const found = [...place.backups.values()].filter(
    (backup) =>
      (!resource || backup.of.resourceId === resource) && (!arn || backup.arn === arn) && (!identifier || backup.of.identifier === identifier),
  );
  const name = resource ?? arn ?? identifier;
  if (name && found.length === 0) throw refusals.automatedBackupNotFound(name);
  return found;
}

/** Retained backups alone are deleted so; those of a living instance go with it. */
export function deleteAutomatedBackup(room: Room) {
  return async (
    input: DeleteDBInstanceAutomatedBackupCommandInput,
    call: Call,
  ): Promise<Omit<DeleteDBInstanceAutomatedBackupCommandOutput, '$metadata'>> => {
    const place = room.place(call.caller.accountId, call.region);
    if (!input.DbiResourceId && !input.DBInstanceAutomatedBackupsArn) throw refusals.missing('DbiResourceId');
    const [backup] = named(place, { DbiResourceId: input.DbiResourceId, DBInstanceAutomatedBackupsArn: input.DBInstanceAutomatedBackupsArn });
    if (!backup) throw refusals.automatedBackupNotFound('');
    if (backup.status !== 'retained') {
      throw refusals.automatedBackupState(`The automated backup of ${backup.of.identifier} is ${backup.status}; only a retained one can be deleted.`);
    }
    const answer = { DBInstanceAutomatedBackup: { ...backupAnswer(place, backup), Status: 'deleting' } };
    await dropBackup(room, place, backup);
    return answer;
  };
}

export function backupAnswer(place: Place, backup: AutomatedBackup): DBInstanceAutomatedBackup {
  const { of, status, earliest, latest } = backup;
  const { settings } = of;
  const origin = backup.origin ?? place;
  return {
    DBInstanceIdentifier: of.identifier,
    DBInstanceArn: arnOf(origin, 'db', of.identifier),
    DbiResourceId: of.resourceId,
    DBInstanceAutomatedBackupsArn: backup.arn,
    Region: origin.region,
    Status: status,
    RestoreWindow: status === 'creating' || status === 'pending' ? {} : { EarliestTime: earliest?.toDate(), LatestTime: latest.toDate() },
    InstanceCreateTime: of.created?.toDate(),
    ...backedUpSettings(settings),
    BackupRetentionPeriod: settings.backupRetentionDays,
    PreferredBackupWindow: settings.backupWindow,
    BackupTarget: 'region',
    DBInstanceAutomatedBackupsReplications: [...backup.copies].map((copy) => ({ DBInstanceAutomatedBackupsArn: copy.backup.arn })),
    TagList: tagList(backup.tags),
  };
}
