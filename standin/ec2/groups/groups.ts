/** CreateSecurityGroup, DescribeSecurityGroups and DeleteSecurityGroup. */
import type {
  CreateSecurityGroupRequest, CreateSecurityGroupResult, DeleteSecurityGroupRequest, DeleteSecurityGroupResult, DescribeSecurityGroupsRequest, DescribeSecurityGroupsResult,
  Filter, SecurityGroup as GroupAnswer,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../aws-error';
import type { Operations } from '../../service';
import type { Whereabouts } from '../../whereabouts';
import { filter, tagAnswer, tagFilters } from '../answers/filters';
import { page } from '../answers/paging';
import { findGroup, findVpc } from '../network/find';
import type { Network } from '../network/network';
import { arnOf, type Rule, type SecurityGroup, type Vpc } from '../network/rows';
import { refusals } from '../refusals';
import { served, tagsFor } from '../requests';
import { permissionsOf } from './rules';

export function groupOperations(network: Network): Operations {
  return {
    CreateSecurityGroup: served<CreateSecurityGroupRequest, CreateSecurityGroupResult>(['GroupName', 'Description', 'VpcId', 'TagSpecifications'], (input, where) => {
      const vpc = input.VpcId ? findVpc(network, where, input.VpcId) : network.defaultVpc(where);
      if (!vpc) throw new AwsError('VPCIdNotSpecified', 'No default VPC for this user');
      const wanted = { name: nameOf(network, vpc, input.GroupName), description: descriptionOf(input.Description), tags: tagsFor('security-group', input.TagSpecifications) };
      return () => {
        const group = network.makeGroup(vpc, wanted);
        return { GroupId: group.id, Tags: tagAnswer(group.tags), SecurityGroupArn: arnOf(group, 'security-group') };
      };
    }),
    DescribeSecurityGroups: served<DescribeSecurityGroupsRequest, DescribeSecurityGroupsResult>(
      ['GroupIds', 'GroupNames', 'Filters', 'MaxResults', 'NextToken'],
      (input, where) => {
        const ids = [...(input.GroupIds ?? []), ...(input.GroupNames ?? [])];
        const wanted = filter<SecurityGroup>(input.Filters, propertiesFor(input.Filters));
        const { items, token } = page(named(network, where, input).filter(wanted), input, ids, 'groupIds');
        return () => ({ SecurityGroups: items.map(answer), NextToken: token });
      },
    ),
    DeleteSecurityGroup: served<DeleteSecurityGroupRequest, DeleteSecurityGroupResult>(['GroupId', 'GroupName'], (input, where) => {
      const group = input.GroupId ? findGroup(network, where, input.GroupId) : named(network, where, { GroupNames: [input.GroupName ?? ''] })[0];
      if (!group) throw refusals.missing('groupId');
      if (group.name === 'default') throw new AwsError('CannotDelete', `the specified group: "${group.id}" name: "default" cannot be deleted by a user`);
      if (network.usedBy(where, group.id) !== undefined || isPeer(network, group)) throw refusals.dependency(`resource ${group.id} has a dependent object`);
      return () => {
        network.groups.delete(group.id);
        return { Return: true, GroupId: group.id };
      };
    }),
  };
}

/** Names are those of the default network. */
function named(network: Network, where: Whereabouts, { GroupIds: ids = [], GroupNames: names = [] }: DescribeSecurityGroupsRequest): SecurityGroup[] {
  if (ids.length + names.length === 0) return network.groupsOf(where);
  const vpcId = network.defaultVpc(where)?.id;
  const byName = names.map((name) => {
    const group = network.groupsOf(where).find((one) => one.vpcId === vpcId && one.name === name);
    if (!group) throw refusals.notFound('InvalidGroup', `The security group '${name}' does not exist in default VPC '${vpcId}'`);
    return group;
  });
  return [...new Set([...ids.map((id) => findGroup(network, where, id)), ...byName])];
}

function isPeer(network: Network, group: SecurityGroup): boolean {
  return network.groupsOf(group).some(({ id, rules }) => id !== group.id && rules.some(({ peer }) => 'groupId' in peer && peer.groupId === group.id));
}

/** Source: the CreateSecurityGroup reference. */
function nameOf(network: Network, vpc: Vpc, name: string | undefined): string {
  if (!name) throw refusals.missing('GroupName');
  if (name.startsWith('sg-')) throw refusals.value(`Value (${name}) for parameter GroupName is invalid. Group names may not be in the format sg-*`);
  if (name === 'default') throw refusals.value('Cannot use reserved security group name: default');
  if (!/^[\w .\-:/()#,@[\]+=&;{}!$*]{1,255}$/.test(name)) throw refusals.value(`Value (${name}) for parameter GroupName is invalid. Character sets beyond ASCII are not supported.`);
  const taken = network.groupsOf(vpc).some((group) => group.vpcId === vpc.id && group.name === name);
  if (taken) throw new AwsError('InvalidGroup.Duplicate', `The security group '${name}' already exists for VPC '${vpc.id}'`);
  return name;
}

function descriptionOf(text: string | undefined): string {
  if (!text) throw refusals.missing('GroupDescription');
  if (!/^[\w .\-:/()#,@[\]+=&;{}!$*]{1,255}$/.test(text)) throw refusals.value(`Value (${text}) for parameter GroupDescription is invalid. Character sets beyond ASCII are not supported.`);
  return text;
}

function propertiesFor(filters: Filter[] | undefined) {
  return {
    description: ({ description }: SecurityGroup) => [description],
    'group-id': ({ id }: SecurityGroup) => [id],
    'group-name': ({ name }: SecurityGroup) => [name],
    'owner-id': ({ accountId }: SecurityGroup) => [accountId],
    'vpc-id': ({ vpcId }: SecurityGroup) => [vpcId],
    ...ruleProperties('ip-permission', false),
    ...ruleProperties('egress.ip-permission', true),
    ...tagFilters<SecurityGroup>(filters),
  };
}

function ruleProperties(prefix: string, egress: boolean): Record<string, (group: SecurityGroup) => (string | undefined)[]> {
  const of = (text: (rule: Rule) => string | undefined) => ({ rules }: SecurityGroup) => rules.filter((rule) => rule.egress === egress).map(text);
  return {
    [`${prefix}.cidr`]: of(({ peer }) => ('cidr' in peer ? peer.cidr : undefined)),
    [`${prefix}.ipv6-cidr`]: of(({ peer }) => ('cidr6' in peer ? peer.cidr6 : undefined)),
    [`${prefix}.group-id`]: of(({ peer }) => ('groupId' in peer ? peer.groupId : undefined)),
    [`${prefix}.user-id`]: of(({ peer }) => ('groupId' in peer ? peer.accountId : undefined)),
    [`${prefix}.protocol`]: of(({ protocol }) => protocol),
    [`${prefix}.from-port`]: of(({ from }) => from?.toString()),
    [`${prefix}.to-port`]: of(({ to }) => to?.toString()),
  };
}

function answer(group: SecurityGroup): GroupAnswer {
  return {
    GroupId: group.id,
    SecurityGroupArn: arnOf(group, 'security-group'),
    GroupName: group.name,
    Description: group.description,
    VpcId: group.vpcId,
    OwnerId: group.accountId,
    IpPermissions: permissionsOf(group.rules.filter(({ egress }) => !egress)),
    IpPermissionsEgress: permissionsOf(group.rules.filter(({ egress }) => egress)),
    Tags: tagAnswer(group.tags),
  };
}
