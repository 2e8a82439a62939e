/** The addresses that instances get: no two in the world have the same, so that a name leads to one of them. */
import { addressesIn, cidrText, readCidr } from '../../cidr';
import type { Subnet } from '../../network/rows';
import type { Instances } from '../instances';

/** Undefined where the subnet is full. */
export function privateAddress(instances: Instances, { cidr }: Subnet, id: string): string | undefined {
  const block = readCidr(cidr);
  if (!block) return undefined;
  const taken = new Set([...instances.rows.values()].filter(({ state }) => state !== 'terminated').map(({ privateIp }) => privateIp));
  // The first four addresses of a subnet and its last are AWS's own.
  const count = addressesIn(block) - 5;
  const from = Math.floor(instances.world.chance.fraction('ec2.private-ip', id) * count);
  for (let step = 0; step < count; step++) {
    const address = addressText(block.first + 4 + ((from + step) % count));
    if (!taken.has(address)) return address;
  }
  return undefined;
}

/** Of a range that is nobody's on the Internet: it is kept for benchmarks. Drawn anew for each start. */
export function publicAddress(instances: Instances, id: string, turn: number): string {
  const taken = new Set([...instances.rows.values()].map(({ publicIp }) => publicIp));
  const range = { first: readCidr('198.18.0.0/15')?.first ?? 0, count: addressesIn({ prefix: 15 }) };
  const from = Math.floor(instances.world.chance.fraction('ec2.public-ip', id, turn) * range.count);
  let step = 0;
  while (taken.has(addressText(range.first + ((from + step) % range.count)))) step += 1;
  return addressText(range.first + ((from + step) % range.count));
}

function addressText(address: number): string {
  return cidrText({ first: address, prefix: 32 }).replace('/32', '');
}
