/** Lifecycle rules as S3 takes them, each with an id; anything else is refused in its words. */
import type { LifecycleRule } from '@aws-sdk/client-s3';
import { invalidRequest, malformedXml } from '../../errors';
import { checkActions } from './checked-actions';
import { checkFilter } from './checked-filter';
import { invalid } from './refusals';

const mostRules = 1000;
const longestId = 255;

/**
 * Checks the rules of a configuration. `idOf` makes an id for the rule at an index that has none.
 * Throws `MalformedXML`, `InvalidArgument` and `InvalidRequest`.
 */
export function checkedRules(rules: readonly LifecycleRule[] | undefined, idOf: (index: number) => string): LifecycleRule[] {
  if (!rules?.length || rules.length > mostRules) throw malformedXml();
  checkIds(rules);
  checkForms(rules);
  for (const rule of rules) {
    if (rule.Status !== 'Enabled' && rule.Status !== 'Disabled') throw malformedXml();
    checkFilter(rule);
    checkActions(rule);
  }
  checkOverlaps(rules);
  return rules.map((rule, index) => ({ ...rule, ID: rule.ID || idOf(index) }));
}

function checkIds(rules: readonly LifecycleRule[]): void {
  const ids = rules.flatMap(({ ID: id }) => (id ? [id] : []));
  if (ids.some((id) => id.length > longestId)) throw invalid(`ID length should not exceed allowed limit of ${longestId}`);
  if (new Set(ids).size < ids.length) throw invalid('Rule ID must be unique. Found same ID for more than one rule');
}

/** A configuration is of the old form, with prefixes of rules, or of the new one, with filters; the first rule decides. */
function checkForms(rules: readonly LifecycleRule[]): void {
  for (const rule of rules) {
    if ((rule.Prefix === undefined) === (rule.Filter === undefined)) throw malformedXml();
  }
  const isOld = rules[0]?.Filter === undefined;
  if (isOld && rules.some(({ Filter: filter }) => filter)) throw invalidRequest('Filter element can only be used in Lifecycle V2.');
  if (!isOld && rules.some(({ Filter: filter }) => !filter)) {
    throw invalidRequest('Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the Filter.');
  }
  const countsNewer = ({ NoncurrentVersionExpiration: expiration, NoncurrentVersionTransitions: transitions }: LifecycleRule): boolean =>
    [expiration, ...(transitions ?? [])].some((action) => action?.NewerNoncurrentVersions !== undefined);
  if (isOld && rules.some(countsNewer)) throw invalidRequest('NewerNoncurrentVersions element can only be used in Lifecycle V2.');
}

const actions = ['Expiration', 'Transitions', 'NoncurrentVersionExpiration', 'NoncurrentVersionTransitions', 'AbortIncompleteMultipartUpload'] as const;

/** Rules of the old form may not do the same to the same objects. Where filters overlap, S3 resolves the conflict. */
function checkOverlaps(rules: readonly LifecycleRule[]): void {
  if (rules[0]?.Filter) return;
  for (const action of actions) {
    const prefixes = rules.flatMap((rule) => (rule[action] === undefined ? [] : [rule.Prefix ?? '']));
    for (const [index, one] of prefixes.entries()) {
      const other = prefixes.slice(index + 1).find((prefix) => prefix.startsWith(one) || one.startsWith(prefix));
      if (other === undefined) continue;
      throw invalidRequest(`Found overlapping prefixes '${one}' and '${other}' for same action type '${action.replace(/s$/, '')}'`);
    }
  }
}
