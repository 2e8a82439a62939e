/** RestoreDBInstanceToPointInTime: a new instance with the data that another held at an instant. */
import type { RestoreDBInstanceToPointInTimeCommandInput, RestoreDBInstanceToPointInTimeCommandOutput } from '@aws-sdk/client-rds';
import { Instant } from '../../../time/instant';
import type { Call } from '../../service';
import { instanceAnswer } from '../answers/instance-answer';
import { assertFree, nextResourceId } from '../instances/bring-up';
import { findInstance } from '../instances/find';
import { askedMembers, assertEngine, newSettings } from '../instances/new-settings';
import { assertKeyUsable } from '../keys/lost-keys';
import { staleMoment } from '../mischief/stale-data';
import { instanceIdentifier } from '../names';
import { refusals } from '../refusals';
import type { Place, Room } from '../room';
import { onlyServed } from '../served';
import { readTags } from '../tags';
import type { AutomatedBackup } from './automated-backup';
import { restoreLater } from './restore-later';

const served = [
  ...askedMembers, 'SourceDBInstanceIdentifier', 'SourceDbiResourceId', 'SourceDBInstanceAutomatedBackupsArn', 'TargetDBInstanceIdentifier', 'RestoreTime',
  'UseLatestRestorableTime', 'Engine',
];

type Input = RestoreDBInstanceToPointInTimeCommandInput;

export function restoreToPointInTime(room: Room) {
  return async (input: Input, call: Call): Promise<Omit<RestoreDBInstanceToPointInTimeCommandOutput, '$metadata'>> => {
    onlyServed(input, served);
    const place = room.place(call.caller.accountId, call.region);
    const identifier = instanceIdentifier(input.TargetDBInstanceIdentifier, 'TargetDBInstanceIdentifier');
    assertEngine(input.Engine, undefined);
    const backup = sourceOf(place, input);
    const moment = momentOf(input, backup);
    assertKeyUsable(room, backup.of.settings.kmsKeyId);
    const tags = readTags(input.Tags);
    assertFree(place, identifier);

    const given = room.world.mischief.has('stale-restore') ? staleMoment(moment, backup.earliest) : moment;
    const sources = backup.sourcesAt(given);
    if (!sources) throw outside(moment, backup);
    const { base, lsn } = sources;
    const resourceId = nextResourceId(room, place);
    const settings = newSettings(input, backup.of.settings, { ...place, room, resourceId });
    const instance = restoreLater(room, place, {
      resourceId,
      identifier,
      settings,
      tags,
      timing: 'rds.restore-to-point-in-time',
      origin: { from: 'moment', backup: base.directory, archive: backup.archive.directory, lsn },
      done: `Restored from DB instance ${backup.of.identifier} to ${moment.toString()}`,
    });
    return { DBInstance: instanceAnswer(room, instance, call) };
  };
}

/** The backup of the source, which is named in exactly one way. Throws the not-found errors, and PointInTimeRestoreNotEnabled. */
function sourceOf(place: Place, input: Input): AutomatedBackup {
  const { SourceDBInstanceIdentifier: identifier, SourceDbiResourceId: resource, SourceDBInstanceAutomatedBackupsArn: arn } = input;
  if ([identifier, resource, arn].filter((given) => given !== undefined).length !== 1) {
    throw refusals.combination('Exactly one of SourceDBInstanceIdentifier, SourceDbiResourceId and SourceDBInstanceAutomatedBackupsArn must be specified.');
  }
  if (identifier !== undefined) {
    const instance = findInstance(place, identifier, 'SourceDBInstanceIdentifier');
    if (!instance.backup || instance.backup.status === 'creating') throw refusals.backupsNotEnabled(instance.identifier);
    return instance.backup;
  }
  const backup = resource === undefined ? [...place.backups.values()].find((one) => one.arn === arn) : place.backups.get(resource);
  if (!backup) throw refusals.automatedBackupNotFound(resource ?? arn ?? '');
  if (backup.status === 'creating' || backup.status === 'pending') throw refusals.backupsNotEnabled(backup.of.identifier);
  return backup;
}

/** The instant asked for. Throws InvalidParameterCombination and, outside of what can be restored, InvalidParameterValue. */
function momentOf({ RestoreTime: time, UseLatestRestorableTime: latest = false }: Input, backup: AutomatedBackup): Instant {
  if (time && latest) throw refusals.combination('RestoreTime cannot be specified when UseLatestRestorableTime is true.');
  if (!time && !latest) throw refusals.combination('Either RestoreTime or UseLatestRestorableTime must be specified.');
  if (!time) return backup.latest;
  const moment = Instant.ofDate(time);
  const { earliest } = backup;
  if (!earliest || moment.isBefore(earliest) || !moment.isBefore(backup.latest)) throw outside(moment, backup);
  return moment;
}

function outside(moment: Instant, { earliest, latest }: AutomatedBackup) {
  const window = `${earliest?.toString() ?? 'never'} to ${latest.toString()}`;
  return refusals.value(`The specified restore time ${moment.toString()} is not within the window in which the instance can be restored: ${window}.`);
}
