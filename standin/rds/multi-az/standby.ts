/** The standby of a Multi-AZ instance: made from the running primary, and made anew after it was promoted or lost. */
import type { Instant } from '../../../time/instant';
import type { PostgresCluster } from '../../planes/postgres/cluster';
import { makeSynchronous, waitForNobody } from '../../planes/postgres/standby/synchronous';
import type { Instance } from '../instance';
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
  instance.standby = standby;
  standby.cluster.onCrash = () => void lose(room, instance, standby).catch((error: unknown) => room.world.onFault(error, `losing the standby of ${instance.identifier}`));
  await instance.backup?.archive.keepOn(standby.cluster);
}

async function makeHonest(room: Room, instance: Instance, cluster: PostgresCluster): Promise<PostgresCluster> {
  // The primary's port changes with each start of it, and the name stays.
  const primary = await room.world.gate.open(nameOf(instance), port, () => instance.cluster?.address);
  return makeSynchronous(await room.ground(), room.world.keeper, cluster, { primary, scratch: room.freshDirectory('backup'), directory: room.freshDirectory('data') });
}

/** Makes a standby some minutes from now, as often as it takes until there is one. */
export function makeStandbyLater(room: Room, instance: Instance): void {
  room.later('rds.standby', [instance.resourceId, room.world.clock.now().toString()], async () => {
    const { place, identifier, status, cluster, settings } = instance;
    if (!settings.multiAz || instance.standby || status === 'deleting' || place.instances.get(identifier) !== instance) return;
    if (cluster && status !== 'rebooting') await room.survive(cluster, () => makeStandby(room, instance));
    // There is one now, if all went well.
    if (!hasStandby(instance)) makeStandbyLater(room, instance);
  });
}

function hasStandby({ standby }: Instance): boolean {
  return standby !== undefined;
}

/** Ends the standby of an instance, which waits for none from now on. */
export async function endStandby(room: Room, instance: Instance): Promise<void> {
  const { standby, cluster } = instance;
  instance.standby = undefined;
  if (!standby) return;
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
