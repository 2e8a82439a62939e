/** How an instance comes to be: entered in the books at once, and up some minutes later. */
import type { PostgresCluster } from '../../planes/postgres/cluster';
import { beginBackups } from '../backups/run-backups';
import { say } from '../happenings';
import type { Birth } from '../durable/tasks';
import type { Instance, Settings } from '../instance';
import { makeStandby, makeStandbyLater } from '../multi-az/standby';
import { resourceId } from '../names';
import { refusals } from '../refusals';
import { settleServer } from '../parameters/apply';
import type { Place, Room } from '../room';
import { noticeCrashes } from './crash';
import { openEndpoint } from './endpoint';

/** Throws DBInstanceAlreadyExists when an identifier is an instance's, or is about to be. */
export function assertFree(place: Place, identifier: string): void {
  const taken = [...place.instances.values()].some((one) => one.identifier === identifier || one.pending.identifier === identifier);
  if (taken) throw refusals.instanceExists();
}

/** The resource id of the next instance made in a place; drawn before its settings, which are drawn by it. */
export function nextResourceId(room: Room, place: Place): string {
  place.made += 1;
  return resourceId(room.world.chance, place, place.made);
}

/** Enters a new instance, which is `creating`. */
export function enter(room: Room, place: Place, id: string, identifier: string, settings: Settings, tags: Map<string, string>): Instance {
  const instance: Instance = {
    place, resourceId: id, identifier, status: 'creating', settings, pending: {}, tags, hasEndpoint: false, positions: room.positionsOf(id), replicas: new Set(),
  };
  place.instances.set(identifier, instance);
  return instance;
}

/** Does the real work of a creation or restore. `make` answers with the server running. The instance may have been deleted meanwhile: nothing happens then. */
export async function bringUp(room: Room, instance: Instance, birth: Omit<Birth, 'origin'>, make: () => Promise<PostgresCluster>): Promise<void> {
  if (instance.status !== 'creating') return;
  try {
    instance.cluster = await make();
  } catch (error) {
    instance.status = birth.failed;
    say(room, instance, 'failure', 'The DB instance could not be brought up.');
    // AWS says no more than that either; whoever runs the stand-in is told why.
    room.world.onFault(error, `bringing up ${instance.identifier}`);
    return;
  }
  instance.created = room.world.clock.now();
  noticeCrashes(room, instance);
  await room.survive(instance.cluster, () => settleServer(room, instance));
  instance.hasEndpoint = true;
  await openEndpoint(room, instance);
  say(room, instance, birth.category, birth.done);
  if (hasWrongParameters(instance)) return;
  if (instance.settings.multiAz) {
    await room.survive(instance.cluster, () => makeStandby(room, instance));
    if (!instance.standby) makeStandbyLater(room, instance);
  }
  if (instance.settings.backupRetentionDays > 0) await room.survive(instance.cluster, () => beginBackups(room, instance));
  else instance.status = 'available';
}

/** Told while it was brought up. */
function hasWrongParameters({ status }: Instance): boolean {
  return status === 'incompatible-parameters';
}
