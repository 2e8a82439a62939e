/** RestoreDBInstanceFromDBSnapshot: a new instance with the data that a snapshot holds. */
import type { RestoreDBInstanceFromDBSnapshotCommandInput, RestoreDBInstanceFromDBSnapshotCommandOutput } from '@aws-sdk/client-rds';
import type { Call } from '../../service';
import { instanceAnswer } from '../answers/instance-answer';
import { assertFree, nextResourceId } from '../instances/bring-up';
import { askedMembers, assertEngine, newSettings } from '../instances/new-settings';
import { assertKeyUsable } from '../keys/lost-keys';
import { instanceIdentifier } from '../names';
import { refusals } from '../refusals';
import type { Room } from '../room';
import { onlyServed } from '../served';
import { findReadable } from '../snapshots/find-snapshot';
import { readTags } from '../tags';
import { restoreLater } from './restore-later';

const served = [...askedMembers, 'DBInstanceIdentifier', 'DBSnapshotIdentifier', 'Engine'];

type Output = Omit<RestoreDBInstanceFromDBSnapshotCommandOutput, '$metadata'>;

export function restoreFromSnapshot(room: Room) {
  return async (input: RestoreDBInstanceFromDBSnapshotCommandInput, call: Call): Promise<Output> => {
    onlyServed(input, served);
    const place = room.place(call.caller.accountId, call.region);
    const identifier = instanceIdentifier(input.DBInstanceIdentifier);
    assertEngine(input.Engine, undefined);
    const snapshot = findReadable(room, place, input.DBSnapshotIdentifier);
    const { directory } = snapshot;
    if (snapshot.status !== 'available' || !directory) {
      throw refusals.snapshotState(`Cannot restore from the snapshot ${snapshot.identifier} because it is not in the available state.`);
    }
    assertKeyUsable(room, snapshot.settings.kmsKeyId);
    const tags = readTags(input.Tags);
    assertFree(place, identifier);
    const resourceId = nextResourceId(room, place);
    const settings = newSettings(input, snapshot.settings, { ...place, room, resourceId });
    const instance = restoreLater(room, place, {
      resourceId,
      identifier,
      settings,
      tags,
      timing: 'rds.restore-from-snapshot',
      origin: { from: 'backup', backup: directory },
      done: `Restored from snapshot ${snapshot.identifier}`,
    });
    return { DBInstance: instanceAnswer(room, instance, call) };
  };
}
