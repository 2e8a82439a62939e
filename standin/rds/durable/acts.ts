/** What each task that was left for later comes to. */
import type { PostgresCluster } from '../../planes/postgres/cluster';
import { backUpDaily, finishBackup, ship } from '../backups/run-backups';
import { dropBackup } from '../backups/drop-backup';
import { makeRestored } from '../backups/restore-later';
import type { Instance } from '../instance';
import { finishChanges, maintain } from '../instances/apply-changes';
import { bringUp } from '../instances/bring-up';
import { finishRecovery, goOn } from '../instances/crash';
import { makeFresh } from '../instances/create-instance';
import { finishDeletion } from '../instances/delete-instance';
import { finishReboot, finishStart, startAgain, stop } from '../instances/power';
import { loseData, loseKey } from '../keys/lost-keys';
import { finishFailOver } from '../multi-az/fail-over';
import { tryMakingStandby } from '../multi-az/standby';
import { applyParameters } from '../parameters/apply';
import { makeFollower } from '../replicas/create-replica';
import { carryOutPromotion, finishPromotion, goOnPromoting } from '../replicas/promote-replica';
import { reportLag } from '../replicas/report-lag';
import { arrive } from '../replicated-backups/replicate';
import type { Place, Room } from '../room';
import { finishSnapshot, finishSnapshotOf } from '../snapshots/take-snapshot';
import type { InstanceTask, Origin, PlaceTask, Task } from './tasks';

type Doing = void | Promise<void>;
type ActsOn<One extends { do: string }, Subject> = { [Name in One['do']]: (room: Room, subject: Subject, task: Extract<One, { do: Name }>) => Doing };

const onInstances: ActsOn<InstanceTask, Instance> = {
  'bring-up': bringUpFrom,
  reboot: finishReboot,
  recover: finishRecovery,
  stop,
  start: finishStart,
  'start-again': (room, instance, { at }) => startAgain(room, instance, at),
  delete: finishDeletion,
  change: finishChanges,
  maintain,
  ship: (room, instance, { archive }) => ship(room, instance, archive),
  'back-up': (room, instance, { archive }) => backUpDaily(room, instance, archive),
  'finish-backup': finishBackup,
  'finish-snapshot': (room, instance, { snapshot }) => finishSnapshotOf(room, instance, snapshot),
  'make-standby': tryMakingStandby,
  'take-over': async (room, instance, { crashed }) => {
    if ((await finishFailOver(room, instance)) && crashed) await goOn(room, instance);
  },
  promote: (room, instance, { key }) => carryOutPromotion(room, instance, key),
  'finish-promotion': finishPromotion,
  'lose-key': loseKey,
  'lose-data': (_room, instance) => loseData(instance),
  'report-lag': reportLag,
  'apply-parameters': (room, instance, { names }) => applyParameters(room, instance, names),
};

const onPlaces: ActsOn<PlaceTask, Place> = {
  'finish-copy': async (room, place, { snapshot }) => void (await finishSnapshot(room, place, snapshot)),
  'drop-backup': async (room, place, { resourceId, archive }) => {
    const backup = place.backups.get(resourceId);
    if (backup?.archive.directory === archive) await dropBackup(room, place, backup);
  },
  arrive,
};

/** Does what was left for later. What an instance was to come to is over once it is gone, but for its snapshots. */
export function actsOf(room: Room): (task: Task) => Promise<void> {
  return async (task) => {
    const place = room.place(task.accountId, task.region);
    if (isOfPlace(task)) return act(onPlaces, room, place, task);
    const instance = [...place.instances.values()].find(({ resourceId }) => resourceId === task.resourceId);
    if (instance) return act(onInstances, room, instance, task);
    if (task.do === 'finish-snapshot' || task.do === 'finish-backup') await finishSnapshot(room, place, task.snapshot);
    if (task.do === 'bring-up') await dropBase(room, task.origin);
  };
}

async function act<One extends { do: string }, Subject>(acts: ActsOn<One, Subject>, room: Room, subject: Subject, task: One): Promise<void> {
  // The task is found by its own name.
  const doIt = acts[task.do as One['do']] as (room: Room, subject: Subject, task: One) => Doing;
  await doIt(room, subject, task);
}

function isOfPlace(task: Task): task is PlaceTask {
  return task.do in onPlaces;
}

async function bringUpFrom(room: Room, instance: Instance, { origin, ...birth }: Extract<InstanceTask, { do: 'bring-up' }>): Promise<void> {
  await bringUp(room, instance, birth, () => make(room, instance, origin));
  if (origin.from !== 'source') return;
  await dropBase(room, origin);
  reportLag(room, instance);
  // Its source may have been deleted meanwhile.
  if (instance.promotion) goOnPromoting(room, instance);
}

function make(room: Room, instance: Instance, origin: Origin): Promise<PostgresCluster> {
  if (origin.from === 'nothing') return makeFresh(room, instance, origin.user);
  return origin.from === 'source' ? makeFollower(room, instance, origin.base) : makeRestored(room, instance, origin);
}

/** What a replica began with is of no use for anything else. */
async function dropBase(room: Room, origin: Origin): Promise<void> {
  if (origin.from === 'source' && origin.base) await room.remove(origin.base.directory);
}
