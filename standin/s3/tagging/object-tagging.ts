/** PutObjectTagging, GetObjectTagging and DeleteObjectTagging, each of one version. */
import type {
  DeleteObjectTaggingOutput,
  DeleteObjectTaggingRequest,
  GetObjectTaggingOutput,
  GetObjectTaggingRequest,
  PutObjectTaggingOutput,
  PutObjectTaggingRequest,
} from '@aws-sdk/client-s3';
import { operation, type Call, type Handler } from '../../service';
import type { Bucket } from '../buckets/bucket';
import { methodNotAllowedOnMarker, noSuchKey } from '../errors';
import type { ObjectVersion } from '../keys/version';
import type { S3State } from '../state';
import { shownId, versionOf } from '../objects/find-version';
import { checkedKey } from '../objects/object-key';
import { mostObjectTags, validTags } from './tags';

interface TaggingRequest {
  Bucket: string | undefined;
  Key: string | undefined;
  VersionId?: string;
  ExpectedBucketOwner?: string;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html; the new set replaces the old one. */
export function putObjectTagging(state: S3State): Handler {
  return operation<PutObjectTaggingRequest, PutObjectTaggingOutput>(async (input, call) => {
    const { bucket, key, version } = tagged(state, input, call);
    bucket.change(key, version, { tags: validTags(input.Tagging?.TagSet, mostObjectTags) });
    state.happenings.tell({ name: 'ObjectTagging:Put', bucket, key, version, call });
    return { VersionId: shownId(bucket, version) };
  });
}

export function getObjectTagging(state: S3State): Handler {
  return operation<GetObjectTaggingRequest, GetObjectTaggingOutput>(async (input, call) => {
    const { bucket, version } = tagged(state, input, call);
    return { VersionId: shownId(bucket, version), TagSet: [...version.tags] };
  });
}

export function deleteObjectTagging(state: S3State): Handler {
  return operation<DeleteObjectTaggingRequest, DeleteObjectTaggingOutput>(async (input, call) => {
    const { bucket, key, version } = tagged(state, input, call);
    bucket.change(key, version, { tags: [] });
    state.happenings.tell({ name: 'ObjectTagging:Delete', bucket, key, version, call });
    return { VersionId: shownId(bucket, version) };
  });
}

/** The version whose tags are meant. A delete marker has none: 405, by id or as the current version. */
function tagged(state: S3State, input: TaggingRequest, call: Call): { bucket: Bucket; key: string; version: ObjectVersion } {
  const key = checkedKey(input.Key);
  const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
  const version = input.VersionId === undefined ? bucket.history(key)?.current : versionOf(state, bucket, key, input.VersionId).version;
  if (!version) throw noSuchKey(key);
  if (version.kind === 'marker') throw methodNotAllowedOnMarker(call.http.method, { 'x-amz-version-id': version.id });
  return { bucket, key, version };
}
