/** Changes that take time: done after a while, in a state that says which. */
import { beginBackups, endBackups } from '../backups/run-backups';
import { nextWeekly } from '../backups/windows';
import { say } from '../happenings';
import type { Instance, InstanceStatus, PendingChanges } from '../instance';
import { convert } from '../multi-az/convert';
import { startServer } from '../parameters/apply';
import type { Room } from '../room';
import type { TimingName } from '../../timings';
import { placementOf } from '../subnets/placement';
import { cutEndpoint, openEndpoint } from './endpoint';
import { changeMasterPassword } from './master-user';

/** Puts an available instance into the state of being changed, and has the changes done later. */
export function applyChanges(room: Room, instance: Instance, changes: PendingChanges): void {
  const { status, timing } = courseOf(changes);
  instance.status = status;
  instance.underWay = changes;
  room.later(timing, [instance.resourceId, room.world.clock.now().toString()], instance, { do: 'change', status, changes });
}

export async function finishChanges(room: Room, instance: Instance, { status, changes }: { status: InstanceStatus; changes: PendingChanges }): Promise<void> {
  // A crash or a deletion may have come in between; after a crash they are begun anew.
  if (instance.status !== status || !instance.cluster) return;
  await room.survive(instance.cluster, () => carryOut(room, instance, changes));
}

/** Has what is pending done when the maintenance window begins, if the instance is available then. */
export function applyInMaintenanceWindow(room: Room, instance: Instance): void {
  const { clock } = room.world;
  room.at(nextWeekly(instance.settings.maintenanceWindow, clock.now()), instance, { do: 'maintain' });
}

export function maintain(room: Room, instance: Instance): void {
  const waiting = Object.values(instance.pending).some((value) => value !== undefined);
  if (!waiting || instance.status === 'deleting') return;
  if (instance.status === 'available') applyChanges(room, instance, { ...instance.pending });
  else applyInMaintenanceWindow(room, instance);
}

function courseOf(changes: PendingChanges): { status: InstanceStatus; timing: TimingName } {
  if (changes.identifier !== undefined) return { status: 'renaming', timing: 'rds.rename' };
  if (changes.subnetGroup !== undefined) return { status: 'moving-to-vpc', timing: 'rds.modify' };
  const { masterPassword, ...others } = changes;
  const passwordOnly = masterPassword !== undefined && Object.values(others).every((value) => value === undefined);
  return passwordOnly ? { status: 'resetting-master-credentials', timing: 'rds.password' } : { status: 'modifying', timing: 'rds.modify' };
}

async function carryOut(room: Room, instance: Instance, changes: PendingChanges): Promise<void> {
  const { settings, pending, cluster, identifier: before } = instance;
  if (changes.masterPassword !== undefined && cluster) {
    await changeMasterPassword(cluster, settings.masterUsername, changes.masterPassword);
    cluster.touch();
    say(room, instance, 'configuration change', 'Reset master credentials');
  }
  settings.instanceClass = changes.instanceClass ?? settings.instanceClass;
  settings.allocatedStorage = changes.allocatedStorage ?? settings.allocatedStorage;
  for (const [name, value] of Object.entries(changes)) {
    const key = name as keyof PendingChanges;
    if (pending[key] === value) delete pending[key];
  }
  if (changes.identifier !== undefined) await rename(room, instance, changes.identifier);
  if (changes.subnetGroup !== undefined) move(room, instance, changes.subnetGroup, changes.securityGroups);
  const restarts = changes.identifier ?? changes.subnetGroup ?? changes.instanceClass;
  if (restarts !== undefined && !(await restart(room, instance))) return;
  if (changes.identifier !== undefined) say(room, instance, 'configuration change', `Renamed instance from ${before} to ${changes.identifier}`);
  if (changes.multiAz !== undefined) await convert(room, instance, changes.multiAz);
  instance.status = 'available';
  instance.underWay = undefined;
  if (changes.backupRetentionDays !== undefined) await changeRetention(room, instance, changes.backupRetentionDays);
}

/** The old name stays open at the gate and leads nowhere, until another instance bears it: so it is with names and their addresses. */
async function rename(room: Room, instance: Instance, to: string): Promise<void> {
  const { place, identifier } = instance;
  cutEndpoint(room, instance);
  place.instances.delete(identifier);
  instance.identifier = to;
  place.instances.set(to, instance);
  await openEndpoint(room, instance);
}

/** Renaming and another class restart the server. Source: the user guide's table of what a modification does. False where the server does not come up with its parameters. */
export async function restart(room: Room, instance: Instance): Promise<boolean> {
  await instance.cluster?.stop();
  if (!(await startServer(room, instance))) return false;
  instance.cluster?.touch();
  say(room, instance, 'availability', 'DB instance restarted');
  return true;
}

/** To another network, in a zone that its subnets cover. */
function move(room: Room, { place, settings, resourceId }: Instance, to: string, wanted: readonly string[] | undefined): void {
  const { subnetGroup, securityGroups, zones } = placementOf(room, place, { DBSubnetGroupName: to, VpcSecurityGroupIds: wanted && [...wanted] });
  Object.assign(settings, { subnetGroup, securityGroups });
  if (!zones.includes(settings.zone)) settings.zone = zones[Math.floor(room.world.chance.fraction('rds', 'zone', resourceId, to) * zones.length)] ?? settings.zone;
}

async function changeRetention(room: Room, instance: Instance, days: number): Promise<void> {
  const before = instance.settings.backupRetentionDays;
  instance.settings.backupRetentionDays = days;
  if (days === 0) await endBackups(room, instance);
  if (before === 0) await beginBackups(room, instance);
}
