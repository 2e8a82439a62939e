/** The life of a drill's servers: waited for until they answer, and ended with their volumes and what surrounds them. */
import { lookUntil, type Watch } from '../../time/look-until';
import type { Services } from '../../aws/services';
import type { Instance } from '../../aws/servers/instances';
import type { UndoArguments } from '../../drill/undo';
import { Compromised } from '../../measure/endings';
import type { Seen } from '../../measure/seen';
import { Duration } from '../../time/duration';
import type { Ground } from '../ground';

const lookEvery = Duration.seconds(15);
const answersWithin = Duration.minutes(20);
const goneWithin = Duration.minutes(30);

/** Files the undo that ends every server of the drill's in a region, and deletes its volumes; to be called before one is made there. */
export function willBeEnded(ground: Ground, region: string, tags: Readonly<Record<string, string>>): void {
  ground.undo.file({
    action: 'delete-servers',
    does: `Terminates the instances that the drill makes for "${tags['muster:component']}" in ${region}, and deletes their volumes.`,
    arguments: { region, tags },
  });
}

/** Answers an instance once it runs and has a name. Throws Compromised when that does not come. */
export async function awaitRunning(ground: Ground, region: string, id: string): Promise<Instance & { publicName: string }> {
  const { clock } = ground.services;
  let state = 'absent';
  const late = () => new Compromised(`The instance ${id} did not run within ${answersWithin.inWords()} (${state}), so there was nothing to drill with.`);
  return lookUntil(clock, { every: lookEvery, deadline: clock.now().plus(answersWithin), signal: ground.signal, late }, async () => {
    const found = await ground.services.instances(region).find(id);
    state = found?.state ?? 'absent';
    return found?.state === 'running' && found.publicName !== undefined ? { ...found, publicName: found.publicName } : undefined;
  });
}

/** Waits until a server answers well. Throws Compromised when it does not. */
export async function awaitAnswering(ground: Ground, probe: () => Promise<Seen>): Promise<void> {
  const { clock } = ground.services;
  let saw = '';
  const late = () => new Compromised(`The server did not answer well within ${answersWithin.inWords()} (${saw}), so there was nothing to drill with.`);
  await lookUntil(clock, { every: lookEvery, deadline: clock.now().plus(answersWithin), signal: ground.signal, late }, async () => {
    const seen = await probe();
    ({ saw } = seen);
    return seen.good || undefined;
  });
}

/** Undo action `delete-servers`: terminates every instance in `region` that carries all of `tags`, and deletes every volume that does. */
export async function deleteServers(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  // Arguments come from our own undo entries, written by willBeEnded.
  const { region, tags } = args as { region: string; tags: Record<string, string> };
  const { clock } = services;
  const [instances, volumes] = [services.instances(region), services.volumes(region)];
  const watch: Watch = {
    every: lookEvery,
    deadline: clock.now().plus(goneWithin),
    late: () => new Error(`servers tagged ${JSON.stringify(tags)} are still there after ${goneWithin.inWords()}`),
  };
  const there = await instances.carrying(tags);
  for (const { id, state } of there) if (state !== 'shutting-down') await instances.terminate(id);
  await lookUntil(clock, watch, async () => (await instances.carrying(tags)).length === 0 || undefined);
  let deleted = there.length;
  await lookUntil(clock, watch, async () => {
    const left = await volumes.carrying(tags);
    for (const { id, status } of left) {
      if (status !== 'available' && status !== 'error') continue;
      await volumes.delete(id);
      deleted += 1;
    }
    return left.length === 0 || undefined;
  });
  return deleted > 0 ? 'done' : 'nothing left to do';
}

/** Undo action `delete-security-group`. */
export async function deleteSecurityGroup(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  // Arguments come from our own undo entries, written by provisionServer.
  const { region, name } = args as { region: string; name: string };
  const groups = services.securityGroups(region);
  const id = await groups.named(name);
  if (id === undefined) return 'nothing left to do';
  await groups.delete(id);
  return 'done';
}
