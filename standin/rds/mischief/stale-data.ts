/** Mischief: what is backed up is not what is there now, but what was there half an hour before. */
import { Duration } from '../../../time/duration';
import { Instant } from '../../../time/instant';
import { keepMoment } from '../backups/keep-data';
import type { Instance } from '../instance';
import type { Room } from '../room';

/** How far off the data of a world with stale restores is. */
const staleBy = Duration.minutes(30);

/** The instant whose data a stale restore answers with, where another was asked for: half an hour before, or the earliest there is. */
export function staleMoment(moment: Instant, earliest: Instant | undefined): Instant {
  const before = moment.minus(staleBy);
  return earliest ? Instant.latest(before, earliest) : before;
}

/** A directory with an instance's data of half an hour ago; undefined where it has no automated backups to take it from. */
export async function staleData(room: Room, { backup }: Instance): Promise<string | undefined> {
  return backup && keepMoment(room, backup, staleMoment(room.world.clock.now(), backup.earliest));
}
