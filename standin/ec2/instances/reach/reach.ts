/** The ways to an instance: its names and addresses at the gate, port 80, as long as it runs and its groups let anybody in. */
import type { Upstream } from '../../../planes/gate';
import { contains, readCidr } from '../../cidr';
import type { Network } from '../../network/network';
import type { Instances } from '../instances';
import { type Instance, privateName, publicName } from '../rows';

const port = 80;

export async function openWays(instances: Instances, instance: Instance): Promise<void> {
  const { gate } = instances.world;
  for (const name of privateNames(instance)) await gate.open(name, port, () => behind(instances, instance.id, false));
  for (const name of publicNames(instance)) await gate.open(name, port, () => behind(instances, instance.id, true));
}

export function cutWays({ world }: Instances, instance: Instance): void {
  for (const name of [...privateNames(instance), ...publicNames(instance)]) world.gate.cut(name, port);
}

/** Its public address is somebody else's from now on. */
export async function shutPublicWays({ world }: Instances, instance: Instance): Promise<void> {
  for (const name of publicNames(instance)) await world.gate.shut(name, port);
}

export async function shutWays(instances: Instances, instance: Instance): Promise<void> {
  await shutPublicWays(instances, instance);
  for (const name of privateNames(instance)) await instances.world.gate.shut(name, port);
}

function privateNames(instance: Instance): string[] {
  return [privateName(instance), instance.privateIp];
}

function publicNames(instance: Instance): string[] {
  return [publicName(instance), instance.publicIp].flatMap((name) => (name === undefined ? [] : [name]));
}

function behind(instances: Instances, id: string, fromOutside: boolean): Upstream | undefined {
  const instance = instances.rows.get(id);
  if (instance?.state !== 'running' || instances.world.outages.isDown(instance.region)) return undefined;
  if (isDeaf(instances, instance)) return undefined;
  return letsIn(instances.network, instance, fromOutside) ? instances.tree(instance).address : undefined;
}

/** `deaf-instance`: whatever is launched after the first runs, passes its checks, and answers nobody. */
function isDeaf(instances: Instances, instance: Instance): boolean {
  return instances.world.mischief.has('deaf-instance') && !instances.isFirst(instance);
}

/** Whether one of its groups lets in what comes from the whole network, or from anywhere. Who comes is a member of no group. */
function letsIn(network: Network, instance: Instance, fromOutside: boolean): boolean {
  const source = readCidr(fromOutside ? '0.0.0.0/0' : (network.vpcs.get(instance.vpcId)?.cidr ?? ''));
  const rules = instance.groups.flatMap((id) => network.groups.get(id)?.rules ?? []);
  return rules.some(({ egress, protocol, from = 0, to = 65_535, peer }) => {
    if (egress || (protocol !== 'tcp' && protocol !== '-1') || port < from || port > to || !('cidr' in peer)) return false;
    const peers = readCidr(peer.cidr);
    return source !== undefined && peers !== undefined && contains(peers, source);
  });
}
