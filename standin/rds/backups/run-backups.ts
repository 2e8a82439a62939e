/** Automated backups as they run: begun with the instance, shipped every five minutes, taken daily, forgotten after their days. */
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import { WalArchive } from '../../planes/postgres/wal-archive';
import { say } from '../happenings';
import type { Instance } from '../instance';
import { automatedBackupArn } from '../names';
import { endReplication, sendToCopies } from '../replicated-backups/replicate';
import type { Room } from '../room';
import type { Snapshot } from '../snapshot';
import { AutomatedBackup } from './automated-backup';
import { dropBackup } from './drop-backup';
import { keepRunning } from './keep-data';
import { whatItIsOf } from '../snapshots/take-snapshot';
import { nextDaily } from './windows';

/** RDS moves logs to S3 every five minutes. Source: the user guide's page on restoring to a specified time. */
const shipEvery = Duration.minutes(5);

/** Turns backups on for a running instance, which is `backing-up` until the first is done. */
export async function beginBackups(room: Room, instance: Instance): Promise<void> {
  const { place, cluster } = instance;
  if (!cluster) return;
  const now = room.world.clock.now();
  const archive = await WalArchive.begin(await room.ground(), cluster, room.freshDirectory('archive'));
  const backup = new AutomatedBackup(automatedBackupArn(room.world.chance, place, instance.resourceId), archive, instance, now);
  instance.backup = backup;
  place.backups.set(instance.resourceId, backup);
  shipNext(room, instance, backup);
  backUpNext(room, instance, backup);
  if (instance.standby) await archive.keepOn(instance.standby.cluster);
  await takeAutomatedSnapshot(room, instance, backup);
}

/** Makes up for the first backup of an instance whose server was killed while it was taken. */
export async function resumeBackups(room: Room, instance: Instance): Promise<void> {
  const { backup, settings } = instance;
  if (settings.backupRetentionDays === 0) return;
  if (!backup) await beginBackups(room, instance);
  else if (backup.bases.length === 0) await takeAutomatedSnapshot(room, instance, backup);
}

/** Turns backups off, and removes what they made. */
export async function endBackups(room: Room, instance: Instance): Promise<void> {
  const { backup, cluster } = instance;
  if (!backup) return;
  instance.backup = undefined;
  for (const copy of [...backup.copies]) endReplication(room, backup, copy);
  for (const server of [cluster, instance.standby?.cluster]) if (server?.address) await backup.archive.end(server);
  await dropBackup(room, instance.place, backup);
}

function shipNext(room: Room, instance: Instance, { archive }: AutomatedBackup): void {
  room.next(room.world.clock.now().plus(shipEvery), instance, { do: 'ship', archive: archive.directory });
}

/** Ships until the backup is no longer this instance's. Nothing is shipped while the server is not running. */
export async function ship(room: Room, instance: Instance, archive: string): Promise<void> {
  const { backup } = instance;
  if (backup?.archive.directory !== archive) return;
  shipNext(room, instance, backup);
  if (instance.cluster?.address) await room.survive(instance.cluster, () => shipNow(room, instance));
}

/** Brings the archive up to now. */
export async function shipNow(room: Room, { backup, cluster, standby }: Instance): Promise<void> {
  if (!backup || !cluster?.address) return;
  await backup.ship(cluster, room.world.clock.now());
  sendToCopies(room, backup);
  if (standby) await room.survive(standby.cluster, () => backup.archive.keepOn(standby.cluster));
}

function backUpNext(room: Room, instance: Instance, { archive }: AutomatedBackup): void {
  room.next(nextDaily(instance.settings.backupWindow, room.world.clock.now()), instance, { do: 'back-up', archive: archive.directory });
}

export async function backUpDaily(room: Room, instance: Instance, archive: string): Promise<void> {
  const { backup } = instance;
  if (backup?.archive.directory !== archive) return;
  backUpNext(room, instance, backup);
  // Backups need an instance that is available; a day on which it is not is left out.
  if (instance.status === 'available' && instance.cluster) {
    await room.survive(instance.cluster, () => takeAutomatedSnapshot(room, instance, backup));
  }
  await forgetOld(room, instance, backup);
}

async function forgetOld(room: Room, instance: Instance, backup: AutomatedBackup): Promise<void> {
  const dropped = backup.dropBefore(room.world.clock.now().minus(Duration.days(instance.settings.backupRetentionDays)));
  if (dropped.length === 0) return;
  for (const base of dropped) instance.place.snapshots.delete(base.snapshotIdentifier);
  room.save();
  await backup.trimLog();
  for (const base of dropped) await room.remove(base.directory);
}

async function takeAutomatedSnapshot(room: Room, instance: Instance, backup: AutomatedBackup): Promise<void> {
  const { place, cluster } = instance;
  if (!cluster) return;
  const now = room.world.clock.now();
  instance.status = 'backing-up';
  say(room, instance, 'backup', 'Backing up DB instance');
  const snapshot = automatedSnapshotOf(instance, now);
  place.snapshots.set(snapshot.identifier, snapshot);
  const base = await keepRunning(room, instance.resourceId, cluster).catch((error: unknown) => {
    snapshot.status = 'failed';
    throw error;
  });
  cluster.takeDirty();
  await backup.note(cluster, now);
  backup.bases.push({ ...base, at: now, snapshotIdentifier: snapshot.identifier });
  snapshot.directory = base.directory;
  room.later('rds.snapshot', [instance.resourceId, snapshot.identifier], instance, { do: 'finish-backup', archive: backup.archive.directory, snapshot: snapshot.identifier });
}

export async function finishBackup(room: Room, instance: Instance, done: { archive: string; snapshot: string }): Promise<void> {
  const { backup, cluster, place } = instance;
  const snapshot = place.snapshots.get(done.snapshot);
  if (snapshot) Object.assign(snapshot, { status: 'available', percent: 100 });
  if (backup?.archive.directory !== done.archive) return;
  // A base backup is of use only with the log up to its end; restores reach further from the next shipment on.
  if (cluster?.address) await room.survive(cluster, () => backup.ship(cluster, room.world.clock.now(), backup.latest));
  if (backup.status === 'creating') backup.status = 'active';
  if (instance.status !== 'backing-up') return;
  instance.status = 'available';
  say(room, instance, 'backup', 'Finished DB Instance backup');
}

function automatedSnapshotOf(instance: Instance, now: Instant): Snapshot {
  const minute = now.toString().slice(0, 16).replace(/[T:]/g, '-');
  return {
    ...whatItIsOf(instance),
    identifier: `rds:${instance.identifier}-${minute}`,
    kind: 'automated',
    taken: now,
    tags: new Map(instance.settings.copyTagsToSnapshot ? instance.tags : []),
  };
}
