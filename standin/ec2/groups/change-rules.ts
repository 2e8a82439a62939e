/** Authorizing and revoking what security groups let in and out. */
import type {
  AuthorizeSecurityGroupEgressResult, AuthorizeSecurityGroupIngressRequest, AuthorizeSecurityGroupIngressResult, RevokeSecurityGroupIngressRequest,
  RevokeSecurityGroupIngressResult, SecurityGroupRule,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../aws-error';
import type { Operations } from '../../service';
import type { Whereabouts } from '../../whereabouts';
import { findGroup } from '../network/find';
import type { Network } from '../network/network';
import type { Rule, SecurityGroup } from '../network/rows';
import { refusals } from '../refusals';
import { served, tagsFor } from '../requests';
import { readRules, ruleAnswer, ruleWords, sameRule } from './rules';

const members = ['GroupId', 'GroupName', 'IpPermissions', 'IpProtocol', 'FromPort', 'ToPort', 'CidrIp', 'SourceSecurityGroupName'];

/** Source: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const mostRules = 60;

export function ruleOperations(network: Network): Operations {
  return {
    AuthorizeSecurityGroupIngress: authorize(network, false),
    AuthorizeSecurityGroupEgress: authorize(network, true),
    RevokeSecurityGroupIngress: revoke(network, false),
    RevokeSecurityGroupEgress: revoke(network, true),
  };
}

function authorize(network: Network, egress: boolean) {
  type Output = AuthorizeSecurityGroupIngressResult & AuthorizeSecurityGroupEgressResult;
  return served<AuthorizeSecurityGroupIngressRequest, Output>([...members, 'TagSpecifications'], (input, where) => {
    const group = groupOf(network, where, input);
    const tags = tagsFor('security-group-rule', input.TagSpecifications);
    const added = readRules(network, group, input);
    const there = group.rules.filter((rule) => rule.egress === egress);
    for (const [index, rule] of added.entries()) {
      const taken = [...there, ...added.slice(0, index)].some((other) => sameRule(other, rule));
      if (taken) throw new AwsError('InvalidPermission.Duplicate', `the specified rule "${ruleWords(rule)}" already exists`);
    }
    if (there.length + added.length > mostRules) throw refusals.limit('RulesPerSecurityGroupLimitExceeded', 'The maximum number of rules per security group has been reached.');
    return () => {
      const rules: Rule[] = added.map((rule) => ({ ...rule, egress, tags, id: network.newId(where, 'sgr') }));
      network.groups.put(group.id, { ...group, rules: [...group.rules, ...rules] });
      return { Return: true, SecurityGroupRules: rules.map((rule) => ruleAnswer(group, rule)) };
    };
  });
}

function revoke(network: Network, egress: boolean) {
  return served<RevokeSecurityGroupIngressRequest, RevokeSecurityGroupIngressResult>([...members, 'SecurityGroupRuleIds'], (input, where) => {
    const group = groupOf(network, where, input);
    const gone = input.SecurityGroupRuleIds?.length ? namedRules(group, egress, input.SecurityGroupRuleIds) : writtenRules(network, group, egress, input);
    return () => {
      network.groups.put(group.id, { ...group, rules: group.rules.filter((rule) => !gone.includes(rule)) });
      return { Return: true, UnknownIpPermissions: [], RevokedSecurityGroupRules: gone.map((rule) => revoked(ruleAnswer(group, rule))) };
    };
  });
}

function namedRules(group: SecurityGroup, egress: boolean, ids: string[]): Rule[] {
  return ids.map((id) => {
    const rule = group.rules.find((one) => one.id === id && one.egress === egress);
    if (!rule) throw refusals.notFound('InvalidSecurityGroupRuleId', `The security group rule ID '${id}' does not exist`);
    return rule;
  });
}

function writtenRules(network: Network, group: SecurityGroup, egress: boolean, input: RevokeSecurityGroupIngressRequest): Rule[] {
  return readRules(network, group, input).map((meant) => {
    const rule = group.rules.find((one) => one.egress === egress && sameRule(one, meant));
    if (!rule) throw refusals.notFound('InvalidPermission', 'The specified rule does not exist in this security group.');
    return rule;
  });
}

function revoked({ ReferencedGroupInfo: peer, GroupOwnerId: _owner, SecurityGroupRuleArn: _arn, Tags: _tags, ...rule }: SecurityGroupRule) {
  return { ...rule, ReferencedGroupId: peer?.GroupId };
}

/** By id, or by its name in the default network. */
function groupOf(network: Network, where: Whereabouts, { GroupId: id, GroupName: name }: { GroupId?: string; GroupName?: string }): SecurityGroup {
  if (id) return findGroup(network, where, id);
  if (!name) throw refusals.missing('groupId');
  const vpcId = network.defaultVpc(where)?.id;
  const group = network.groupsOf(where).find((one) => one.vpcId === vpcId && one.name === name);
  if (!group) throw refusals.notFound('InvalidGroup', `The security group '${name}' does not exist in default VPC '${vpcId}'`);
  return group;
}
