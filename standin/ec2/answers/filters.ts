/** The `Filters` of EC2: each names a property and patterns, of which one must fit; all filters must hold. */
import type { Filter, Tag } from '@aws-sdk/client-ec2';
import type { TagRecord } from '../../tag-record';
import { refusals } from '../refusals';

type Properties<T> = Readonly<Record<string, (thing: T) => readonly (string | undefined)[]>>;

/** A test for the filters given. `properties` answers, by filter name, the texts that a thing has. Throws InvalidParameterValue for other names. */
export function filter<T>(filters: Filter[] | undefined, properties: Properties<T>): (thing: T) => boolean {
  const tests = (filters ?? []).map(({ Name: name = '', Values: values = [] }) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!property) throw refusals.value(`The filter '${name}' is invalid`);
    const patterns = values.map(patternOf);
    return (thing: T) => property(thing).some((text) => text !== undefined && patterns.some((pattern) => pattern.test(text)));
  });
  return (thing) => tests.every((holds) => holds(thing));
}

/** The filters by tags that every taggable resource has, for those that are given. */
export function tagFilters<T extends { tags: TagRecord }>(filters: Filter[] | undefined): Properties<T> {
  const keys = (filters ?? []).flatMap(({ Name: name = '' }) => (name.startsWith('tag:') ? [name.slice('tag:'.length)] : []));
  return {
    'tag-key': ({ tags }: T) => Object.keys(tags),
    ...Object.fromEntries(keys.map((key) => [`tag:${key}`, ({ tags }: T) => [Object.hasOwn(tags, key) ? tags[key] : undefined]])),
  };
}

/** `*` stands for any characters, `?` for one, and a backslash takes that meaning away. */
function patternOf(value: string): RegExp {
  const source = value.replace(/\\([*?\\])|[*?]|[^*?\\]+|\\/g, (part: string, escaped: string | undefined) => {
    if (escaped !== undefined) return literally(escaped);
    if (part === '*') return '[^]*';
    return part === '?' ? '[^]' : literally(part);
  });
  return new RegExp(`^${source}$`);
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

export function tagAnswer(tags: TagRecord): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
