/** Mischief: the standby of a Multi-AZ instance lacks what was acknowledged in the last half minute. */
import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import { takeBaseBackup } from '../../planes/postgres/base-backup';
import type { PostgresCluster } from '../../planes/postgres/cluster';
import { HeldBackStandby } from '../../planes/postgres/standby/held-back';
import type { Instance } from '../instance';
import type { Standby } from '../multi-az/standby';
import type { Room } from '../room';

/** By how much it is behind. */
const behind = Duration.seconds(30);

/** A standby that nobody waits for. */
export async function makeLossy(room: Room, instance: Instance, primary: PostgresCluster): Promise<Standby> {
  const ground = await room.ground();
  const base = await takeBaseBackup(ground, primary, room.freshDirectory('backup'));
  const standby = await HeldBackStandby.make(ground, room.world.keeper, base, room.freshDirectory('data'));
  await rm(base.directory, { recursive: true, force: true });
  const catchUp = async (until: Instant): Promise<void> => {
    const position = instance.positions.at(until.minus(behind));
    const archive = instance.backup ? [instance.backup.archive.directory] : [];
    if (position !== undefined) await standby.advance(position, [...archive, join(primary.directory, 'pg_wal')]);
  };
  return { cluster: standby.cluster, catchUp };
}
