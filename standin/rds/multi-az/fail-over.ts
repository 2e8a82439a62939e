/** A failover: the primary is gone, nobody gets in for a minute or two, and the standby takes its place under the same name. */
import type { PostgresCluster } from '../../planes/postgres/cluster';
import { promote } from '../../planes/postgres/standby/stand-by';
import { say } from '../happenings';
import { cutEndpoint } from '../instances/endpoint';
import type { Instance } from '../instance';
import { breakThoseAhead } from '../replicas/replication';
import type { Room } from '../room';
import { makeStandbyLater, type Standby } from './standby';
import { swapZones } from './zones';

/**
 * Fails over an instance that has a standby. Nobody gets in from the moment of the call on; the answer comes when the primary is down,
 * and the standby takes over later.
 * Source: the user guide's page on failing over a Multi-AZ instance; the messages are those of its list of events.
 */
export async function failOver(room: Room, instance: Instance, crashed = false): Promise<void> {
  const { cluster } = instance;
  if (!cluster || instance.failingOver) return;
  const begun = room.world.clock.now();
  instance.status = 'rebooting';
  instance.failingOver = begun;
  if (instance.hasEndpoint) cutEndpoint(room, instance);
  say(room, instance, 'failover', 'Multi-AZ instance failover started.');
  room.later('rds.failover', [instance.resourceId, begun.toString()], instance, { do: 'take-over', crashed });
  room.save();
  // What it has not sent yet it sends before it ends.
  await room.during(instance, () => cluster.stop());
}

/** Answers whether the instance is up again by that. */
export async function finishFailOver(room: Room, instance: Instance): Promise<boolean> {
  const { cluster } = instance;
  await room.doneWith(instance);
  const up = cluster !== undefined && (await takeOver(room, instance, cluster));
  instance.failingOver = undefined;
  if (instance.status !== 'rebooting' || !up) return false;
  instance.status = 'available';
  say(room, instance, 'failover', 'Multi-AZ instance failover completed.');
  say(room, instance, 'availability', 'DB instance restarted');
  return true;
}

/** False where neither the standby nor the primary comes up. */
async function takeOver(room: Room, instance: Instance, primary: PostgresCluster): Promise<boolean> {
  try {
    if (instance.standby) await promoteStandby(room, instance, instance.standby);
    else await primary.start();
  } catch (error) {
    instance.status = 'failed';
    say(room, instance, 'failure', 'The DB instance could not be recovered.');
    room.world.onFault(error, `failing over ${instance.identifier}`);
    return false;
  }
  instance.cluster?.touch();
  return true;
}

async function promoteStandby(room: Room, instance: Instance, standby: Standby): Promise<void> {
  const { cluster: before, failingOver: begun = room.world.clock.now() } = instance;
  const { cluster } = standby;
  await standby.catchUp?.(begun);
  const fork = await promote(cluster);
  instance.standby = undefined;
  instance.cluster = cluster;
  cluster.onCrash = before?.onCrash ?? cluster.onCrash;
  // Whatever the standby had was written before the primary was lost.
  instance.positions.cutAt(fork);
  instance.positions.note(begun, fork);
  instance.backup?.forkAt(fork);
  breakThoseAhead(instance, fork);
  swapZones(instance.settings);
  if (before) await room.remove(before.directory);
  makeStandbyLater(room, instance);
}
