/** Whether the role of a replication configuration may do what replication takes: https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html */
import type { Caller } from '../../../service';
import { policyInForce } from '../../access/policy/policy-in-force';
import type { Bucket } from '../../buckets/bucket';
import type { Delivery, ObjectVersion, Version } from '../../keys/version';
import type { S3State } from '../../state';
import { type FailureReason, ReplicationFailed } from './failure-reason';
import type { Passage } from './replica';

/** The role, once S3 has taken it on. */
export function roleOf(state: S3State, source: Bucket): Caller {
  const context = { 'aws:sourcearn': arnOf(source), 'aws:sourceaccount': source.origin.accountId };
  const role = state.neighbours.access.callerOfRole(source.settings.replication?.Role ?? '', 's3.amazonaws.com', context);
  if (!role) throw new ReplicationFailed('AssumeRoleNotPermitted');
  return role;
}

/** Throws ReplicationFailed with the reason of the first thing that the role may not do. */
export function checkPermitted(state: S3State, role: Caller, passage: Passage, version: Version, what: Delivery['what']): void {
  const { source, key } = passage;
  const need = (at: 'source' | 'destination', action: string, reason: FailureReason, resource = `${arnOf(passage[at])}/${key}`): void => {
    const resourcePolicy = { accountId: passage[at].origin.accountId, document: policyInForce(state.users, passage[at])?.document };
    if (!state.neighbours.access.allows({ caller: role, action: `s3:${action}`, resource, resourcePolicy })) throw new ReplicationFailed(reason);
  };
  need('source', 'GetReplicationConfiguration', 'SrcBucketReplicationConfigMissing', arnOf(source));
  if (version.kind === 'marker') need('destination', 'ReplicateDelete', 'DstDelObjNotPermitted');
  else checkObject(passage, version, what, need);
}

type Need = (at: 'source' | 'destination', action: string, reason: FailureReason) => void;

function checkObject({ destination, rule }: Passage, { tags, lock }: ObjectVersion, what: Delivery['what'], need: Need): void {
  need('source', 'GetObjectVersionForReplication', 'SrcGetObjectNotPermitted');
  need('source', 'GetObjectVersionAcl', 'SrcGetAclNotPermitted');
  if (tags.length || what === 'tags') need('source', 'GetObjectVersionTagging', 'SrcGetTaggingNotPermitted');
  if (lock?.mode) need('source', 'GetObjectRetention', 'SrcGetRetentionNotPermitted');
  if (lock?.legalHold !== undefined) need('source', 'GetObjectLegalHold', 'SrcGetLegalHoldNotPermitted');
  if (what === 'version') need('destination', 'ReplicateObject', 'DstPutObjectNotPermitted');
  if (what === 'acl') need('destination', 'ReplicateObject', 'DstPutAclNotPermitted');
  if (what === 'lock') need('destination', 'ReplicateObject', 'DstPutRetentionNotPermitted');
  if (tags.length || what === 'tags') need('destination', 'ReplicateTags', 'DstPutTaggingNotPermitted');
  const { AccessControlTranslation, Account } = rule.Destination ?? {};
  if (!AccessControlTranslation) return;
  if (Account !== destination.origin.accountId) throw new ReplicationFailed('DstPutObjectNotPermitted');
  need('destination', 'ObjectOwnerOverrideToBucketOwner', 'DstPutObjectNotPermitted');
}

function arnOf({ name }: Bucket): string {
  return `arn:aws:s3:::${name}`;
}
