/** Blocks of IPv4 addresses. */

export interface Cidr {
  /** The first address, as a number. */
  first: number;
  prefix: number;
}

/** Undefined for what is no block. The bits behind the prefix are dropped, as EC2 drops them. */
export function readCidr(text: string): Cidr | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text)?.slice(1).map(Number);
  if (!parts) return undefined;
  const [prefix = 33] = parts.splice(4);
  if (prefix > 32 || parts.some((part) => part > 255)) return undefined;
  const address = parts.reduce((sum, part) => sum * 256 + part, 0);
  return { first: address - (address % addressesIn({ prefix })), prefix };
}

export function cidrText({ first, prefix }: Cidr): string {
  const parts = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${parts.join('.')}/${prefix}`;
}

export function addressesIn({ prefix }: Pick<Cidr, 'prefix'>): number {
  return 2 ** (32 - prefix);
}

export function contains(outer: Cidr, inner: Cidr): boolean {
  return inner.first >= outer.first && inner.first + addressesIn(inner) <= outer.first + addressesIn(outer);
}

export function overlap(one: Cidr, other: Cidr): boolean {
  return contains(one, other) || contains(other, one);
}
