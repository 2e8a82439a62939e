/** The end of an automated backup: nothing of it stays. */
import { Duration } from '../../../time/duration';
import type { Place, Room } from '../room';
import type { AutomatedBackup } from './automated-backup';

/** Removes a backup after some days, if it is still there then. */
export function dropLater(room: Room, { accountId, region }: Place, { of: { resourceId }, archive }: AutomatedBackup, days: number): void {
  room.leave(room.world.clock.now().plus(Duration.days(days)), { do: 'drop-backup', accountId, region, resourceId, archive: archive.directory });
}

/** Removes a backup with its snapshots and its archive. */
export async function dropBackup(room: Room, place: Place, backup: AutomatedBackup): Promise<void> {
  place.backups.delete(backup.of.resourceId);
  for (const base of backup.bases) {
    place.snapshots.delete(base.snapshotIdentifier);
    await room.remove(base.directory);
  }
  await room.remove(backup.archive.directory);
}
