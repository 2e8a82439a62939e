/** CreateSubnet, DescribeSubnets and DeleteSubnet. */
import type {
  CreateSubnetRequest, CreateSubnetResult, DeleteSubnetRequest, DescribeSubnetsRequest, DescribeSubnetsResult, Subnet as SubnetAnswer,
} from '@aws-sdk/client-ec2';
import type { Operations } from '../../service';
import type { Whereabouts } from '../../whereabouts';
import { filter, tagAnswer, tagFilters } from '../answers/filters';
import { page } from '../answers/paging';
import { addressesIn, cidrText, contains, overlap, readCidr } from '../cidr';
import { refusals } from '../refusals';
import { served, tagsFor } from '../requests';
import { zoneId, zonesOf } from '../zones';
import { findSubnet, findVpc } from './find';
import type { Network } from './network';
import { arnOf, type Subnet, type Vpc } from './rows';

/** The first four addresses of a subnet and its last are AWS's own. Source: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
const reserved = 5;

export function subnetOperations(network: Network): Operations {
  return {
    CreateSubnet: served<CreateSubnetRequest, CreateSubnetResult>(['VpcId', 'CidrBlock', 'AvailabilityZone', 'AvailabilityZoneId', 'TagSpecifications'], (input, where) => {
      const vpc = findVpc(network, where, input.VpcId);
      const tags = tagsFor('subnet', input.TagSpecifications);
      const zone = zoneOf(input, where);
      const cidr = blockOf(network, vpc, input.CidrBlock);
      return () => ({ Subnet: answer(network.makeSubnet(vpc, { cidr, zone, isDefault: false, tags })) });
    }),
    DescribeSubnets: served<DescribeSubnetsRequest, DescribeSubnetsResult>(['SubnetIds', 'Filters', 'MaxResults', 'NextToken'], (input, where) => {
      const named = input.SubnetIds?.length ? input.SubnetIds.map((id) => findSubnet(network, where, id)) : network.subnetsOf(where);
      const wanted = filter<Subnet>(input.Filters, { ...properties, ...tagFilters(input.Filters) });
      const { items, token } = page(named.filter(wanted), input, input.SubnetIds, 'subnetIds');
      return () => ({ Subnets: items.map(answer), NextToken: token });
    }),
    DeleteSubnet: served<DeleteSubnetRequest, object>(['SubnetId'], (input, where) => {
      const { id } = findSubnet(network, where, input.SubnetId);
      if (network.usedBy(where, id) !== undefined) throw refusals.dependency(`The subnet '${id}' has dependencies and cannot be deleted.`);
      return () => {
        network.subnets.delete(id);
        return {};
      };
    }),
  };
}

function zoneOf({ AvailabilityZone: name, AvailabilityZoneId: id }: CreateSubnetRequest, { region }: Whereabouts): string {
  const zones = zonesOf(region);
  if (name && id) throw refusals.combination('The parameters AvailabilityZone and AvailabilityZoneId cannot be used together.');
  const zone = id ? zones.find((one) => zoneId(one) === id) : name ? zones.find((one) => one === name) : zones[0];
  if (zone) return zone;
  throw refusals.value(
    `Value (${id ?? name}) for parameter ${id ? 'availabilityZoneId' : 'availabilityZone'} is invalid. Subnets can currently only be created in the following availability zones: ${zones.map((one) => (id ? zoneId(one) : one)).join(', ')}.`,
  );
}

/** In its canonical form. Throws InvalidParameterValue, InvalidSubnet.Range and InvalidSubnet.Conflict. */
function blockOf(network: Network, vpc: Vpc, text: string | undefined): string {
  if (!text) throw refusals.missing('cidrBlock');
  const cidr = readCidr(text);
  if (!cidr) throw refusals.value(`Value (${text}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`);
  const whole = readCidr(vpc.cidr);
  if (cidr.prefix < 16 || cidr.prefix > 28 || !whole || !contains(whole, cidr)) throw refusals.range('InvalidSubnet', text);
  const others = network.subnetsOf(vpc).filter(({ vpcId }) => vpcId === vpc.id);
  for (const other of others.map((subnet) => readCidr(subnet.cidr))) if (other && overlap(other, cidr)) throw refusals.conflict(text);
  return cidrText(cidr);
}

function free({ cidr }: Subnet): number {
  return addressesIn(readCidr(cidr) ?? { prefix: 32 }) - reserved;
}

const properties = {
  'availability-zone': ({ zone }: Subnet) => [zone],
  availabilityZone: ({ zone }: Subnet) => [zone],
  'availability-zone-id': ({ zone }: Subnet) => [zoneId(zone)],
  availabilityZoneId: ({ zone }: Subnet) => [zoneId(zone)],
  'available-ip-address-count': (subnet: Subnet) => [String(free(subnet))],
  'cidr-block': ({ cidr }: Subnet) => [cidr],
  cidr: ({ cidr }: Subnet) => [cidr],
  cidrBlock: ({ cidr }: Subnet) => [cidr],
  'default-for-az': ({ isDefault }: Subnet) => [String(isDefault)],
  defaultForAz: ({ isDefault }: Subnet) => [String(isDefault)],
  'map-public-ip-on-launch': ({ isDefault }: Subnet) => [String(isDefault)],
  'owner-id': ({ accountId }: Subnet) => [accountId],
  state: () => ['available'],
  'subnet-arn': (subnet: Subnet) => [arnOf(subnet, 'subnet')],
  'subnet-id': ({ id }: Subnet) => [id],
  'vpc-id': ({ vpcId }: Subnet) => [vpcId],
};

function answer(subnet: Subnet): SubnetAnswer {
  return {
    SubnetId: subnet.id,
    SubnetArn: arnOf(subnet, 'subnet'),
    VpcId: subnet.vpcId,
    OwnerId: subnet.accountId,
    CidrBlock: subnet.cidr,
    Ipv6CidrBlockAssociationSet: [],
    AvailabilityZone: subnet.zone,
    AvailabilityZoneId: zoneId(subnet.zone),
    AvailableIpAddressCount: free(subnet),
    DefaultForAz: subnet.isDefault,
    MapPublicIpOnLaunch: subnet.isDefault,
    AssignIpv6AddressOnCreation: false,
    EnableDns64: false,
    Ipv6Native: false,
    State: 'available',
    Tags: tagAnswer(subnet.tags),
  };
}
