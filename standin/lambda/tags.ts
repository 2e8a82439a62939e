/** Tags of functions: a map, with AWS's rules for keys and values. */
import { type TagRecord, withTags } from '../tag-record';
import { refusals } from './refusals';

export function checkedTags(old: TagRecord, added: Readonly<Record<string, string>>): TagRecord {
  return withTags(
    old,
    Object.entries(added).map(([Key, Value]) => ({ Key, Value })),
    {
      unfit: (key) => refusals.invalid(`The tag key or value of '${key}' is too long or empty.`),
      reserved: () => refusals.invalid('The tag key cannot start with aws:'),
      tooMany: () => refusals.invalid('A resource may have at most 50 tags.'),
    },
  );
}
