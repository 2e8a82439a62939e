/** CompleteMultipartUpload: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
import type { CompleteMultipartUploadOutput, CompleteMultipartUploadRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error';
import { operation, type Call, type Handler } from '../../service';
import type { Bucket } from '../buckets/bucket';
import { checksumMembers, type ObjectChecksum } from '../checksums/checksum';
import { sentChecksum } from '../checksums/claims';
import { etagOfParts } from '../checksums/receive-body';
import { encryptionMembers } from '../encryption/encryption-members';
import { checkPartEncryption, checkUploadKey } from '../encryption/part-encryption';
import { conditionalConflict, invalidRequest } from '../errors';
import type { ObjectVersion } from '../keys/version';
import { expirationMembers } from '../lifecycle/expiration-members';
import { quoted } from '../objects/etag';
import { writtenId } from '../objects/find-version';
import { checkedKey } from '../objects/object-key';
import { checkWriteConditions } from '../objects/write-conditions';
import { writeObject } from '../objects/write-object';
import type { S3State } from '../state';
import { checksumOfParts, typeOf, usualType } from './checksum-choice';
import { stillUnderWay, uploadOf } from './find-upload';
import { invalidPart, namedParts } from './named-parts';
import type { Part, Upload } from './uploads';

export function completeMultipartUpload(state: S3State): Handler {
  return operation<CompleteMultipartUploadRequest, CompleteMultipartUploadOutput>(async (input, call) => {
    const before = completedBefore(state, call, input);
    if (before) return answerOf(before.bucket, before.key, before.version);
    const { bucket, key, upload } = uploadOf(state, call, input);
    // The caller's own key is needed once more only where the checksum of the whole is to be made: see SSECustomerKey in the API reference.
    if (upload.asked) checkPartEncryption(state, call, { bucket, upload }, input);
    else checkUploadKey(state, call, { bucket, upload });
    // No body at all, and one that names no part, are refused differently.
    if (!input.MultipartUpload) throw invalidRequest('You must specify at least one part');
    const parts = namedParts(upload, input.MultipartUpload.Parts ?? []);
    checkConditions(bucket, upload, input);
    const checksum = await checksumOfParts(upload, parts);
    checkClaims(upload, parts, checksum, input);
    const version = finish(state, bucket, upload, { parts, checksum, call, check: () => checkConditions(bucket, upload, input) });
    return answerOf(bucket, key, version);
  });
}

function answerOf(bucket: Bucket, key: string, version: ObjectVersion): CompleteMultipartUploadOutput {
  return {
    Location: `http://${bucket.name}.s3.${bucket.origin.region}.amazonaws.com/${encodeURIComponent(key).replaceAll('%2F', '/')}`,
    Bucket: bucket.name,
    Key: key,
    ETag: quoted(version.etag),
    ...checksumMembers(version.checksum),
    ...encryptionMembers(version.encryption),
    ...expirationMembers(bucket, key, version),
    VersionId: writtenId(bucket, version),
  };
}

/** A client that heard nothing completes once more, and hears what came of it as long as that is there. */
function completedBefore(state: S3State, call: Call, input: CompleteMultipartUploadRequest): { bucket: Bucket; key: string; version: ObjectVersion } | undefined {
  const key = checkedKey(input.Key);
  const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
  const version = bucket.uploads.completed(input.UploadId ?? '');
  if (!version || bucket.history(key)?.find(version.id) !== version) return undefined;
  const named = etagOfParts((input.MultipartUpload?.Parts ?? []).map(({ ETag: etag = '' }) => etag.replaceAll('"', '')));
  return named === version.etag ? { bucket, key, version } : undefined;
}

interface Finished {
  parts: Part[];
  checksum: ObjectChecksum;
  call: Call;
  check: () => void;
}

/** The object takes over the named parts; the others are let go of with the upload. */
function finish(state: S3State, bucket: Bucket, upload: Upload, { parts, checksum, call, check }: Finished): ObjectVersion {
  const draft = {
    ...upload.draft,
    contents: parts.map(({ content }) => state.store.retain(content)),
    size: parts.reduce((sum, { content }) => sum + content.size, 0),
    etag: etagOfParts(parts.map(({ etag }) => etag)),
    checksum,
    parts: parts.map(({ number, content, forObject }) => ({ number, size: content.size, checksum: forObject })),
  };
  const checkAll = (): void => {
    stillUnderWay(bucket, upload);
    for (const part of parts) if (upload.parts.get(part.number) !== part) throw invalidPart(upload.id, part.etag, part.number);
    check();
  };
  // The object appears and the upload ends in one go, whatever happens to this process.
  const version = state.world.journal.together(() => {
    const written = writeObject(state, bucket, upload.key, draft, { name: 'ObjectCreated:CompleteMultipartUpload', call, check: checkAll });
    bucket.uploads.complete(upload, written);
    return written;
  });
  for (const part of upload.parts.values()) state.store.release(part.content);
  return version;
}

/** A key that changed since the upload began is a conflict: the upload was prepared for what is no longer there. */
function checkConditions(bucket: Bucket, upload: Upload, input: CompleteMultipartUploadRequest): void {
  checkWriteConditions(bucket, upload.key, input);
  const current = bucket.currentObject(upload.key);
  if (input.IfNoneMatch !== undefined && upload.keyExisted) throw conditionalConflict('If-None-Match', upload.key);
  if (input.IfMatch !== undefined && current?.modified.isAfter(upload.initiated)) throw conditionalConflict('If-Match', upload.key);
}

function checkClaims(upload: Upload, parts: readonly Part[], checksum: ObjectChecksum, input: CompleteMultipartUploadRequest): void {
  const size = parts.reduce((sum, { content }) => sum + content.size, 0);
  if (input.MpuObjectSize !== undefined && Number(input.MpuObjectSize) !== size) {
    throw invalidRequest(`The provided 'x-amz-mp-object-size' header value ${input.MpuObjectSize} does not match what was computed: ${size}`);
  }
  if (input.ChecksumType !== undefined && input.ChecksumType !== typeOf(upload)) {
    const rule = 'The complete request must use the same checksum mode.';
    throw invalidRequest(`The upload was created using the ${upload.asked?.type ?? 'null'} checksum mode. ${rule}`);
  }
  const sent = sentChecksum(input);
  if (!sent) return;
  // Without a word on it, S3 takes the checksum for one of the parts' checksums wherever the algorithm can have such a one.
  const type = input.ChecksumType ?? usualType(sent.algorithm);
  const plain = (value: string): string => value.replace(/-\d+$/, '');
  if (sent.algorithm === checksum.algorithm && type === checksum.type && plain(sent.value) === plain(checksum.value)) return;
  throw new AwsError('BadDigest', `The ${checksum.algorithm.toLowerCase()} you specified did not match the calculated checksum.`);
}

