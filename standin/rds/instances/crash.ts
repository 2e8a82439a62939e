/** A server that dies of itself: RDS notices, restarts it, and lets it recover. */
import type { PostgresCluster } from '../../planes/postgres/cluster';
import { resumeBackups } from '../backups/run-backups';
import { say } from '../happenings';
import type { Instance } from '../instance';
import { goOnPromoting } from '../replicas/promote-replica';
import type { Room } from '../room';
import { failOver } from '../multi-az/fail-over';
import { applyChanges } from './apply-changes';

/** From now on, has the end of the instance's server noticed. */
export function noticeCrashes(room: Room, instance: Instance): void {
  if (!instance.cluster) return;
  instance.cluster.onCrash = () => {
    recover(room, instance);
    room.save();
  };
}

function recover(room: Room, instance: Instance): void {
  if (instance.status === 'deleting' || instance.status === 'stopping') return;
  if (instance.standby) {
    void failOver(room, instance, true);
    return;
  }
  instance.status = 'rebooting';
  // Wordings: the user guide's list of events, categories recovery and availability.
  say(room, instance, 'recovery', 'Recovery of the DB instance has started. Recovery time will vary with the amount of data to be recovered.');
  room.later('rds.crash-recovery', [instance.resourceId, room.world.clock.now().toString()], instance, { do: 'recover' });
}

export async function finishRecovery(room: Room, instance: Instance): Promise<void> {
  const { cluster } = instance;
  if (instance.status !== 'rebooting' || !cluster) return;
  try {
    await cluster.start();
  } catch (error) {
    instance.status = 'failed';
    say(room, instance, 'failure', 'The DB instance could not be recovered.');
    room.world.onFault(error, `recovering ${instance.identifier}`);
    return;
  }
  await room.survive(cluster, () => takeStock(instance, cluster));
  instance.status = 'available';
  say(room, instance, 'recovery', 'Recovery of the DB instance is complete.');
  say(room, instance, 'availability', 'DB instance restarted');
  await goOn(room, instance);
}

/** A server that crashed may have lost records that nothing was acknowledged for, but whose positions were noted: others come in their place. */
export async function takeStock({ positions, replication }: Instance, cluster: PostgresCluster): Promise<void> {
  cluster.touch();
  if (!replication) positions.cutAt(await cluster.foundUpTo());
}

/** What the crash interrupted is begun anew. */
export async function goOn(room: Room, instance: Instance): Promise<void> {
  const { cluster, underWay } = instance;
  if (cluster) await room.survive(cluster, () => resumeBackups(room, instance));
  if (instance.promotion) goOnPromoting(room, instance);
  if (underWay && instance.status === 'available') applyChanges(room, instance, underWay);
}
