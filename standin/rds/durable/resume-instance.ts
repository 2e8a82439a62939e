/** Starts the server of an instance that was taken up again, and has go on what was under way. */
import { say } from '../happenings';
import type { Instance, InstanceStatus } from '../instance';
import { goOn, noticeCrashes, takeStock } from '../instances/crash';
import { openEndpoint } from '../instances/endpoint';
import { makeStandbyLater, resumeStandby } from '../multi-az/standby';
import { startServer } from '../parameters/apply';
import type { Room } from '../room';
import type { Task } from './tasks';

/** States in which the server runs. One that is being started is so by what is left for later. */
const running: readonly InstanceStatus[] = ['available', 'backing-up', 'modifying', 'renaming', 'resetting-master-credentials', 'moving-to-vpc', 'stopping'];

/** By the state, what is left for later that ends it. */
const endings: Partial<Record<InstanceStatus, readonly Task['do'][]>> = {
  'backing-up': ['finish-backup', 'finish-snapshot'],
  modifying: ['change', 'promote'],
  renaming: ['change'],
  'resetting-master-credentials': ['change'],
  'moving-to-vpc': ['change'],
  rebooting: ['reboot', 'recover', 'take-over', 'finish-promotion'],
  starting: ['start'],
  stopping: ['stop'],
};

export async function resumeInstance(room: Room, instance: Instance): Promise<void> {
  const left = new Set([...room.tasks()].filter(({ resourceId }) => resourceId === instance.resourceId).map((task) => task.do));
  // It was on its way out of that state in the very moment at which everything ended.
  if (endings[instance.status]?.some((one) => left.has(one)) === false) instance.status = 'available';
  if (instance.hasEndpoint) await openEndpoint(room, instance);
  noticeCrashes(room, instance);
  if (running.includes(instance.status) && !(await startAnew(room, instance))) return;
  if (instance.standby) await resumeStandby(room, instance, instance.standby);
  if (instance.settings.multiAz && !instance.standby && instance.cluster && !left.has('make-standby')) makeStandbyLater(room, instance);
  if (instance.status === 'available') await goOn(room, instance);
}

/** False where the server does not come up. */
async function startAnew(room: Room, instance: Instance): Promise<boolean> {
  const { cluster } = instance;
  if (!cluster) return true;
  try {
    if (!(await startServer(room, instance))) return false;
    await takeStock(instance, cluster);
    say(room, instance, 'availability', 'DB instance restarted');
    return true;
  } catch (error) {
    instance.status = 'failed';
    say(room, instance, 'failure', 'The DB instance could not be recovered.');
    room.world.onFault(error, `taking up ${instance.identifier}`);
    return false;
  }
}
