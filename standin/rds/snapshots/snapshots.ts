/** CreateDBSnapshot and DeleteDBSnapshot. */
import type {
  CreateDBSnapshotCommandInput,
  CreateDBSnapshotCommandOutput,
  DeleteDBSnapshotCommandInput,
  DeleteDBSnapshotCommandOutput,
} from '@aws-sdk/client-rds';
import type { Call } from '../../service';
import { snapshotAnswer } from '../answers/snapshot-answer';
import { sayOfSnapshot } from '../happenings';
import { findAvailable } from '../instances/find';
import { snapshotIdentifier } from '../names';
import { refusals } from '../refusals';
import type { Room } from '../room';
import type { Snapshot } from '../snapshot';
import { readTags } from '../tags';
import { findSnapshot } from './find-snapshot';
import { takeSnapshot } from './take-snapshot';

export function createSnapshot(room: Room) {
  return async (input: CreateDBSnapshotCommandInput, call: Call): Promise<Omit<CreateDBSnapshotCommandOutput, '$metadata'>> => {
    const place = room.place(call.caller.accountId, call.region);
    const identifier = snapshotIdentifier(input.DBSnapshotIdentifier);
    const tags = readTags(input.Tags);
    const instance = findAvailable(place, input.DBInstanceIdentifier);
    const snapshot = await takeSnapshot(room, instance, { identifier, kind: 'manual', tags });
    return { DBSnapshot: snapshotAnswer(snapshot, place) };
  };
}

export function deleteSnapshot(room: Room) {
  return async (input: DeleteDBSnapshotCommandInput, call: Call): Promise<Omit<DeleteDBSnapshotCommandOutput, '$metadata'>> => {
    const place = room.place(call.caller.accountId, call.region);
    const snapshot = findSnapshot(place, input.DBSnapshotIdentifier);
    if (snapshot.kind === 'automated') {
      throw refusals.snapshotState(`The snapshot ${snapshot.identifier} is an automated one, which goes with its instance and cannot be deleted by hand.`);
    }
    if (snapshot.kind === 'awsbackup') {
      throw refusals.snapshotState(`The snapshot ${snapshot.identifier} is managed by AWS Backup and can be deleted only through AWS Backup.`);
    }
    if (snapshot.status !== 'available' && snapshot.status !== 'failed') {
      throw refusals.snapshotState(`Cannot delete the snapshot because it is not currently in the available or failed state.`);
    }
    await removeSnapshot(room, snapshot);
    return { DBSnapshot: { ...snapshotAnswer(snapshot, place), Status: 'deleted' } };
  };
}

/** Removes a snapshot, whatever its state, with what it holds. */
export async function removeSnapshot(room: Room, snapshot: Snapshot): Promise<void> {
  snapshot.place.snapshots.delete(snapshot.identifier);
  sayOfSnapshot(room, snapshot, 'deletion', 'Deleted manual snapshot');
  if (snapshot.directory) await room.remove(snapshot.directory);
}
