/** PromoteReadReplica: a replica becomes an instance of its own, with what had arrived when that was asked for. */
import type { PromoteReadReplicaCommandInput, PromoteReadReplicaCommandOutput } from '@aws-sdk/client-rds';
import { promote, standsBy } from '../../planes/postgres/standby/stand-by';
import type { Call } from '../../service';
import { instanceAnswer } from '../answers/instance-answer';
import { beginBackups } from '../backups/run-backups';
import { assertApart, backupWindow } from '../backups/windows';
import { say } from '../happenings';
import type { Instance } from '../instance';
import { restart } from '../instances/apply-changes';
import { cutEndpoint } from '../instances/endpoint';
import { findAvailable } from '../instances/find';
import { within } from '../instances/new-settings';
import { refusals } from '../refusals';
import type { Room } from '../room';
import { onlyServed } from '../served';

/** What a replica is to be once it is promoted. */
export interface Promotion {
  backupRetentionDays: number;
}

export function promoteReadReplica(room: Room) {
  return async (input: PromoteReadReplicaCommandInput, call: Call): Promise<Omit<PromoteReadReplicaCommandOutput, '$metadata'>> => {
    onlyServed(input, ['DBInstanceIdentifier', 'BackupRetentionPeriod', 'PreferredBackupWindow']);
    const replica = findAvailable(room.place(call.caller.accountId, call.region), input.DBInstanceIdentifier);
    if (!replica.replication) throw refusals.instanceState(`DB Instance ${replica.identifier} is not a read replica.`);
    const backupRetentionDays = within('BackupRetentionPeriod', input.BackupRetentionPeriod ?? 1, 0, 35);
    const window = input.PreferredBackupWindow ? backupWindow(input.PreferredBackupWindow) : replica.settings.backupWindow;
    assertApart(window, replica.settings.maintenanceWindow);
    replica.settings.backupWindow = window;
    standAlone(room, replica, { backupRetentionDays });
    return { DBInstance: instanceAnswer(room, replica, call) };
  };
}

/** Ends replication now, and makes of the replica an instance of its own as soon as that can be. */
export function standAlone(room: Room, replica: Instance, promotion: Promotion): void {
  leaveSource(replica);
  replica.promotion = promotion;
  say(room, replica, 'read replica', 'Replication on the read replica was terminated.');
  if (replica.status === 'available') goOnPromoting(room, replica);
}

/** A replica that is being deleted or promoted is its source's no longer. */
export function leaveSource(replica: Instance): void {
  replica.replication?.source.replicas.delete(replica);
  replica.replication = undefined;
}

/** Promotes an available replica that left its source; called again where a crash came in between. */
export function goOnPromoting(room: Room, replica: Instance): void {
  if (replica.status !== 'available') return;
  const key = [replica.resourceId, room.world.clock.now().toString()];
  replica.status = 'modifying';
  room.later('rds.promote-replica', key, replica, { do: 'promote', key });
}

export async function carryOutPromotion(room: Room, replica: Instance, key: string[]): Promise<void> {
  const { cluster } = replica;
  if (replica.status !== 'modifying' || !cluster) return;
  await room.survive(cluster, async () => {
    // It was promoted before where it was killed right after.
    if (await standsBy(cluster)) await promote(cluster);
    cutEndpoint(room, replica);
    replica.status = 'rebooting';
  });
  room.later('rds.reboot', key, replica, { do: 'finish-promotion' });
}

export async function finishPromotion(room: Room, replica: Instance): Promise<void> {
  const { promotion, cluster } = replica;
  if (replica.status !== 'rebooting' || !promotion || !cluster) return;
  if (!(await restart(room, replica))) return;
  replica.promotion = undefined;
  replica.settings.backupRetentionDays = promotion.backupRetentionDays;
  replica.status = 'available';
  if (promotion.backupRetentionDays > 0) await room.survive(cluster, () => beginBackups(room, replica));
}
