/** The tags of alarms, as CloudWatch takes them. */
import type { Tag } from '@aws-sdk/client-cloudwatch';
import { type TagRecord, type TagRefusals, withTags } from '../../tag-record';
import { invalidValue } from '../refusals';

/** The tags with those of `old` that they do not replace. Throws AwsError for tags that AWS takes nowhere. */
export function checkedTags(tags: readonly Tag[], old: TagRecord = {}): TagRecord {
  return withTags(old, tags, refusals);
}

const refusals: TagRefusals = {
  unfit: (key) => invalidValue(`The tag ${key} is too long, or has no key.`),
  reserved: () => invalidValue('Tag keys that begin with aws: are reserved.'),
  tooMany: () => invalidValue('A resource has at most 50 tags.'),
};
