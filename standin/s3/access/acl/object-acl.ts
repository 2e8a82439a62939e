/** PutObjectAcl and GetObjectAcl: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html */
import type { GetObjectAclOutput, GetObjectAclRequest, PutObjectAclOutput, PutObjectAclRequest } from '@aws-sdk/client-s3';
import { operation, type Call, type Handler } from '../../../service';
import type { Bucket } from '../../buckets/bucket';
import { methodNotAllowedOnMarker, noSuchKey } from '../../errors';
import type { ObjectVersion } from '../../keys/version';
import { shownId, versionOf } from '../../objects/find-version';
import { checkedKey } from '../../objects/object-key';
import type { S3State } from '../../state';
import { noAcls, putGrants } from './bucket-acl';
import { isEnforced, ownerOf } from '../decide';
import { ownersGrants } from './grants';

export function putObjectAcl(state: S3State): Handler {
  return operation<PutObjectAclRequest, PutObjectAclOutput>(async (input, call) => {
    const { bucket, key, version } = granting(state, input, call);
    call.answer.headers = { ...call.answer.headers, ...shownVersion(bucket, version) };
    // What would change nothing is taken: the owner of the bucket owns all that is in it anyway.
    if (isEnforced(bucket) && input.ACL === 'bucket-owner-full-control') return {};
    if (isEnforced(bucket)) throw noAcls();
    const owner = ownerOf(bucket, version);
    const grants = putGrants(state, bucket, input, { owner, bucketOwner: bucket.origin.accountId });
    bucket.change(key, version, { acl: { ownerAccountId: owner, grants } });
    state.happenings.tell({ name: 'ObjectAcl:Put', bucket, key, version, call });
    return {};
  });
}

export function getObjectAcl(state: S3State): Handler {
  return operation<GetObjectAclRequest, GetObjectAclOutput>(async (input, call) => {
    const { bucket, version } = granting(state, input, call);
    const owner = ownerOf(bucket, version);
    call.answer.headers = { ...call.answer.headers, ...shownVersion(bucket, version) };
    const grants = isEnforced(bucket) ? undefined : version.acl?.grants;
    return { Owner: state.owner(owner), Grants: [...(grants ?? ownersGrants(state.users, owner))] };
  });
}

/** The version whose ACL is meant. A delete marker has none: 405, unless it is the current version that is asked about, which is as good as no object. */
function granting(state: S3State, input: GetObjectAclRequest | PutObjectAclRequest, call: Call): { bucket: Bucket; key: string; version: ObjectVersion } {
  const key = checkedKey(input.Key);
  const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
  const version = input.VersionId === undefined ? bucket.history(key)?.current : versionOf(state, bucket, key, input.VersionId).version;
  if (!version || (version.kind === 'marker' && input.VersionId === undefined && call.http.method === 'GET')) throw noSuchKey(key);
  if (version.kind === 'marker') throw methodNotAllowedOnMarker(call.http.method, { 'x-amz-version-id': version.id });
  return { bucket, key, version };
}

function shownVersion(bucket: Bucket, version: ObjectVersion): Record<string, string> {
  const id = shownId(bucket, version);
  return id === undefined ? {} : { 'x-amz-version-id': id };
}
