/** The tags of alarms, as CloudWatch takes them. */
import type { Tag } from '@aws-sdk/client-cloudwatch';
import { invalidValue } from '../refusals';

/** The tags with those of `old` that they do not replace. Throws AwsError for tags that AWS takes nowhere. */
export function checkedTags(tags: readonly Tag[], old: Readonly<Record<string, string>> = {}): Record<string, string> {
  const merged = { ...old };
  for (const { Key: key = '', Value: value = '' } of tags) {
    if (key.length < 1 || key.length > 128 || value.length > 256) throw invalidValue(`The tag ${key} is too long, or has no key.`);
    if (key.toLowerCase().startsWith('aws:')) throw invalidValue('Tag keys that begin with aws: are reserved.');
    merged[key] = value;
  }
  if (Object.keys(merged).length > 50) throw invalidValue('A resource has at most 50 tags.');
  return merged;
}
