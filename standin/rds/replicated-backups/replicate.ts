/** Automated backups on their way to another region: each shipment of the log arrives there some minutes later, with the base backups before it. */
import { Duration } from '../../../time/duration';
import { draw, type TimingName } from '../../timings';
import type { AutomatedBackup } from '../backups/automated-backup';
import { dropBackup } from '../backups/drop-backup';
import type { Place, Room } from '../room';

/** A backup in another region that follows one. */
export interface BackupCopy {
  readonly place: Place;
  readonly backup: AutomatedBackup;
}

/** Sends what a backup holds now to all that follow it. */
export function sendToCopies(room: Room, from: AutomatedBackup): void {
  for (const copy of from.copies) send(room, from, copy, 'rds.replicate-backup');
}

/** What is sent arrives also where the source is deleted meanwhile; out of a region that is down nothing arrives. */
export function send(room: Room, from: AutomatedBackup, copy: BackupCopy, timing: TimingName): void {
  const { clock, chance, outages } = room.world;
  const state = from.state();
  const newest = copy.backup.bases.at(-1)?.at;
  const bases = from.bases.filter(({ at }) => !at.isAfter(state.latest) && (newest ? at.isAfter(newest) : true)).slice(newest ? 0 : -1);
  const held = room.hold(from.archive.directory, ...bases.map(({ directory }) => directory));
  room.after(draw(chance, timing, copy.backup.arn, clock.now().toString()), async () => {
    const { place, backup } = copy;
    const isLost = outages.isDown(backup.origin?.region ?? '') || outages.isDown(place.region) || place.backups.get(backup.of.resourceId) !== backup;
    if (!isLost) {
      await backup.archive.addFrom(from.archive.directory);
      for (const base of bases) {
        if (backup.bases.some(({ at }) => !at.isBefore(base.at))) continue;
        backup.bases.push({ ...base, directory: room.share(backup.of.resourceId, base.directory) });
      }
      backup.arrive(state);
      if (backup.status === 'pending' && backup.bases.length > 0) backup.status = 'replicating';
      await forgetOld(room, backup);
    }
    await held.release();
  });
}

async function forgetOld(room: Room, backup: AutomatedBackup): Promise<void> {
  const old = await backup.forgetBefore(room.world.clock.now().minus(Duration.days(backup.of.settings.backupRetentionDays)));
  for (const { directory } of old) await room.remove(directory);
}

/** Ends replication: what has arrived stays for its days. */
export function endReplication(room: Room, from: AutomatedBackup | undefined, copy: BackupCopy): void {
  const { place, backup } = copy;
  from?.copies.delete(copy);
  backup.status = 'retained';
  room.after(Duration.days(backup.of.settings.backupRetentionDays), () => {
    if (place.backups.get(backup.of.resourceId) === backup) return dropBackup(room, place, backup);
  });
}
