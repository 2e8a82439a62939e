/** Tags on instances, snapshots and automated backups. */
import type {
  AddTagsToResourceCommandInput,
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  RemoveTagsFromResourceCommandInput,
  Tag,
} from '@aws-sdk/client-rds';
import type { Call } from '../service';
import { AwsError } from '../aws-error';
import { noFilters } from './answers/filters';
import { arnOf } from './names';
import { refusals } from './refusals';
import type { Room } from './room';

/** Reads tags that a request brings. Throws InvalidParameterValue for AWS's own prefix. */
export function readTags(tags: Tag[] | undefined): Map<string, string> {
  const read = new Map<string, string>();
  for (const { Key: key = '', Value: value = '' } of tags ?? []) {
    if (!key) throw refusals.value('A tag needs a key.');
    if (/^(aws|rds):/i.test(key)) throw refusals.value(`Tag keys must not begin with aws: or rds:, which are reserved: ${key}`);
    read.set(key, value);
  }
  return read;
}

export function tagList(tags: ReadonlyMap<string, string>): Tag[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

export function addTags(room: Room) {
  return async (input: AddTagsToResourceCommandInput, call: Call): Promise<object> => {
    const { tags, keep } = taggedBy(room, input.ResourceName, call);
    for (const [key, value] of readTags(input.Tags)) tags.set(key, value);
    keep();
    return {};
  };
}

export function removeTags(room: Room) {
  return async (input: RemoveTagsFromResourceCommandInput, call: Call): Promise<object> => {
    const { tags, keep } = taggedBy(room, input.ResourceName, call);
    for (const key of input.TagKeys ?? []) tags.delete(key);
    keep();
    return {};
  };
}

export function listTags(room: Room) {
  return async (input: ListTagsForResourceCommandInput, call: Call): Promise<Omit<ListTagsForResourceCommandOutput, '$metadata'>> => {
    noFilters(input.Filters);
    return { TagList: tagList(taggedBy(room, input.ResourceName, call).tags) };
  };
}

interface Tagged {
  tags: Map<string, string>;
  /** Called after the tags were changed. */
  keep: () => void;
}

/** The tags of the thing that an ARN names, which are kept on record where the thing is. Throws the not-found error of its kind. */
function taggedBy(room: Room, arn: string | undefined, call: Call): Tagged {
  const place = room.place(call.caller.accountId, call.region);
  const { parameterGroups, subnetGroups } = room;
  if (arn?.startsWith(arnOf(place, 'pg', ''))) {
    const group = parameterGroups.find(place, arn);
    const tags = new Map(Object.entries(group.tags));
    return { tags, keep: () => void parameterGroups.put({ ...group, tags: Object.fromEntries(tags) }) };
  }
  if (arn?.startsWith(arnOf(place, 'subgrp', ''))) {
    const group = subnetGroups.find(place, arn);
    const tags = new Map(Object.entries(group.tags));
    return { tags, keep: () => void subnetGroups.put({ ...group, tags: Object.fromEntries(tags) }) };
  }
  return { tags: tagsOf(room, arn, call), keep: () => undefined };
}

/** The tags of the thing that an ARN names. Throws the not-found error of its kind. */
function tagsOf(room: Room, arn: string | undefined, call: Call): Map<string, string> {
  if (!arn) throw refusals.missing('ResourceName');
  const place = room.place(call.caller.accountId, call.region);
  const [, kind, name] = /^arn:aws:rds:[^:]*:[^:]*:(db|snapshot|auto-backup):(.+)$/.exec(arn) ?? [];
  if (!kind || !name) throw new AwsError('InvalidParameterValue', `The specified resource name does not match an RDS resource in this region: ${arn}`);
  const ours = arnOf(place, kind as 'db', name) === arn;
  const backup = [...place.backups.values()].find((one) => one.arn === arn);
  const found = ours ? { db: place.instances.get(name), snapshot: place.snapshots.get(name), 'auto-backup': backup }[kind] : undefined;
  if (found) return found.tags;
  if (kind === 'db') throw refusals.instanceNotFound(name);
  throw kind === 'snapshot' ? refusals.snapshotNotFound(name) : refusals.automatedBackupNotFound(name);
}
