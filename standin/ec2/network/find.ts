/** Finding what a call names by id: in its caller's account and region. */
import type { Whereabouts } from '../../whereabouts';
import { refusals } from '../refusals';
import type { Network } from './network';
import type { SecurityGroup, Subnet, Vpc } from './rows';

/** Throws InvalidVpcID.Malformed and InvalidVpcID.NotFound. */
export function findVpc(network: Network, where: Whereabouts, id: string | undefined): Vpc {
  checkId('InvalidVpcID', id, 'vpc');
  return known(network.vpcsOf(where), id, () => refusals.notFound('InvalidVpcID', `The vpc ID '${id}' does not exist`));
}

/** Throws InvalidSubnetId.Malformed and InvalidSubnetID.NotFound. */
export function findSubnet(network: Network, where: Whereabouts, id: string | undefined): Subnet {
  checkId('InvalidSubnetID', id, 'subnet');
  return known(network.subnetsOf(where), id, () => refusals.notFound('InvalidSubnetID', `The subnet ID '${id}' does not exist`));
}

/** Throws InvalidGroupId.Malformed and InvalidGroup.NotFound. */
export function findGroup(network: Network, where: Whereabouts, id: string | undefined): SecurityGroup {
  checkId('InvalidGroupId', id, 'sg');
  return known(network.groupsOf(where), id, () => refusals.notFound('InvalidGroup', `The security group '${id}' does not exist`));
}

function checkId(code: string, id: string | undefined, prefix: string): void {
  if (!id) throw refusals.missing(`${prefix}Id`);
  if (!new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`).test(id)) throw refusals.malformed(code, id, prefix);
}

function known<T extends { id: string }>(things: T[], id: string | undefined, refusal: () => Error): T {
  const thing = things.find((one) => one.id === id);
  if (!thing) throw refusal();
  return thing;
}
