/** Puts what happens to an instance or a snapshot into the event log. */
import type { Instance } from './instance';
import { arnOf } from './names';
import type { Room } from './room';
import type { Snapshot } from './snapshot';
import type { Category } from './events';

/** Notes something that happened to an instance. */
export function say(room: Room, { place, identifier }: Instance, category: Category, message: string): void {
  place.events.note({ at: room.world.clock.now(), type: 'db-instance', identifier, arn: arnOf(place, 'db', identifier), category, message });
}

/** Notes something that happened to a snapshot. */
export function sayOfSnapshot(room: Room, { place, identifier }: Snapshot, category: Category, message: string): void {
  place.events.note({ at: room.world.clock.now(), type: 'db-snapshot', identifier, arn: arnOf(place, 'snapshot', identifier), category, message });
}
