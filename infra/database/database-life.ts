/** The life of a drill's databases: waited for until they can be used, and deleted with all their kind. */
import type { DatabaseInstance, Rds } from '../../aws/rds';
import type { Services } from '../../aws/services';
import type { UndoArguments } from '../../drill/undo';
import { Compromised } from '../../measure/endings';
import type { Clock } from '../../time/clock';
import { Duration } from '../../time/duration';
import type { Instant } from '../../time/instant';
import { lookUntil } from '../../time/look-until';
import type { Ground } from '../ground';

const lookEvery = Duration.seconds(30);
const availableWithin = Duration.hours(1);
const goneWithin = Duration.hours(1);

/** Files the undo that deletes every database of the drill's in a region; to be called before one is made there. */
export function willBeDeleted(ground: Ground, region: string, tags: Readonly<Record<string, string>>): void {
  ground.undo.file({
    action: 'delete-databases',
    does: `Deletes the databases that the drill makes for "${tags['muster:component']}" in ${region}.`,
    arguments: { region, tags },
  });
}

/** Answers an instance once it is available and `ready`. Throws Compromised when that does not come. */
export async function awaitDatabase(ground: Ground, wanted: { rds: Rds; identifier: string; ready: (instance: DatabaseInstance) => boolean }): Promise<DatabaseInstance> {
  const { rds, identifier, ready } = wanted;
  const { clock } = ground.services;
  let found: DatabaseInstance | undefined;
  const late = () => new Compromised(`The database ${identifier} was not available and backed up within ${availableWithin.inWords()} (${found?.status ?? 'absent'}), so there was nothing to drill with.`);
  return lookUntil(clock, { every: lookEvery, deadline: clock.now().plus(availableWithin), signal: ground.signal, late }, async () => {
    found = await rds.find(identifier);
    return found?.status === 'available' && ready(found) ? found : undefined;
  });
}

/** Undo action `delete-databases`: deletes every instance in `region` that carries all of `tags`, and waits until they are gone. */
export async function deleteDatabases(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  // Arguments come from our own undo entries, written by willBeDeleted and by restores.
  const { region, tags } = args as { region: string; tags: Record<string, string> };
  const rds = services.rds(region);
  const deadline = services.clock.now().plus(goneWithin);
  const ours = async () => (await rds.list()).filter((found) => Object.entries(tags).every(([key, value]) => found.tags[key] === value));
  const found = await ours();
  for (const { resourceId } of found) await deleteSettled(services.clock, rds, resourceId, deadline);
  const late = () => new Error(`databases tagged ${JSON.stringify(tags)} are still there after ${goneWithin.inWords()}`);
  await lookUntil(services.clock, { every: lookEvery, deadline, late }, async () => (await ours()).length === 0 || undefined);
  return found.length > 0 ? 'done' : 'nothing left to do';
}

/** States that RDS refuses to delete an instance in; it leaves each of them by itself. */
const busy = ['renaming', 'rebooting', 'starting', 'stopping', 'modifying', 'resetting-master-credentials'];

/** Deletes an instance once it is not in the middle of something, under whatever name it has by then. */
async function deleteSettled(clock: Clock, rds: Rds, resourceId: string, deadline: Instant): Promise<void> {
  for (;;) {
    const instance = (await rds.list()).find((one) => one.resourceId === resourceId);
    if (!instance || instance.status === 'deleting') return;
    if (!busy.includes(instance.status) || !clock.now().isBefore(deadline)) return rds.delete(instance.identifier);
    await clock.sleep(lookEvery);
  }
}
