/** The way to an instance: a name and port at the gate, which lead to whatever instance bears the identifier now. */
import type { Address, Upstream } from '../../planes/gate';
import type { Call } from '../../service';
import type { Instance } from '../instance';
import { endpointName } from '../names';
import type { Place, Room } from '../room';

/** Opens the way to the name that an instance bears. */
export async function openEndpoint(room: Room, { place, identifier, settings }: Instance): Promise<void> {
  const name = endpointName(room.world.chance, place, identifier);
  await room.world.gate.open(name, settings.port, () => (room.world.outages.isDown(place.region) ? undefined : behind(room, place, identifier, settings.port)));
}

/** Cuts what is connected through the name that an instance bears. */
export function cutEndpoint(room: Room, { place, identifier, settings }: Instance): void {
  room.world.gate.cut(endpointName(room.world.chance, place, identifier), settings.port);
}

/** Cuts what is connected to any instance of a region. */
export function cutRegion(room: Room, region: string): void {
  for (const instance of room.instances()) if (instance.hasEndpoint && instance.place.region === region) cutEndpoint(room, instance);
}

export async function shutEndpoint(room: Room, { place, identifier, settings }: Instance): Promise<void> {
  await room.world.gate.shut(endpointName(room.world.chance, place, identifier), settings.port);
}

/**
 * What an answer gives as the address. Callers who reached RDS by its AWS name resolve the database's name
 * the same way; those who came to a port on loopback are given one.
 */
export function endpointFor(room: Room, { place, identifier, settings }: Instance, call: Call): Address {
  const name = endpointName(room.world.chance, place, identifier);
  const named = /\.amazonaws\.com(:\d+)?$/.test(call.http.headers.host ?? '');
  return (named ? undefined : room.world.gate.resolve(name, settings.port)) ?? { host: name, port: settings.port };
}

function behind(room: Room, place: Place, identifier: string, port: number): Upstream | undefined {
  const instance = place.instances.get(identifier);
  const { cluster, settings, status, failingOver } = instance ?? {};
  if (!cluster?.address || settings?.port !== port || status === 'deleting' || failingOver) return undefined;
  const onTraffic = (): void => {
    cluster.touch();
    room.noteTime();
  };
  return { ...cluster.address, onTraffic };
}
