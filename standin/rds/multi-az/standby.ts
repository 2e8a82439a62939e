/** The standby of a Multi-AZ instance: made from the running primary, and made anew after it was promoted or lost. */
import type { Instant } from '../../../time/instant';
import type { PostgresCluster } from '../../planes/postgres/cluster';
import { followFrom, isFollowed, makeSynchronous, waitForNobody } from '../../planes/postgres/standby/synchronous';
import type { Instance, InstanceStatus } from '../instance';
import { makeLossy } from '../mischief/lossy-failover';
import type { Room } from '../room';

export interface Standby {
  readonly cluster: PostgresCluster;
  /** Hands over what it is to have of what was written until an instant; absent where the primary waits for it at each commit. */
  catchUp?(until: Instant): Promise<void>;
}

/** The port of a name at the gate is anything: nobody else uses these names. */
const port = 5432;

/** Standbys that died and are being cleared away: the system tells of their end at any time. */
const ending = new WeakMap<Instance, Promise<void>>();

/** Makes the standby of an instance that runs and has none. */
export async function makeStandby(room: Room, instance: Instance): Promise<void> {
  await ending.get(instance);
  const { cluster } = instance;
  if (!cluster?.address || instance.standby) return;
  const standby = room.world.mischief.has('lossy-failover') ? await makeLossy(room, instance, cluster) : { cluster: await makeHonest(room, instance, cluster) };
  // Meanwhile it may have been deleted, or its server may have died.
  if (instance.cluster !== cluster || instance.status === 'deleting' || instance.standby) return end(room, standby.cluster);
  adopt(room, instance, standby);
  await instance.backup?.archive.keepOn(standby.cluster);
}

function adopt(room: Room, instance: Instance, standby: Standby): void {
  instance.standby = standby;
  standby.cluster.onCrash = () => void lose(room, instance, standby).catch((error: unknown) => room.world.onFault(error, `losing the standby of ${instance.identifier}`));
}

/** Takes up a standby that there was when another process had the instance; another one is made later where it does not follow any longer. */
export async function resumeStandby(room: Room, instance: Instance, standby: Standby): Promise<void> {
  const { cluster, status } = instance;
  adopt(room, instance, standby);
  const primary = await room.world.gate.open(nameOf(instance), port, () => instance.cluster?.address);
  try {
    await followFrom(await room.ground(), standby.cluster, primary);
    if (stopped.includes(status)) return;
    await standby.cluster.start();
    if (cluster?.address) await isFollowed(cluster);
  } catch (error) {
    room.world.onFault(error, `taking up the standby of ${instance.identifier}`);
    await endStandby(room, instance);
  }
}

/** States in which the standby does not run, as the primary does not. */
const stopped: readonly InstanceStatus[] = ['stopped', 'starting', 'deleting', 'failed', 'inaccessible-encryption-credentials-recoverable', 'inaccessible-encryption-credentials'];

async function makeHonest(room: Room, instance: Instance, cluster: PostgresCluster): Promise<PostgresCluster> {
  // The primary's port changes with each start of it, and the name stays.
  const primary = await room.world.gate.open(nameOf(instance), port, () => instance.cluster?.address);
  return makeSynchronous(await room.ground(), room.world.keeper, cluster, { primary, scratch: room.freshDirectory('backup'), directory: room.freshDirectory('data') });
}

/** Makes a standby some minutes from now, as often as it takes until there is one. */
export function makeStandbyLater(room: Room, instance: Instance): void {
  room.later('rds.standby', [instance.resourceId, room.world.clock.now().toString()], instance, { do: 'make-standby' });
}

export async function tryMakingStandby(room: Room, instance: Instance): Promise<void> {
  const { status, cluster, settings } = instance;
  if (!settings.multiAz || instance.standby || status === 'deleting') return;
  if (cluster && status !== 'rebooting') await room.survive(cluster, () => makeStandby(room, instance));
  // There is one now, if all went well.
  if (!hasStandby(instance)) makeStandbyLater(room, instance);
}

function hasStandby({ standby }: Instance): boolean {
  return standby !== undefined;
}

/** Ends the standby of an instance, which waits for none from now on. */
export async function endStandby(room: Room, instance: Instance): Promise<void> {
  const { standby, cluster } = instance;
  instance.standby = undefined;
  if (!standby) return;
  room.save();
  if (cluster) await room.survive(cluster, () => waitForNobody(cluster));
  await end(room, standby.cluster);
}

/** Shuts the way by which standbys reach an instance that is no more. */
export async function shutStandbyWay(room: Room, instance: Instance): Promise<void> {
  await room.world.gate.shut(nameOf(instance), port);
}

/** A primary whose standby died goes on by itself. */
async function lose(room: Room, instance: Instance, standby: Standby): Promise<void> {
  if (instance.standby !== standby) return;
  if (instance.status !== 'deleting') makeStandbyLater(room, instance);
  const ended = endStandby(room, instance);
  ending.set(instance, ended);
  await ended;
}

async function end(room: Room, cluster: PostgresCluster): Promise<void> {
  await cluster.stop('SIGQUIT');
  await room.remove(cluster.directory);
}

function nameOf({ resourceId }: Instance): string {
  return `primary.${resourceId}.internal`;
}
