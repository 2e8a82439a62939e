/** Automated backups on their way to another region: each shipment of the log arrives there some minutes later, with the base backups before it. */
import { Duration } from '../../../time/duration';
import { draw, type TimingName } from '../../timings';
import type { AutomatedBackup } from '../backups/automated-backup';
import type { PlaceTask } from '../durable/tasks';
import { dropLater } from '../backups/drop-backup';
import type { Place, Room } from '../room';

/** A backup in another region that follows one. */
export interface BackupCopy {
  readonly place: Place;
  readonly backup: AutomatedBackup;
}

type Sent = Extract<PlaceTask, { do: 'arrive' }>;

/** Sends what a backup holds now to all that follow it. */
export function sendToCopies(room: Room, from: AutomatedBackup): void {
  for (const copy of from.copies) send(room, from, copy, 'rds.replicate-backup');
}

/** What is sent arrives also where the source is deleted meanwhile; out of a region that is down nothing arrives. */
export function send(room: Room, from: AutomatedBackup, copy: BackupCopy, timing: TimingName): void {
  const { clock, chance } = room.world;
  const state = from.state();
  const newest = copy.backup.bases.at(-1)?.at;
  const bases = from.bases.filter(({ at }) => !at.isAfter(state.latest) && (newest ? at.isAfter(newest) : true)).slice(newest ? 0 : -1);
  const { place: { accountId, region }, backup: { archive, arn, of: { resourceId } } } = copy;
  room.leave(clock.now().plus(draw(chance, timing, arn, clock.now().toString())), {
    do: 'arrive', accountId, region, resourceId, archive: archive.directory, source: from.archive.directory, bases, reach: state,
  });
}

/** What was sent some minutes ago is there, unless one of the two regions is down or nobody waits for it any longer. */
export async function arrive(room: Room, { backups, region }: Place, sent: Sent): Promise<void> {
  const { outages } = room.world;
  const backup = backups.get(sent.resourceId);
  if (backup?.archive.directory !== sent.archive || outages.isDown(backup.origin?.region ?? '') || outages.isDown(region)) return;
  await backup.archive.addFrom(sent.source);
  for (const base of sent.bases) {
    if (backup.bases.some(({ at }) => !at.isBefore(base.at))) continue;
    backup.bases.push({ ...base, directory: room.share(backup.of.resourceId, base.directory) });
  }
  backup.arrive(sent.reach);
  if (backup.status === 'pending' && backup.bases.length > 0) backup.status = 'replicating';
  await forgetOld(room, backup);
}

async function forgetOld(room: Room, backup: AutomatedBackup): Promise<void> {
  const old = backup.dropBefore(room.world.clock.now().minus(Duration.days(backup.of.settings.backupRetentionDays)));
  if (old.length === 0) return;
  room.save();
  await backup.trimLog();
  for (const { directory } of old) await room.remove(directory);
}

/** Ends replication: what has arrived stays for its days. */
export function endReplication(room: Room, from: AutomatedBackup | undefined, copy: BackupCopy): void {
  const { place, backup } = copy;
  from?.copies.delete(copy);
  backup.status = 'retained';
  dropLater(room, place, backup, backup.of.settings.backupRetentionDays);
}
