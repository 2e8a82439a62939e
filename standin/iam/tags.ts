/** The tags of users, roles and policies. */
import type { Tag } from '@aws-sdk/client-iam';
import { refusals } from './refusals';
import type { Tags } from './state/records';

const most = 50;

/** Throws InvalidInput for a key given twice, ValidationError for tags that are too long, LimitExceeded for too many. */
export function withTags(before: Tags, given: readonly Tag[] | undefined): Tags {
  const keys = (given ?? []).map(({ Key: key = '' }) => key.toLowerCase());
  if (new Set(keys).size < keys.length) throw refusals.invalid('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  const after: Record<string, string> = { ...before };
  for (const { Key: key, Value: value = '' } of given ?? []) {
    if (!key || key.length > 128) throw refusals.constraint(key, 'tags.1.member.key', 'Member must have length less than or equal to 128');
    if (value.length > 256) throw refusals.constraint(value, 'tags.1.member.value', 'Member must have length less than or equal to 256');
    if (/^aws:/i.test(key)) throw refusals.invalid('Tag keys starting with aws: are reserved for AWS internal use.');
    // Keys are told apart without regard to case, and the one that is there keeps its own.
    const known = Object.keys(after).find((one) => one.toLowerCase() === key.toLowerCase());
    after[known ?? key] = value;
  }
  if (Object.keys(after).length > most) throw refusals.limit(`The number of tags has reached the maximum limit.`);
  return after;
}

export function withoutTags(before: Tags, keys: readonly string[] | undefined): Tags {
  const gone = new Set((keys ?? []).map((key) => key.toLowerCase()));
  return Object.fromEntries(Object.entries(before).filter(([key]) => !gone.has(key.toLowerCase())));
}

export function listed(tags: Tags): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** Undefined where there is none, as AWS leaves the element out of most answers. */
export function listedIfAny(tags: Tags): Tag[] | undefined {
  const list = listed(tags);
  return list.length > 0 ? list : undefined;
}
