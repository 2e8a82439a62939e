/** One replication, at the moment when it happens: what stands in its way, and what it leaves at its destination. */
import type { ReplicationRule } from '@aws-sdk/client-s3';
import type { Version } from '../../keys/version';
import type { S3State } from '../../state';
import type { Errand } from '../backlog';
import { type FailureReason, ReplicationFailed } from './failure-reason';
import { checkPermitted, roleOf } from './permitted';
import { aclOf, type Passage, replicaOf } from './replica';
import { replicaEncryption } from './replica-encryption';

/** Why it has failed; undefined when it has not. Nothing is left behind where it has. */
export function carry(state: S3State, errand: Errand, rule: ReplicationRule): FailureReason | undefined {
  try {
    carryOver(state, errand, rule);
    return undefined;
  } catch (error) {
    if (error instanceof ReplicationFailed) return error.reason;
    throw error;
  }
}

function carryOver(state: S3State, errand: Errand, rule: ReplicationRule): void {
  const { source, key, version, what } = errand;
  const role = roleOf(state, source);
  const destination = state.buckets.get(errand.destination);
  if (!destination) throw new ReplicationFailed('DstBucketNotFound');
  if (destination.settings.versioning !== 'Enabled') throw new ReplicationFailed('DstBucketUnversioned');
  const passage = { source, destination, key, rule };
  checkPermitted(state, role, passage, version, what);
  if (source.settings.objectLock && !destination.settings.objectLock) throw new ReplicationFailed('DstBucketObjectLockConfigMissing');
  if (what !== 'version') return carryChange(passage, version, what);
  const encryption = version.kind === 'object' ? replicaEncryption(state, role, passage, version) : undefined;
  const replica = replicaOf(passage, version, encryption);
  if (replica.kind === 'object') for (const content of replica.contents) state.store.retain(content);
  destination.putReplica(key, replica);
  const name = replica.kind === 'object' ? 'ObjectCreated:Put' : 'ObjectRemoved:DeleteMarkerCreated';
  state.happenings.tell({ name, bucket: destination, key, version: replica });
}

/** Brings a version that is there already up to what it is at the source now. Nobody is told, or two buckets that replicate to each other would never end. */
function carryChange(passage: Passage, version: Version, what: Errand['what']): void {
  const there = passage.destination.history(passage.key)?.find(version.id);
  if (there?.kind !== 'object' || version.kind !== 'object') throw new ReplicationFailed('DstVersionNotFound');
  const { tags, lock } = version;
  const locking = lock !== undefined || what === 'lock';
  passage.destination.change(passage.key, there, { tags, acl: aclOf(passage, version), ...(locking && { lock }) });
}
