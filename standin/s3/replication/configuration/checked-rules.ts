/** Whether replication rules are such as AWS takes: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ReplicationRule.html */
import type { ReplicationRule } from '@aws-sdk/client-s3';
import type { AwsError } from '../../../aws-error';
import { invalidArgument, invalidRequest, malformedXml } from '../../errors';
import { mostObjectTags, validTags } from '../../tagging/tags';
import { checkDestination, checkStatus } from './checked-destination';
import { destinationOf, prefixOf, tagsOf } from './rules';

const mostRules = 1000;
const longestId = 255;
const longestPrefix = 1024;
const highestPriority = 2 ** 31 - 1;

/** The rules as they are kept, each with an id. `idOf` makes one for the rule at an index. Throws AWS's refusals; `source` is the bucket's name. */
export function checkedRules(rules: readonly ReplicationRule[] | undefined, source: string, idOf: (index: number) => string): ReplicationRule[] {
  if (!rules?.length) throw malformedXml();
  if (rules.length > mostRules) throw invalidRequest(`The number of replication rules must not exceed the allowed limit of ${mostRules} rules.`);
  const firstVersion = rules.some(({ Filter }) => !Filter);
  for (const rule of rules) checkRule(rule, firstVersion, source);
  const named = rules.map((rule, index) => ({ ...rule, ID: rule.ID || idOf(index) }));
  checkIds(named);
  if (firstVersion) checkFirstVersion(named);
  else checkPriorities(named);
  return named;
}

function checkRule(rule: ReplicationRule, firstVersion: boolean, source: string): void {
  if (rule.Status === undefined) throw malformedXml();
  checkStatus(rule);
  // AWS took it once for a few accounts, and takes it no more: Batch Replication took its place.
  if (rule.ExistingObjectReplication) throw malformedXml();
  checkFilter(rule);
  if ((rule.Priority !== undefined) === firstVersion) throw schema('Priority', firstVersion);
  if ((rule.DeleteMarkerReplication !== undefined) === firstVersion) throw schema('DeleteMarkerReplication', firstVersion);
  checkStatus(rule.DeleteMarkerReplication);
  if (rule.DeleteMarkerReplication?.Status === 'Enabled' && tagsOf(rule).length) {
    throw invalidRequest('Delete marker replication is not supported if any Tag filter is specified. Please refer to S3 Developer Guide for more information.');
  }
  checkSelection(rule);
  checkDestination(rule, source);
}

/** A rule that has a filter is of the second version of the schema, whose members do not mix with those of the first. */
function schema(member: string, firstVersion: boolean): AwsError {
  const verb = firstVersion ? 'cannot be used' : 'must be specified';
  return invalidRequest(
    `${member} ${verb} for this version of Cross Region Replication configuration schema. Please refer to S3 Developer Guide for more information.`,
  );
}

function checkFilter(rule: ReplicationRule): void {
  const { Filter: filter, Prefix: prefix } = rule;
  if ((filter === undefined) === (prefix === undefined)) throw malformedXml();
  if (filter) {
    const { Prefix, Tag, And } = filter;
    if ([Prefix, Tag, And].filter((member) => member !== undefined).length > 1) throw malformedXml();
    if (And && (And.Tags?.length ?? 0) + (And.Prefix === undefined ? 0 : 1) < 2) throw malformedXml();
  }
  if (Buffer.byteLength(prefixOf(rule)) > longestPrefix) throw invalidRequest(`The maximum size of a prefix is ${longestPrefix}.`);
  const keys = tagsOf(rule).map(({ Key }) => Key);
  if (new Set(keys).size < keys.length) throw invalidRequest('Duplicate Tag Keys are not allowed.');
  validTags(tagsOf(rule), mostObjectTags);
}

function checkSelection({ SourceSelectionCriteria: criteria }: ReplicationRule): void {
  if (!criteria) return;
  if (!criteria.SseKmsEncryptedObjects && !criteria.ReplicaModifications) throw invalidRequest('SourceSelectionCriteria cannot be empty.');
  checkStatus(criteria.SseKmsEncryptedObjects);
  checkStatus(criteria.ReplicaModifications);
}

function checkIds(rules: readonly (ReplicationRule & { ID: string })[]): void {
  const seen = new Set<string>();
  for (const { ID: id } of rules) {
    if (id.length > longestId) throw invalidArgument(`Rule Id cannot be greater than ${longestId}`, 'ID', id);
    if (seen.has(id)) throw invalidArgument('Rule Id must be unique', 'ID', id);
    seen.add(id);
  }
}

function checkPriorities(rules: readonly ReplicationRule[]): void {
  const seen = new Set<number>();
  for (const { Priority: priority = 0 } of rules) {
    if (priority < 0 || priority > highestPriority) throw invalidRequest(`Priority must be between 0 and ${highestPriority}.`);
    if (seen.has(priority)) throw invalidRequest(`Found duplicate priority ${priority}.`);
    seen.add(priority);
  }
}

/** Rules without priorities must not compete: one destination for all, and prefixes of which none begins with another. */
function checkFirstVersion(rules: readonly ReplicationRule[]): void {
  if (new Set(rules.map(destinationOf)).size > 1) throw invalidRequest('Number of distinct destination bucket ARNs cannot exceed 1');
  const prefixes = rules.map(prefixOf).sort();
  for (const [index, prefix] of prefixes.entries()) {
    const before = prefixes[index - 1];
    if (before !== undefined && prefix.startsWith(before)) throw invalidRequest(`Found overlapping prefixes '${before}' and '${prefix}'`);
  }
}
