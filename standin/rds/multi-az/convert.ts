/** Turning a single instance into a Multi-AZ one and back, while it runs. */
import { say } from '../happenings';
import type { Instance } from '../instance';
import type { Room } from '../room';
import { endStandby, makeStandby } from './standby';
import { drawSecondaryZone } from './zones';

/** No outage comes with it. Source: the ModifyDBInstance reference; the messages are those of the user guide's list of events. */
export async function convert(room: Room, instance: Instance, multiAz: boolean): Promise<void> {
  const { settings, place, resourceId } = instance;
  const to = multiAz ? 'a Multi-AZ DB instance' : 'a standard (Single-AZ) DB instance';
  say(room, instance, 'configuration change', `Applying modification to convert to ${to}`);
  settings.multiAz = multiAz;
  settings.secondaryZone = multiAz ? drawSecondaryZone(room.world.chance, room.subnetGroups.zonesOf(room.subnetGroups.find(place, settings.subnetGroup)), resourceId, settings.zone) : undefined;
  if (multiAz) await makeStandby(room, instance);
  else await endStandby(room, instance);
  say(room, instance, 'configuration change', `Finished applying modification to convert to ${to}`);
}
