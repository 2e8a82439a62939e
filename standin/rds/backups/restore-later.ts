/** What restoring has in common, from whatever it restores: an instance entered now, and up when the data is back. */
import type { PostgresCluster } from '../../planes/postgres/cluster';
import type { Prepare } from '../../planes/postgres/recovery';
import type { TimingName } from '../../timings';
import { bringUp, enter } from '../instances/bring-up';
import type { Instance, Settings } from '../instance';
import { flipByte } from '../mischief/flipped-byte';
import { identify } from '../parameters/apply';
import type { Place, Room } from '../room';

interface Restore {
  resourceId: string;
  identifier: string;
  settings: Settings;
  tags: Map<string, string>;
  timing: TimingName;
  /** The directories that are read, and must be there until it is done. */
  reads: string[];
  make: (directory: string, prepare: Prepare) => Promise<PostgresCluster>;
  done: string;
}

export function restoreLater(room: Room, place: Place, restore: Restore): Instance {
  const instance = enter(place, restore.resourceId, restore.identifier, restore.settings, restore.tags);
  const { mischief } = room.world;
  const hold = room.hold(...restore.reads);
  const make = async (): Promise<PostgresCluster> => {
    const cluster = await restore.make(room.freshDirectory('data'), (directory) => identify(room, instance, directory));
    if (mischief.has('flipped-byte')) await flipByte(cluster, room.world.chance, restore.resourceId);
    return cluster;
  };
  const work = async (): Promise<void> => {
    await bringUp(room, instance, { make, category: 'restoration', done: restore.done, failed: 'incompatible-restore' });
    await hold.release();
  };
  room.later(restore.timing, [restore.resourceId], work, mischief.has('slow-restore') ? 10 : 1);
  return instance;
}
