/** Tags as most resources keep them: a value for each key, told apart with regard to case. */
import type { AwsError } from './aws-error';

export type TagRecord = Readonly<Record<string, string>>;

/** How a service refuses tags that AWS takes nowhere. */
export interface TagRefusals {
  /** No key, or more than 128 characters of it, or more than 256 of its value. */
  unfit: (key: string) => AwsError;
  /** AWS's own. */
  reserved: (key: string) => AwsError;
  /** More than 50 altogether. */
  tooMany: () => AwsError;
}

interface Tag {
  Key?: string;
  Value?: string;
}

/** The tags with those of `old` that they do not replace. Throws as `refusals` say. */
export function withTags(old: TagRecord, added: readonly Tag[], refusals: TagRefusals): TagRecord {
  const merged = { ...old };
  for (const { Key: key = '', Value: value = '' } of added) {
    if (key.length < 1 || key.length > 128 || value.length > 256) throw refusals.unfit(key);
    if (key.toLowerCase().startsWith('aws:')) throw refusals.reserved(key);
    merged[key] = value;
  }
  if (Object.keys(merged).length > 50) throw refusals.tooMany();
  return merged;
}

export function withoutTags(tags: TagRecord, keys: readonly string[]): TagRecord {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
}

export function tagList(tags: TagRecord): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
