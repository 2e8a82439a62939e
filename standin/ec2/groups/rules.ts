/** Rules of security groups as calls write them, and as EC2 tells of them. */
import type { IpPermission, SecurityGroupRule } from '@aws-sdk/client-ec2';
import { AwsError } from '../../aws-error';
import { isIP } from 'node:net';
import { readCidr } from '../cidr';
import { findGroup } from '../network/find';
import type { Network } from '../network/network';
import { arnOf, type Rule, type SecurityGroup } from '../network/rows';
import { refusals } from '../refusals';

/** What a rule says, without its name. */
export type Meant = Pick<Rule, 'protocol' | 'from' | 'to' | 'peer' | 'description'>;

/** The older way to write one rule, beside `IpPermissions`. */
export interface Written {
  IpPermissions?: IpPermission[];
  IpProtocol?: string;
  FromPort?: number;
  ToPort?: number;
  CidrIp?: string;
  SourceSecurityGroupName?: string;
}

/** Every rule that a call writes: one for each peer. Throws InvalidParameterValue, MissingParameter, and InvalidGroup.NotFound for a peer that is not there. */
export function readRules(network: Network, group: SecurityGroup, { IpPermissions: permissions, ...written }: Written): Meant[] {
  const single: IpPermission = {
    IpProtocol: written.IpProtocol,
    FromPort: written.FromPort,
    ToPort: written.ToPort,
    ...(written.CidrIp && { IpRanges: [{ CidrIp: written.CidrIp }] }),
    // Who names only the peer means everything that comes from it.
    ...(written.SourceSecurityGroupName && { IpProtocol: written.IpProtocol ?? '-1', UserIdGroupPairs: [{ GroupName: written.SourceSecurityGroupName }] }),
  };
  const all = permissions?.length ? permissions : single.IpProtocol === undefined ? [] : [single];
  if (all.length === 0) throw refusals.missing('ipPermissions');
  return all.flatMap((permission) => readPermission(network, group, permission));
}

function readPermission(network: Network, group: SecurityGroup, permission: IpPermission): Meant[] {
  if (permission.PrefixListIds?.length) throw refusals.notServed('PrefixListIds');
  const traffic = readTraffic(permission);
  const rules = [
    ...(permission.IpRanges ?? []).map(({ CidrIp: cidr = '', Description: description }) => ({ ...traffic, peer: { cidr: checked(cidr, readCidr(cidr) !== undefined) }, description })),
    ...(permission.Ipv6Ranges ?? []).map(({ CidrIpv6: cidr = '', Description: description }) => ({ ...traffic, peer: { cidr6: checked(cidr, isBlock6(cidr)) }, description })),
    ...(permission.UserIdGroupPairs ?? []).map(({ GroupId: id, GroupName: name, Description: description }) => {
      const peer = id ? findGroup(network, group, id) : groupNamed(network, group, name);
      return { ...traffic, peer: { groupId: peer.id, accountId: peer.accountId }, description };
    }),
  ];
  if (rules.length === 0) throw refusals.missing('ipRanges');
  return rules;
}

function groupNamed(network: Network, { vpcId, ...where }: SecurityGroup, name: string | undefined): SecurityGroup {
  const found = network.groupsOf(where).find((one) => one.vpcId === vpcId && one.name === name);
  if (found) return found;
  throw refusals.notFound('InvalidGroup', `The security group '${name}' does not exist in VPC '${vpcId}'`);
}

function checked(cidr: string, valid: boolean): string {
  if (valid) return cidr;
  throw refusals.value(`CIDR block ${cidr} is malformed`);
}

function isBlock6(text: string): boolean {
  const [address = '', prefix = '', ...more] = text.split('/');
  return isIP(address) === 6 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= 128 && more.length === 0;
}

const names: Readonly<Record<string, string>> = { '1': 'icmp', '6': 'tcp', '17': 'udp', '58': 'icmpv6' };

