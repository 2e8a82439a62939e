/** What a replication rule says, and which rules apply to what is written: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html */
import type { ReplicationConfiguration, ReplicationRule, Tag } from '@aws-sdk/client-s3';
import type { ObjectDraft } from '../../keys/version';

export const bucketArnPrefix = 'arn:aws:s3:::';

/** The name of the bucket that a rule replicates to. */
export function destinationOf(rule: ReplicationRule): string {
  return rule.Destination?.Bucket?.slice(bucketArnPrefix.length) ?? '';
}

/** The prefix of the keys that a rule is about; empty where it is about all. */
export function prefixOf({ Filter, Prefix }: ReplicationRule): string {
  return Filter?.Prefix ?? Filter?.And?.Prefix ?? Prefix ?? '';
}

/** The tags that an object must have for a rule to apply. */
export function tagsOf({ Filter }: ReplicationRule): readonly Tag[] {
  return Filter?.Tag ? [Filter.Tag] : (Filter?.And?.Tags ?? []);
}

export function hasMetrics({ Destination }: ReplicationRule): boolean {
  return Destination?.Metrics?.Status === 'Enabled';
}

export function hasTimeControl({ Destination }: ReplicationRule): boolean {
  return Destination?.ReplicationTime?.Status === 'Enabled';
}

/** Whether changes of replicas are taken back to where they came from. */
export function takesReplicaChanges({ SourceSelectionCriteria }: ReplicationRule): boolean {
  return SourceSelectionCriteria?.ReplicaModifications?.Status === 'Enabled';
}

/** The rules by which a new version is replicated: for each destination bucket, by its name, the one of highest priority. */
export function rulesFor(configuration: ReplicationConfiguration, key: string, what: ObjectDraft | 'marker'): ReadonlyMap<string, ReplicationRule> {
  return highestOf((configuration.Rules ?? []).filter((rule) => (what === 'marker' ? takesMarker(rule, key) : takesObject(rule, key, what))));
}

/** The rules that are about a key with these tags, whatever else they ask of an object that is new; by destination as above. */
export function rulesAbout(configuration: ReplicationConfiguration, key: string, tags: readonly Tag[]): ReadonlyMap<string, ReplicationRule> {
  return highestOf((configuration.Rules ?? []).filter((rule) => isAbout(rule, key, tags)));
}

function highestOf(rules: readonly ReplicationRule[]): ReadonlyMap<string, ReplicationRule> {
  const highest = new Map<string, ReplicationRule>();
  for (const rule of rules) {
    const other = highest.get(destinationOf(rule));
    if (!other || (rule.Priority ?? 0) > (other.Priority ?? 0)) highest.set(destinationOf(rule), rule);
  }
  return highest;
}

function isAbout(rule: ReplicationRule, key: string, tags: readonly Tag[]): boolean {
  if (rule.Status !== 'Enabled' || !key.startsWith(prefixOf(rule))) return false;
  return tagsOf(rule).every((wanted) => tags.some(({ Key, Value }) => Key === wanted.Key && Value === wanted.Value));
}

/** Rules of the first version, which have no filter, carry markers that a caller put; others where they say so, and never by tags. */
function takesMarker(rule: ReplicationRule, key: string): boolean {
  return isAbout(rule, key, []) && (rule.Filter === undefined || rule.DeleteMarkerReplication?.Status === 'Enabled');
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html */
function takesObject(rule: ReplicationRule, key: string, { tags, storageClass, encryption }: ObjectDraft): boolean {
  if (storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE') return false;
  const byKms = encryption.algorithm === 'aws:kms' || encryption.algorithm === 'aws:kms:dsse';
  if (byKms && rule.SourceSelectionCriteria?.SseKmsEncryptedObjects?.Status !== 'Enabled') return false;
  return isAbout(rule, key, tags);
}
