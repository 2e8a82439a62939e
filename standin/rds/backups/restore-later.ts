/** What restoring has in common, from whatever it restores: an instance entered now, and up when the data is back. */
import type { PostgresCluster } from '../../planes/postgres/cluster';
import { restoreBackup, restoreToLsn } from '../../planes/postgres/recovery';
import type { TimingName } from '../../timings';
import type { Origin } from '../durable/tasks';
import { enter } from '../instances/bring-up';
import type { Instance, Settings } from '../instance';
import { flipByte } from '../mischief/flipped-byte';
import { identify } from '../parameters/apply';
import type { Place, Room } from '../room';

export type Restorable = Extract<Origin, { from: 'backup' | 'moment' }>;

interface Restore {
  resourceId: string;
  identifier: string;
  settings: Settings;
  tags: Map<string, string>;
  timing: TimingName;
  origin: Restorable;
  done: string;
}

export function restoreLater(room: Room, place: Place, { resourceId, identifier, settings, tags, timing, origin, done }: Restore): Instance {
  const instance = enter(room, place, resourceId, identifier, settings, tags);
  const factor = room.world.mischief.has('slow-restore') ? 10 : 1;
  room.later(timing, [resourceId], instance, { do: 'bring-up', origin, category: 'restoration', done, failed: 'incompatible-restore' }, factor);
  return instance;
}

/** The server of a restored instance, running. */
export async function makeRestored(room: Room, instance: Instance, origin: Restorable): Promise<PostgresCluster> {
  const [ground, { keeper, mischief, chance }] = [await room.ground(), room.world];
  const [to, prepare] = [room.freshDirectory('data'), (directory: string) => identify(room, instance, directory)];
  const cluster = origin.from === 'backup' ? await restoreBackup(ground, keeper, origin.backup, to, prepare) : await restoreToLsn(ground, keeper, origin, to, prepare);
  if (mischief.has('flipped-byte')) await flipByte(cluster, chance, instance.resourceId);
  return cluster;
}
