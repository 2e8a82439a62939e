/** Tags as EC2 writes them, and as a record. */
import type { Filter, Tag } from '@aws-sdk/client-ec2';

export function tagsOf(tags: Readonly<Record<string, string>>): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** Without those of AWS's own, which nobody can set. */
export function tagRecord(tags: readonly Tag[] | undefined): Record<string, string> {
  return Object.fromEntries((tags ?? []).filter(({ Key }) => !Key?.startsWith('aws:')).map(({ Key, Value }) => [Key ?? '', Value ?? '']));
}

/** Finds what carries all of the tags. */
export function carriesAll(tags: Readonly<Record<string, string>>): Filter[] {
  return Object.entries(tags).map(([key, value]) => ({ Name: `tag:${key}`, Values: [value] }));
}
