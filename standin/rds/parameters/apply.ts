/** How parameters reach the servers: at once by a reload, or with the next start, which they may prevent. */
import type { DBInstance } from '@aws-sdk/client-rds';
import type { PostgresCluster } from '../../planes/postgres/cluster';
import { customise, reload, type Told } from '../../planes/postgres/customise';
import { authority } from '../../planes/tls/authority';
import { say } from '../happenings';
import type { Instance } from '../instance';
import { endpointName } from '../names';
import type { Room } from '../room';

/** The parameters that a server was last told, by name. */
export interface AppliedParameters {
  values: Readonly<Record<string, string>>;
  /** How many changes are about to be applied. */
  applying: number;
}

/** What a group sets where nobody holds its parameters against what the server has. */
function wantedOf(room: Room, { place, settings }: Instance): Record<string, string> {
  const { parameters } = room.parameterGroups.find(place, settings.parameterGroup);
  return Object.fromEntries(Object.values(parameters).map(({ name, value }) => [name, value]));
}

/** Gives a server that is not started yet the name that it answers to, and parameters: none where it has none of its own yet. */
export async function identify(room: Room, { place, identifier }: Instance, directory: string, values: AppliedParameters['values'] = {}): Promise<Told> {
  const { 'rds.force_ssl': forceTls, ...parameters } = values;
  const identity = authority().identityOf(endpointName(room.world.chance, place, identifier));
  return customise(await room.ground(), directory, { parameters, identity, forceTls: forceTls === '1' });
}

/** Writes down for a server what its group sets and what it is called; it has to read it yet. */
async function tellServer(room: Room, instance: Instance, cluster: PostgresCluster, values = wantedOf(room, instance)): Promise<Told> {
  const told = await identify(room, instance, cluster.directory, values);
  instance.parameters = { values, applying: instance.parameters?.applying ?? 0 };
  return told;
}

/**
 * Starts a server with what its group sets now. False where it does not come up and its group sets anything:
 * the instance is `incompatible-parameters` then, and a reboot is tried with other ones.
 */
export async function startServer(room: Room, instance: Instance): Promise<boolean> {
  const { cluster } = instance;
  if (!cluster) return true;
  await tellServer(room, instance, cluster);
  try {
    await cluster.start();
    return true;
  } catch (error) {
    if (Object.keys(instance.parameters?.values ?? {}).length === 0) throw error;
    instance.status = 'incompatible-parameters';
    say(room, instance, 'failure', 'The DB instance could not be started with the parameters of its parameter group.');
    return false;
  }
}

/** A server that was just brought up has the parameters and the name of what it was made from: with parameters of its own it is restarted. */
export async function settleServer(room: Room, instance: Instance): Promise<void> {
  const { cluster } = instance;
  if (!cluster) return;
  const told = await tellServer(room, instance, cluster);
  if (told === 'parameters') {
    await cluster.stop();
    await startServer(room, instance);
  } else if (told === 'identity') await reload(cluster);
}

/** Has parameters that were changed in an instance's group take hold in its server soon. */
export function applyLater(room: Room, instance: Instance, names: readonly string[]): void {
  const { resourceId } = instance;
  const now = instance.parameters ?? { values: {}, applying: 0 };
  instance.parameters = { ...now, applying: now.applying + 1 };
  room.later('rds.apply-parameters', [resourceId, room.world.clock.now().toString()], instance, { do: 'apply-parameters', names });
}

export async function applyParameters(room: Room, instance: Instance, names: readonly string[]): Promise<void> {
  const wanted = wantedOf(room, instance);
  const { values = {}, applying = 1 } = instance.parameters ?? {};
  const after = Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
  for (const name of names) if (wanted[name] !== undefined) after[name] = wanted[name];
  instance.parameters = { values, applying: Math.max(applying - 1, 0) };
  const { cluster } = instance;
  // One that is stopped reads them when it starts.
  if (!cluster?.address) return;
  await room.survive(cluster, async () => {
    await tellServer(room, instance, cluster, after);
    await reload(cluster);
  });
  say(room, instance, 'configuration change', `Updated parameter group ${instance.settings.parameterGroup}`);
}

/** Whether the server has what the group sets. */
export function parameterGroupAnswer(room: Room, instance: Instance): NonNullable<DBInstance['DBParameterGroups']> {
  const { values = {}, applying = 0 } = instance.parameters ?? {};
  const wanted = wantedOf(room, instance);
  const same = !instance.parameters || (Object.keys(wanted).length === Object.keys(values).length && Object.entries(wanted).every(([name, value]) => values[name] === value));
  return [{ DBParameterGroupName: instance.settings.parameterGroup, ParameterApplyStatus: applying > 0 ? 'applying' : same ? 'in-sync' : 'pending-reboot' }];
}
