/** CreateMultipartUpload and AbortMultipartUpload: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
import type { AbortMultipartUploadRequest, CreateMultipartUploadOutput, CreateMultipartUploadRequest } from '@aws-sdk/client-s3';
import { operation, type Handler } from '../../service';
import { anonymousAccount } from '../access/acl/canonical-users';
import { encryptionMembers } from '../encryption/encryption-members';
import { notImplemented } from '../errors';
import { abortMembers } from '../lifecycle/expiration-members';
import { describeDraft } from '../objects/describe-draft';
import { checkedKey } from '../objects/object-key';
import type { S3State } from '../state';
import { askedChecksum } from './checksum-choice';
import { uploadOf } from './find-upload';

export function createMultipartUpload(state: S3State): Handler {
  return operation<CreateMultipartUploadRequest, CreateMultipartUploadOutput>(async (input, call) => {
    const key = checkedKey(input.Key);
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    const draft = describeDraft(state, bucket, input, call);
    const asked = askedChecksum(input.ChecksumAlgorithm, input.ChecksumType);
    const initiated = state.now();
    const { id, turn } = bucket.uploads.place(state.uploadIds, initiated, bucket.name, bucket.origin.incarnation, key);
    const keyExisted = bucket.currentObject(key) !== undefined;
    const { caller } = call;
    const initiator = caller.kind === 'user' || caller.kind === 'role' ? { ID: caller.arn } : state.owner(caller.accountId || anonymousAccount);
    const upload = { id, key, turn, initiated, initiator, draft, asked, keyExisted, parts: new Map() };
    bucket.uploads.add(upload);
    return {
      Bucket: bucket.name,
      Key: key,
      UploadId: id,
      ...encryptionMembers(draft.encryption),
      ...abortMembers(bucket, upload),
      ...(asked ? { ChecksumAlgorithm: asked.algorithm, ChecksumType: asked.type } : {}),
    };
  });
}

export function abortMultipartUpload(state: S3State): Handler {
  return operation<AbortMultipartUploadRequest, object>(async (input, call) => {
    // A condition of directory buckets only: https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html
    if (input.IfMatchInitiatedTime !== undefined) throw notImplemented('x-amz-if-match-initiated-time');
    const { bucket, upload } = uploadOf(state, call, input);
    bucket.uploads.delete(upload);
    for (const part of upload.parts.values()) state.store.release(part.content);
    return {};
  });
}
