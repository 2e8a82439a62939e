/** What EC2 keeps of an account's network, as plain rows. */
import type { TagRecord } from '../../tag-record';
import type { Whereabouts } from '../../whereabouts';

export interface Vpc extends Whereabouts {
  id: string;
  cidr: string;
  associationId: string;
  tenancy: 'default' | 'dedicated';
  isDefault: boolean;
  tags: TagRecord;
}

export interface Subnet extends Whereabouts {
  id: string;
  vpcId: string;
  cidr: string;
  zone: string;
  /** Whether it is the default one of its zone. */
  isDefault: boolean;
  tags: TagRecord;
}

/** One rule lets traffic of one kind in from, or out to, one peer. */
export interface Rule {
  id: string;
  egress: boolean;
  /** `tcp`, `udp`, `icmp`, `icmpv6`, the number of another protocol, or `-1` for every one. */
  protocol: string;
  from?: number;
  to?: number;
  peer: { cidr: string } | { cidr6: string } | { groupId: string; accountId: string };
  description?: string;
  tags: TagRecord;
}

export interface SecurityGroup extends Whereabouts {
  id: string;
  vpcId: string;
  name: string;
  description: string;
  rules: readonly Rule[];
  tags: TagRecord;
}

export function arnOf({ region, accountId, id }: Whereabouts & { id: string }, kind: string): string {
  return `arn:aws:ec2:${region}:${accountId}:${kind}/${id}`;
}
