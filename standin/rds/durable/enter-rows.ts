/** Makes of the rows of RDS what they were made of. */
import { Duration } from '../../../time/duration';
import { PostgresCluster } from '../../planes/postgres/cluster';
import type { LsnRecord } from '../../planes/postgres/log/lsn-record';
import { HeldBackStandby } from '../../planes/postgres/standby/held-back';
import { WalArchive } from '../../planes/postgres/wal-archive';
import type { Whereabouts } from '../../whereabouts';
import { AutomatedBackup, type Course } from '../backups/automated-backup';
import type { Instance } from '../instance';
import type { Room } from '../room';
import type { BackupRow, InstanceRow, Rows, SnapshotRow } from './rows';

type Positions = ReadonlyMap<string, LsnRecord>;

/** Servers are not started by that. */
export async function enterAll(room: Room, rows: Rows, positions: Positions): Promise<void> {
  for (const { accountId, region, made } of rows['rds.places'].values()) room.place(accountId, region).made = made;
  for (const row of rows['rds.instances'].values()) await enterInstance(room, row, positions);
  for (const [key, row] of rows['rds.instances']) await enterReplication(room, row, rows['rds.arrived'].get(key));
  for (const row of rows['rds.snapshots'].values()) enterSnapshot(room, row);
  for (const [key, row] of rows['rds.backups']) await enterBackup(room, row, rows['rds.courses'].get(key), positions);
  for (const row of rows['rds.backups'].values()) enterCopies(room, row);
  keepAll(room);
}

/** The instance that bears a resource id, where there is one. */
export function instanceBy(room: Room, { accountId, region, resourceId }: Whereabouts & { resourceId: string }): Instance | undefined {
  return [...room.place(accountId, region).instances.values()].find((instance) => instance.resourceId === resourceId);
}

async function enterInstance(room: Room, row: InstanceRow, positions: Positions): Promise<void> {
  const { accountId, region, tags, data, standby, source: _, ...rest } = row;
  const place = room.place(accountId, region);
  // What is only being made is made anew.
  const hasData = data !== undefined && row.status !== 'creating';
  place.instances.set(row.identifier, {
    ...rest,
    place,
    tags: new Map(Object.entries(tags)),
    positions: positions.get(row.resourceId) ?? room.positionsOf(row.resourceId),
    replicas: new Set(),
    ...(hasData && { cluster: await serverIn(room, data) }),
    ...(standby !== undefined && { standby: { cluster: await serverIn(room, standby) } }),
  });
}

async function serverIn(room: Room, directory: string): Promise<PostgresCluster> {
  return new PostgresCluster(await room.ground(), room.world.keeper, room.here(directory));
}

async function enterReplication(room: Room, row: InstanceRow, arrived: number | undefined): Promise<void> {
  const replica = instanceBy(room, row);
  const source = row.source && instanceBy(room, row.source);
  if (!row.source || !source || !replica) return;
  const [lag, untold] = [Duration.milliseconds(row.source.lag), Duration.milliseconds(row.source.untold)];
  const { cluster } = replica;
  replica.replication = {
    source, lag, untold, isBroken: row.source.isBroken, reached: room.world.clock.now().minus(lag),
    ...(cluster && arrived !== undefined && { standby: HeldBackStandby.again(await room.ground(), cluster, arrived) }),
  };
  source.replicas.add(replica);
}

function enterSnapshot(room: Room, row: SnapshotRow): void {
  const { accountId, region, tags, sharedWith, directory, ...rest } = row;
  const place = room.place(accountId, region);
  place.snapshots.set(row.identifier, {
    ...rest, place, tags: new Map(Object.entries(tags)), sharedWith: new Set(sharedWith), ...(directory !== undefined && { directory: room.here(directory) }),
  });
}

async function enterBackup(room: Room, row: BackupRow, course: Course | undefined, positions: Positions): Promise<void> {
  const { resourceId } = row.of;
  const place = room.place(row.accountId, row.region);
  const instance = row.isLive ? instanceBy(room, { ...row, resourceId }) : undefined;
  const of = instance ?? { ...row.of, positions: positions.get(resourceId) ?? room.positionsOf(resourceId) };
  const archive = WalArchive.at(await room.ground(), room.here(row.archive), course?.newest);
  const backup = new AutomatedBackup(row.arn, archive, of, course?.latest ?? room.world.clock.now());
  if (course) backup.goOnFrom(course);
  backup.status = row.status;
  if (row.origin) backup.origin = row.origin;
  backup.tags = new Map(Object.entries(row.tags));
  backup.bases.push(...row.bases.map((base) => ({ ...base, directory: room.here(base.directory) })));
  place.backups.set(resourceId, backup);
  if (instance) instance.backup = backup;
}

function enterCopies(room: Room, { accountId, region, of: { resourceId }, copies }: BackupRow): void {
  const from = room.place(accountId, region).backups.get(resourceId);
  for (const where of copies) {
    const place = room.place(where.accountId, where.region);
    const backup = place.backups.get(resourceId);
    if (backup) from?.copies.add({ place, backup });
  }
}

/** Each base of a backup holds its directory, and so does each snapshot that is none of those. */
function keepAll(room: Room): void {
  const held: { resourceId: string; directory: string }[] = [];
  for (const { snapshots, backups } of room.places()) {
    for (const { of: { resourceId }, bases } of backups.values()) held.push(...bases.map(({ directory }) => ({ resourceId, directory })));
    for (const { kind, instanceResourceId: resourceId, directory } of snapshots.values()) if (kind !== 'automated' && directory !== undefined) held.push({ resourceId, directory });
  }
  const numberOf = ({ directory }: { directory: string }): number => Number(/(\d+)$/.exec(directory)?.[1] ?? 0);
  for (const { resourceId, directory } of held.sort((a, b) => numberOf(a) - numberOf(b))) room.kept.add(resourceId, directory);
}
