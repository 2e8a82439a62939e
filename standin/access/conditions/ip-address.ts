/** Addresses and ranges of them, of IP version 4 and 6. */
import { BlockList, isIP } from 'node:net';

export interface AddressRange {
  contains(address: string): boolean;
}

/** A range in CIDR notation or a single address; undefined for anything else. */
export function addressRange(text: string): AddressRange | undefined {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  const longest = version === 4 ? 32 : 128;
  const prefix = bits === undefined ? longest : Number(bits);
  if (version === 0 || prefix > longest) return undefined;
  const list = new BlockList();
  list.addSubnet(address, prefix, version === 4 ? 'ipv4' : 'ipv6');
  return { contains: (one) => isIP(one) !== 0 && isIP(one) === version && list.check(one, version === 4 ? 'ipv4' : 'ipv6') };
}
