/** CreateVpc, DescribeVpcs and DeleteVpc. */
import type {
  CreateVpcRequest, CreateVpcResult, DeleteVpcRequest, DescribeVpcsRequest, DescribeVpcsResult, Vpc as VpcAnswer,
} from '@aws-sdk/client-ec2';
import type { Operations } from '../../service';
import { filter, tagAnswer, tagFilters } from '../answers/filters';
import { page } from '../answers/paging';
import { cidrText, readCidr } from '../cidr';
import { refusals } from '../refusals';
import { served, tagsFor } from '../requests';
import { findVpc } from './find';
import type { Network } from './network';
import type { Vpc } from './rows';

/** Source: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const mostVpcs = 5;

export function vpcOperations(network: Network): Operations {
  return {
    CreateVpc: served<CreateVpcRequest, CreateVpcResult>(['CidrBlock', 'InstanceTenancy', 'TagSpecifications'], (input, where) => {
      const cidr = blockOf(input.CidrBlock);
      const tags = tagsFor('vpc', input.TagSpecifications);
      const tenancy = input.InstanceTenancy ?? 'default';
      if (tenancy !== 'default' && tenancy !== 'dedicated') throw refusals.value(`Value (${tenancy}) for parameter instanceTenancy is invalid.`);
      if (network.vpcsOf(where).length >= mostVpcs) throw refusals.limit('VpcLimitExceeded', 'The maximum number of VPCs has been reached.');
      const make = () => network.makeVpc(where, { cidr, tenancy, isDefault: false, tags });
      return () => ({ Vpc: { ...answer(network.together(make)), State: 'pending' } });
    }),
    DescribeVpcs: served<DescribeVpcsRequest, DescribeVpcsResult>(['VpcIds', 'Filters', 'MaxResults', 'NextToken'], (input, where) => {
      const named = input.VpcIds?.length ? input.VpcIds.map((id) => findVpc(network, where, id)) : network.vpcsOf(where);
      const wanted = filter<Vpc>(input.Filters, { ...properties, ...tagFilters(input.Filters) });
      const { items, token } = page(named.filter(wanted), input, input.VpcIds, 'vpcIds');
      return () => ({ Vpcs: items.map(answer), NextToken: token });
    }),
    DeleteVpc: served<DeleteVpcRequest, object>(['VpcId'], (input, where) => {
      const { id } = findVpc(network, where, input.VpcId);
      const groups = network.groupsOf(where).filter(({ vpcId }) => vpcId === id);
      if (network.subnetsOf(where).some(({ vpcId }) => vpcId === id) || groups.some(({ name }) => name !== 'default')) {
        throw refusals.dependency(`The vpc '${id}' has dependencies and cannot be deleted.`);
      }
      return () =>
        network.together(() => {
          for (const group of groups) network.groups.delete(group.id);
          network.vpcs.delete(id);
          return {};
        });
    }),
  };
}

/** In its canonical form. Throws InvalidParameterValue, and InvalidVpc.Range for what is larger than /16 or smaller than /28. */
function blockOf(text: string | undefined): string {
  if (!text) throw refusals.missing('cidrBlock');
  const cidr = readCidr(text);
  if (!cidr) throw refusals.value(`Value (${text}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`);
  if (cidr.prefix < 16 || cidr.prefix > 28) throw refusals.range('InvalidVpc', text);
  return cidrText(cidr);
}

const properties = {
  cidr: ({ cidr }: Vpc) => [cidr],
  'cidr-block-association.cidr-block': ({ cidr }: Vpc) => [cidr],
  'cidr-block-association.association-id': ({ associationId }: Vpc) => [associationId],
  'cidr-block-association.state': () => ['associated'],
  'dhcp-options-id': () => ['default'],
  'is-default': ({ isDefault }: Vpc) => [String(isDefault)],
  'owner-id': ({ accountId }: Vpc) => [accountId],
  state: () => ['available'],
  'vpc-id': ({ id }: Vpc) => [id],
};

function answer(vpc: Vpc): VpcAnswer {
  return {
    VpcId: vpc.id,
    OwnerId: vpc.accountId,
    CidrBlock: vpc.cidr,
    CidrBlockAssociationSet: [{ AssociationId: vpc.associationId, CidrBlock: vpc.cidr, CidrBlockState: { State: 'associated' } }],
    Ipv6CidrBlockAssociationSet: [],
    DhcpOptionsId: 'default',
    InstanceTenancy: vpc.tenancy,
    IsDefault: vpc.isDefault,
    State: 'available',
    Tags: tagAnswer(vpc.tags),
  };
}
