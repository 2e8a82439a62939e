/** Which keys a notification is about: those with a prefix, a suffix, or both. */
import type { FilterRule, NotificationConfigurationFilter } from '@aws-sdk/client-s3';
import { invalidArgument } from '../errors';

export interface KeyFilter {
  prefix: string;
  suffix: string;
}

/** Throws AwsError for rules of another kind, or two of one. */
export function keyFilterOf(filter: NotificationConfigurationFilter | undefined): KeyFilter {
  const rules = filter?.Key?.FilterRules ?? [];
  return { prefix: only(rules, 'prefix'), suffix: only(rules, 'suffix') };
}

function only(rules: readonly FilterRule[], wanted: 'prefix' | 'suffix'): string {
  for (const { Name: name = '' } of rules) {
    if (!/^(prefix|suffix)$/i.test(name)) throw invalidArgument('filter rule name must be either prefix or suffix', 'FilterRule.Name', name);
  }
  const [rule, ...more] = rules.filter(({ Name: name = '' }) => name.toLowerCase() === wanted);
  if (more.length > 0) throw invalidArgument(`Cannot specify more than one ${wanted} rule in a filter.`, 'FilterRule.Name', wanted);
  const value = rule?.Value ?? '';
  if (Buffer.byteLength(value) > 1_024) throw invalidArgument('Size of filter rule value cannot exceed 1024 bytes in UTF-8 representation', 'FilterRule.Value', value);
  return value;
}

export function fits({ prefix, suffix }: KeyFilter, key: string): boolean {
  return key.startsWith(prefix) && key.endsWith(suffix);
}

/** Whether there can be a key that both are about. */
export function overlap(a: KeyFilter, b: KeyFilter): boolean {
  const prefixes = a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix);
  return prefixes && (a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix));
}
