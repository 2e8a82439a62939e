/** CreateTags, DeleteTags and DescribeTags. */
import type { CreateTagsRequest, DeleteTagsRequest, DescribeTagsRequest, DescribeTagsResult, ResourceType, Tag, TagDescription } from '@aws-sdk/client-ec2';
import { AwsError } from '../aws-error';
import type { Operations } from '../service';
import { type TagRecord, withTags } from '../tag-record';
import type { Whereabouts } from '../whereabouts';
import { filter } from './answers/filters';
import { page } from './answers/paging';
import type { BlockStorage } from './block-storage';
import { findInstance } from './instances/find';
import type { Instances } from './instances/instances';
import { findGroup, findSubnet, findVpc } from './network/find';
import type { Network } from './network/network';
import { refusals } from './refusals';
import { served, tagRefusals } from './requests';
import { findSnapshot } from './snapshots/find';
import { findVolume } from './volumes/find';

/** Something that bears tags. */
interface Tagged {
  id: string;
  type: ResourceType;
  tags: TagRecord;
  replace: (tags: TagRecord) => void;
}

/** All that bears tags. */
interface Bearers {
  network: Network;
  storage: BlockStorage;
  instances: Instances;
}

export function tagOperations(network: Network, storage: BlockStorage, instances: Instances): Operations {
  const bearers = { network, storage, instances };
  return {
    CreateTags: served<CreateTagsRequest, object>(['Resources', 'Tags'], (input, where) => {
      if (!input.Tags?.length) throw refusals.missing('tagSet');
      const changes = resources(bearers, where, input.Resources).map((one) => ({ ...one, after: withTags(one.tags, input.Tags ?? [], tagRefusals) }));
      return () => {
        for (const { replace, after } of changes) replace(after);
        return {};
      };
    }),
    DeleteTags: served<DeleteTagsRequest, object>(['Resources', 'Tags'], (input, where) => {
      const all = resources(bearers, where, input.Resources);
      return () => {
        for (const { tags, replace } of all) replace(without(tags, input.Tags));
        return {};
      };
    }),
    DescribeTags: served<DescribeTagsRequest, DescribeTagsResult>(['Filters', 'MaxResults', 'NextToken'], (input, where) => {
      const named = (input.Filters ?? []).flatMap(({ Name: name = '' }) => (name.startsWith('tag:') ? [name.slice('tag:'.length)] : []));
      const wanted = filter<TagDescription>(input.Filters, {
        ...properties,
        ...Object.fromEntries(named.map((key) => [`tag:${key}`, (tag: TagDescription) => [tag.Key === key ? tag.Value : undefined]])),
      });
      const { items, token } = page(everyTag(bearers, where).filter(wanted), input, undefined, '');
      return () => ({ Tags: items, NextToken: token });
    }),
  };
}

const properties: Record<string, (tag: TagDescription) => (string | undefined)[]> = {
  key: ({ Key: key }) => [key],
  value: ({ Value: value }) => [value],
  'resource-id': ({ ResourceId: id }) => [id],
  'resource-type': ({ ResourceType: type }) => [type],
};

/** A key with a value takes the tag away only where it has that value; without any, all tags go. Source: the DeleteTags reference. */
function without(tags: TagRecord, gone: Tag[] | undefined): TagRecord {
  const goes = (key: string, value: string): boolean => !gone?.length || gone.some((tag) => tag.Key === key && (tag.Value === undefined || tag.Value === value));
  return Object.fromEntries(Object.entries(tags).filter(([key, value]) => key.startsWith('aws:') || !goes(key, value)));
}

function resources(bearers: Bearers, where: Whereabouts, ids: string[] | undefined): Tagged[] {
  if (!ids?.length) throw refusals.missing('resourceIdSet');
  return ids.map((id) => taggedOf(bearers, where, id));
}

function taggedOf({ network, storage: { volumes, snapshots }, instances }: Bearers, where: Whereabouts, id: string): Tagged {
  if (id.startsWith('vpc-')) {
    const vpc = findVpc(network, where, id);
    return { id, type: 'vpc', tags: vpc.tags, replace: (tags) => void network.vpcs.put(id, { ...vpc, tags }) };
  }
  if (id.startsWith('subnet-')) {
    const subnet = findSubnet(network, where, id);
    return { id, type: 'subnet', tags: subnet.tags, replace: (tags) => void network.subnets.put(id, { ...subnet, tags }) };
  }
  if (id.startsWith('sg-')) {
    const group = findGroup(network, where, id);
    return { id, type: 'security-group', tags: group.tags, replace: (tags) => void network.groups.put(id, { ...group, tags }) };
  }
  if (id.startsWith('vol-')) {
    const volume = findVolume(volumes, where, id);
    return { id, type: 'volume', tags: volume.tags, replace: (tags) => void volumes.put({ ...volume, tags }) };
  }
  if (id.startsWith('snap-')) {
    const snapshot = findSnapshot(snapshots, where, id);
    return { id, type: 'snapshot', tags: snapshot.tags, replace: (tags) => void snapshots.put({ ...snapshot, tags }) };
  }
  if (id.startsWith('i-')) {
    const instance = findInstance(instances, where, id);
    return { id, type: 'instance', tags: instance.tags, replace: (tags) => void instances.put({ ...instance, tags }) };
  }
  if (id.startsWith('sgr-')) return taggedRule(network, where, id);
  throw new AwsError('InvalidID', `The ID '${id}' is not valid`);
}

function taggedRule(network: Network, where: Whereabouts, id: string): Tagged {
  const group = network.groupsOf(where).find(({ rules }) => rules.some((rule) => rule.id === id));
  const tags = group?.rules.find((rule) => rule.id === id)?.tags;
  if (!group || !tags) throw refusals.notFound('InvalidSecurityGroupRuleId', `The security group rule ID '${id}' does not exist`);
  const replace = (after: TagRecord): void => {
    // Other rules of the group may have been tagged in the same call.
    const now = network.groups.get(group.id) ?? group;
    network.groups.put(group.id, { ...now, rules: now.rules.map((rule) => (rule.id === id ? { ...rule, tags: after } : rule)) });
  };
  return { id, type: 'security-group-rule', tags, replace };
}

function everyTag(bearers: Bearers, where: Whereabouts): TagDescription[] {
  const { network, storage, instances } = bearers;
  const stored = [...storage.volumes.of(where), ...storage.snapshots.in(where.region).filter(({ accountId }) => accountId === where.accountId)];
  const groups = network.groupsOf(where);
  const ids = [...network.vpcsOf(where), ...network.subnetsOf(where), ...groups, ...groups.flatMap(({ rules }) => rules), ...stored, ...instances.of(where)].map(({ id }) => id);
  return ids
    .map((id) => taggedOf(bearers, where, id))
    .flatMap(({ id, type, tags }) => Object.entries(tags).map(([Key, Value]) => ({ ResourceId: id, ResourceType: type, Key, Value })));
}
