/** Which objects a rule is for, as S3 lets it be said. */
import type { LifecycleRule, LifecycleRuleFilter, Tag } from '@aws-sdk/client-s3';
import { invalidRequest, malformedXml } from '../../errors';

/** 50 TB times 20: what S3 itself names as the largest size that can be asked for. */
const largest = 1_099_511_627_776_000;

/** All that objects have to be, whether one thing alone or joined by And. */
interface Predicates {
  Prefix?: string;
  Tags: readonly Tag[];
  ObjectSizeGreaterThan?: number;
  ObjectSizeLessThan?: number;
}

export function predicatesOf({ Filter: filter, Prefix: prefix }: LifecycleRule): Predicates {
  if (!filter) return { Prefix: prefix, Tags: [] };
  if (filter.And) return { ...filter.And, Tags: filter.And.Tags ?? [] };
  const { Prefix, Tag: tag, ObjectSizeGreaterThan, ObjectSizeLessThan } = filter;
  return { Prefix, Tags: tag ? [tag] : [], ObjectSizeGreaterThan, ObjectSizeLessThan };
}

/** Throws `MalformedXML` and `InvalidRequest`. */
export function checkFilter(rule: LifecycleRule): void {
  if (rule.Filter) checkForm(rule.Filter);
  const { Tags: tags, ObjectSizeGreaterThan: larger, ObjectSizeLessThan: smaller } = predicatesOf(rule);
  if (tags.some(({ Key: key, Value: value }) => !key || value === undefined)) throw malformedXml();
  if (new Set(tags.map(({ Key: key }) => key)).size < tags.length) throw invalidRequest('Duplicate Tag Keys are not allowed.');
  checkSize('ObjectSizeGreaterThan', larger, 0);
  checkSize('ObjectSizeLessThan', smaller, 1);
  if (larger !== undefined && smaller !== undefined && smaller <= larger) {
    throw invalidRequest("'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.");
  }
}

/** One thing alone, or at least two joined by And. */
function checkForm(filter: LifecycleRuleFilter): void {
  const { Prefix: prefix, Tag: tag, ObjectSizeGreaterThan: larger, ObjectSizeLessThan: smaller, And: and } = filter;
  if ([prefix, tag, larger, smaller, and].filter((one) => one !== undefined).length > 1) throw malformedXml();
  if (!and) return;
  const joined = [and.Prefix, ...(and.Tags ?? []), and.ObjectSizeGreaterThan, and.ObjectSizeLessThan];
  if (joined.filter((one) => one !== undefined).length < 2) throw malformedXml();
}

function checkSize(name: string, size: number | undefined, least: number): void {
  if (size === undefined || (size >= least && size <= largest)) return;
  if (!Number.isInteger(size)) throw malformedXml();
  throw invalidRequest(`'${name}' should be between ${least} and ${largest}.`);
}

/** How S3's messages name what a rule is for. */
export function nameOf(rule: LifecycleRule): string {
  const { Prefix: prefix, Tags: tags, ObjectSizeGreaterThan: larger, ObjectSizeLessThan: smaller } = predicatesOf(rule);
  if (!rule.Filter) return `prefix '${prefix ?? ''}'`;
  const said = [
    ...(larger === undefined ? [] : [`objectsizegreaterthan=${larger}`]),
    ...(smaller === undefined ? [] : [`objectsizelessthan=${smaller}`]),
    ...(prefix === undefined && (tags.length || larger !== undefined || smaller !== undefined) ? [] : [`prefix=${prefix ?? ''}`]),
    ...tags.map(({ Key: key, Value: value }) => `tag=(${key},${value})`),
  ];
  return `filter '(${said.join(' and ')})'`;
}
