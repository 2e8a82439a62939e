/** What a version becomes at its destination: the same bytes, id and date, and what the rule and the destination say of the rest. */
import type { ReplicationRule } from '@aws-sdk/client-s3';
import type { Bucket } from '../../buckets/bucket';
import type { Encryption, ObjectVersion, Version } from '../../keys/version';
import { lockAtCreation } from '../../lock/default-retention';

export interface Passage {
  source: Bucket;
  destination: Bucket;
  key: string;
  rule: ReplicationRule;
}

const replica = { replication: { status: 'REPLICA', replica: true } } as const;

/** Its contents are not counted yet. `encryption` is how the replica is encrypted. */
export function replicaOf(passage: Passage, version: Version, encryption?: Encryption): Version {
  const { id, turn, modified } = version;
  if (version.kind === 'marker') return { kind: 'marker', id, turn, modified, ...replica };
  const { acl: _acl, lock: _lock, restored: _restored, ...kept } = version;
  const acl = aclOf(passage, version);
  // What has no retention of its own gets what its destination gives to everything.
  const lock = lockAtCreation(passage.destination, version.lock, modified);
  return {
    ...kept,
    // The SDK's type of a destination leaves out classes that no object of these buckets can have.
    storageClass: passage.rule.Destination?.StorageClass ?? version.storageClass,
    encryption: encryption ?? version.encryption,
    ...(acl && { acl }),
    ...(lock && { lock }),
    ...replica,
  };
}

/** A replica keeps its owner unless the rule, or the bucket it comes to, says that the bucket's owner owns everything. */
export function aclOf({ source, destination, rule }: Passage, { acl }: ObjectVersion): ObjectVersion['acl'] {
  if (rule.Destination?.AccessControlTranslation || destination.settings.ownership === 'BucketOwnerEnforced') return undefined;
  if (acl) return acl;
  const { accountId } = source.origin;
  return accountId === destination.origin.accountId ? undefined : { ownerAccountId: accountId, grants: [] };
}