/** TCP and UDP need ports; all other protocols but ICMP have none. Source: the IpPermission reference. */
function readTraffic({ IpProtocol: given, FromPort: from, ToPort: to }: IpPermission): Pick<Meant, 'protocol' | 'from' | 'to'> {
  if (!given) throw refusals.missing('ipProtocol');
  const protocol = names[given] ?? given.toLowerCase();
  const known = ['tcp', 'udp', 'icmp', 'icmpv6', '-1'].includes(protocol) || (/^\d{1,3}$/.test(protocol) && Number(protocol) <= 255);
  if (!known) throw refusals.value(`Invalid value '${given}' for IP protocol. Unknown protocol.`);
  if (protocol === 'icmp' || protocol === 'icmpv6') return { protocol, from: from ?? -1, to: to ?? -1 };
  if (protocol !== 'tcp' && protocol !== 'udp') return { protocol };
  if (from === undefined || to === undefined) throw refusals.value(`Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.`);
  if (from < 0 || to > 65_535 || from > to) throw new AwsError('InvalidPermission.Malformed', `Invalid TCP/UDP port range (${from}:${to})`);
  return { protocol, from, to };
}

/** Whether two rules are about the same traffic with the same peer. */
export function sameRule(one: Meant, other: Meant): boolean {
  return keyOf(one) === keyOf(other);
}

function keyOf({ protocol, from, to, peer }: Meant): string {
  return JSON.stringify([protocol, from, to, peerOf(peer)]);
}

function peerOf(peer: Rule['peer']): string {
  if ('cidr' in peer) return peer.cidr;
  return 'cidr6' in peer ? peer.cidr6 : peer.groupId;
}

/** A rule in the words in which EC2 refuses it. */
export function ruleWords({ protocol, from, to, peer }: Meant): string {
  const ports = from === undefined ? '' : `, from port: ${from}, to port: ${to}`;
  return `peer: ${peerOf(peer)}, ${protocol === '-1' ? 'ALL' : protocol.toUpperCase()}${ports}, ALLOW`;
}

export function ruleAnswer(group: SecurityGroup, rule: Rule): SecurityGroupRule {
  const { peer } = rule;
  return {
    SecurityGroupRuleId: rule.id,
    SecurityGroupRuleArn: arnOf({ ...group, id: rule.id }, 'security-group-rule'),
    GroupId: group.id,
    GroupOwnerId: group.accountId,
    IsEgress: rule.egress,
    IpProtocol: rule.protocol,
    FromPort: rule.from ?? -1,
    ToPort: rule.to ?? -1,
    ...('cidr' in peer && { CidrIpv4: peer.cidr }),
    ...('cidr6' in peer && { CidrIpv6: peer.cidr6 }),
    ...('groupId' in peer && { ReferencedGroupInfo: { GroupId: peer.groupId, UserId: peer.accountId } }),
    Description: rule.description,
    Tags: Object.entries(rule.tags).map(([Key, Value]) => ({ Key, Value })),
  };
}

/** The rules in the form in which DescribeSecurityGroups tells of them: the peers of the same traffic together. */
export function permissionsOf(rules: readonly Rule[]): IpPermission[] {
  const permissions = new Map<string, IpPermission & Required<Pick<IpPermission, 'IpRanges' | 'Ipv6Ranges' | 'UserIdGroupPairs'>>>();
  for (const { protocol, from, to, peer, description } of rules) {
    const key = JSON.stringify([protocol, from, to]);
    const permission = permissions.get(key) ?? { IpProtocol: protocol, FromPort: from, ToPort: to, IpRanges: [], Ipv6Ranges: [], PrefixListIds: [], UserIdGroupPairs: [] };
    permissions.set(key, permission);
    if ('cidr' in peer) permission.IpRanges.push({ CidrIp: peer.cidr, Description: description });
    else if ('cidr6' in peer) permission.Ipv6Ranges.push({ CidrIpv6: peer.cidr6, Description: description });
    else permission.UserIdGroupPairs.push({ GroupId: peer.groupId, UserId: peer.accountId, Description: description });
  }
  return [...permissions.values()];
}
