/** Takes RDS up again where the process before left it: what is on record, the directories, the servers. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { endLeftovers } from '../../planes/postgres/leftovers';
import type { LsnRecord } from '../../planes/postgres/log/lsn-record';
import type { Room } from '../room';
import { enterAll } from './enter-rows';
import { resumeInstance } from './resume-instance';
import { readsOf } from './tasks';

/** As many servers are started side by side. */
const atOnce = 4;

/** Answers when every server that ran is up again. Nothing is touched where nothing was kept. */
export async function revive(room: Room): Promise<void> {
  const { found } = room.records;
  const positions = takePositions(room);
  const names = await readdir(room.root).catch(() => []);
  if (names.length === 0 && found['rds.places'].size === 0) return;
  await endLeftovers(room.root);
  room.numberFrom(Math.max(0, ...names.map((name) => Number(/-(\d+)/.exec(name)?.[1] ?? 0))));
  await enterAll(room, found, positions);
  // Nothing may be put on record before all that was is entered.
  endUnfinished(room);
  await sweep(room, names);
  const instances = [...room.instances()];
  for (let first = 0; first < instances.length; first += atOnce) {
    await Promise.all(instances.slice(first, first + atOnce).map((instance) => resumeInstance(room, instance)));
  }
  room.save();
}

/** By resource id. */
function takePositions(room: Room): Map<string, LsnRecord> {
  const records = new Map<string, LsnRecord>();
  const { journal } = room.world;
  const isWanted = new Set([...room.records.found['rds.instances'].values(), ...[...room.records.found['rds.backups'].values()].map(({ of }) => of)].map(({ resourceId }) => resourceId));
  for (const [key, lsn] of journal.take<number>('rds.positions')) {
    const [resourceId = '', at] = key.split('/');
    if (!isWanted.has(resourceId)) journal.delete('rds.positions', key);
    else {
      const record = records.get(resourceId) ?? room.positionsOf(resourceId);
      records.set(resourceId, record);
      record.remember(Number(at), lsn);
    }
  }
  return records;
}

/** Snapshots that nobody is going to finish failed; automated ones were never there. */
function endUnfinished(room: Room): void {
  const finished = new Set([...room.tasks()].map((task) => ('snapshot' in task ? task.snapshot : task.do === 'delete' ? task.last : undefined)));
  for (const { snapshots } of room.places()) {
    for (const snapshot of snapshots.values()) {
      if (snapshot.status !== 'creating' || finished.has(snapshot.identifier)) continue;
      if (snapshot.kind === 'automated') snapshots.delete(snapshot.identifier);
      else snapshot.status = 'failed';
    }
  }
}

/** Removes what the record does not speak of, once nothing is going to read it any longer. */
async function sweep(room: Room, names: readonly string[]): Promise<void> {
  for (const task of room.tasks()) room.hold(...readsOf(task));
  const known = new Set<string>();
  for (const { instances, snapshots, backups } of room.places()) {
    for (const { cluster, standby } of instances.values()) for (const server of [cluster, standby?.cluster]) if (server) known.add(server.directory).add(`${server.directory}.log`);
    for (const { directory } of snapshots.values()) if (directory !== undefined) known.add(directory);
    for (const { archive, bases } of backups.values()) for (const { directory } of [archive, ...bases]) known.add(directory);
  }
  for (const path of names.map((name) => join(room.root, name))) if (!known.has(path)) await room.remove(path);
}
