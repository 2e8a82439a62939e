/** What is between a read replica and its source: the log on its way, as late as the world's clock says and no sooner. */
import { join } from 'node:path';
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import type { HeldBackStandby } from '../../planes/postgres/standby/held-back';
import { draw } from '../../timings';
import type { Instance } from '../instance';
import type { Room } from '../room';

export interface Replication {
  readonly source: Instance;
  /** How long what is written takes on its way. */
  readonly lag: Duration;
  /** What the metric does not say of that lag; nothing in an honest world. */
  readonly untold: Duration;
  /** Up to when what the source had written is there. */
  reached: Instant;
  /** Unset until the replica is up. */
  standby?: HeldBackStandby;
  /** The replica has what its source lost, and cannot follow it any longer. */
  isBroken: boolean;
}

/** How late replicas of a world with lagging ones really are. */
const lagging = Duration.minutes(30);

/** Begins to replicate, as of now; nothing goes by until the replica is up. */
export function replicationFrom(room: Room, source: Instance, resourceId: string, region: string): Replication {
  const { clock, chance, mischief } = room.world;
  const told = draw(chance, source.place.region === region ? 'rds.replica-lag' : 'rds.replica-lag-across-regions', resourceId);
  const lag = mischief.has('lagging-replica') ? lagging : told;
  return { source, lag, untold: lag.minus(told), reached: clock.now(), isBroken: false };
}

/** Has every replica have, at `to`, what its source had written by a lag before, and nothing of what came later. Answers whether anything arrived. */
export async function catchUpAll(room: Room, to: Instant): Promise<boolean> {
  let arrived = false;
  for (const replica of room.instances()) {
    if (!replica.replication) continue;
    const before = replica.replication.standby?.position;
    await catchUp(room, replica, replica.replication, to);
    arrived ||= replica.replication.standby?.position !== before;
  }
  return arrived;
}

/** Nothing arrives out of a region that is down, nor in one. */
export async function catchUp(room: Room, { cluster, place }: Pick<Instance, 'cluster' | 'place'>, replication: Replication, to: Instant): Promise<void> {
  const { source, standby, lag } = replication;
  const { outages } = room.world;
  if (!standby || replication.isBroken || outages.isDown(source.place.region) || outages.isDown(place.region)) return;
  replication.reached = to.minus(lag);
  const position = source.positions.at(replication.reached);
  if (position === undefined || position <= standby.position || !source.cluster || !standby.cluster.address) return;
  const logs = [...(source.backup ? [source.backup.archive.directory] : []), join(source.cluster.directory, 'pg_wal')];
  await room.survive(cluster ?? standby.cluster, () => standby.advance(position, logs));
}

/** How far a replica is behind, as its metric tells it. */
export function lagOf(room: Room, { reached, untold }: Replication): Duration {
  return room.world.clock.now().since(reached).minus(untold);
}

/** A source has gone on from a position of its log: replicas that have more of the old log cannot follow. */
export function breakThoseAhead({ replicas }: Instance, fork: number): void {
  for (const { replication } of replicas) if (replication?.standby && replication.standby.position > fork) replication.isBroken = true;
}
