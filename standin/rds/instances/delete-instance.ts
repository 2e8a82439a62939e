/** DeleteDBInstance: with or without a last snapshot, with or without its automated backups. */
import type { DeleteDBInstanceCommandInput, DeleteDBInstanceCommandOutput } from '@aws-sdk/client-rds';
import type { Call } from '../../service';
import { instanceAnswer } from '../answers/instance-answer';
import { dropLater } from '../backups/drop-backup';
import { endBackups, shipNow } from '../backups/run-backups';
import { enterSnapshot, fillSnapshot } from '../snapshots/take-snapshot';
import { say } from '../happenings';
import type { Instance, InstanceStatus } from '../instance';
import { endStandby, shutStandbyWay } from '../multi-az/standby';
import { snapshotIdentifier } from '../names';
import { refusals } from '../refusals';
import { endReplication } from '../replicated-backups/replicate';
import { leaveSource, standAlone } from '../replicas/promote-replica';
import type { Room } from '../room';
import type { Snapshot } from '../snapshot';
import { cutEndpoint, shutEndpoint } from './endpoint';
import { findInstance } from './find';

/** States in which something is being done that a deletion would run into. */
const busy: InstanceStatus[] = ['renaming', 'rebooting', 'starting', 'stopping', 'modifying', 'moving-to-vpc', 'resetting-master-credentials'];

/** States in which there is nothing to take a last snapshot of. Source: the DeleteDBInstance reference. */
const withoutData: InstanceStatus[] = ['creating', 'failed', 'incompatible-restore', 'incompatible-parameters', 'inaccessible-encryption-credentials-recoverable', 'inaccessible-encryption-credentials'];

export function deleteInstance(room: Room) {
  return async (input: DeleteDBInstanceCommandInput, call: Call): Promise<Omit<DeleteDBInstanceCommandOutput, '$metadata'>> => {
    const place = room.place(call.caller.accountId, call.region);
    const instance = findInstance(place, input.DBInstanceIdentifier);
    assertDeletable(instance);
    const lastIdentifier = lastSnapshotOf(instance, input);
    const last = lastIdentifier === undefined ? undefined : enterSnapshot(room, instance, { identifier: lastIdentifier, kind: 'manual', tags: new Map() });

    instance.status = 'deleting';
    leaveSource(instance);
    if (instance.hasEndpoint) cutEndpoint(room, instance);
    const { cluster } = instance;
    room.later('rds.delete', [instance.resourceId], instance, { do: 'delete', last: last?.identifier, backupsToo: input.DeleteAutomatedBackups ?? true });
    if (cluster) await room.during(instance, () => room.survive(cluster, () => takeDown(room, instance, last)));
    return { DBInstance: instanceAnswer(room, instance, call) };
  };
}

function assertDeletable({ status, settings, identifier }: Instance): void {
  if (settings.deletionProtection) {
    throw refusals.combination('Cannot delete protected DB Instance, please disable deletion protection and try again.');
  }
  if (status === 'deleting') throw refusals.instanceState(`Instance ${identifier} is already being deleted.`);
  if (busy.includes(status)) throw refusals.instanceState(`Instance ${identifier} cannot be deleted while it is ${status}.`);
}

function lastSnapshotOf({ status, identifier, replication }: Instance, input: DeleteDBInstanceCommandInput): string | undefined {
  const { SkipFinalSnapshot: skip = false, FinalDBSnapshotIdentifier: name } = input;
  if (replication && !skip) throw refusals.combination('SkipFinalSnapshot must be specified when a read replica is deleted.');
  if (skip && name !== undefined) throw refusals.combination('FinalDBSnapshotIdentifier cannot be specified when deleting an instance with SkipFinalSnapshot true.');
  if (skip) return undefined;
  if (name === undefined) throw refusals.combination('FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.');
  if (withoutData.includes(status)) {
    throw refusals.instanceState(`Cannot create a final snapshot of the instance ${identifier}, which is ${status}; specify SkipFinalSnapshot.`);
  }
  return snapshotIdentifier(name, 'FinalDBSnapshotIdentifier');
}

/** Nobody can write any longer: what is there now is what the last snapshot and the archive hold. */
async function takeDown(room: Room, instance: Instance, last: Snapshot | undefined): Promise<void> {
  const { cluster } = instance;
  await shipNow(room, instance);
  if (last) await fillSnapshot(room, instance, last);
  await cluster?.stop(last || instance.backup ? 'SIGINT' : 'SIGQUIT');
  await endStandby(room, instance);
}

export async function finishDeletion(room: Room, instance: Instance, { last: lastIdentifier, backupsToo }: { last?: string; backupsToo: boolean }): Promise<void> {
  await room.doneWith(instance);
  const { place, identifier, cluster, backup } = instance;
  const last = lastIdentifier === undefined ? undefined : place.snapshots.get(lastIdentifier);
  if (last?.directory) Object.assign(last, { status: 'available', percent: 100 });
  else if (last) last.status = 'failed';
  await cluster?.stop('SIGQUIT');
  // They have what has arrived until now, and stand alone from now on, in whatever region.
  for (const replica of instance.replicas) standAlone(room, replica, { backupRetentionDays: 0 });
  if (cluster) await room.remove(cluster.directory);
  await endStandby(room, instance);
  if (instance.settings.multiAz) await shutStandbyWay(room, instance);
  if (instance.hasEndpoint) await shutEndpoint(room, instance);
  place.instances.delete(identifier);
  // What AWS Backup has taken over stays for its days, whatever is asked of RDS.
  if (backup && backupsToo && instance.awsBackupPoint === undefined) await endBackups(room, instance);
  else if (backup) retain(room, instance);
  say(room, instance, 'deletion', 'DB instance deleted');
}

/** Retained backups end when the last of them is as old as the days that the instance kept them. */
function retain(room: Room, instance: Instance): void {
  const { backup, place, settings } = instance;
  if (!backup) return;
  instance.backup = undefined;
  backup.status = 'retained';
  for (const copy of [...backup.copies]) endReplication(room, backup, copy);
  dropLater(room, place, backup, settings.backupRetentionDays);
}
