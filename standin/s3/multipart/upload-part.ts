/** UploadPart: https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
import type { UploadPartOutput, UploadPartRequest } from '@aws-sdk/client-s3';
import { operation, type Call, type Handler } from '../../service';
import type { Bucket } from '../buckets/bucket';
import { checksumMember } from '../checksums/checksum';
import { claimsOf, type Claims } from '../checksums/claims';
import { receiveBody, type Body, type ReceivedBody } from '../checksums/receive-body';
import { encryptionMembers } from '../encryption/encryption-members';
import { entityTag } from '../encryption/entity-tag';
import { checkPartEncryption } from '../encryption/part-encryption';
import { invalidRequest } from '../errors';
import { checkDigest } from '../lock/check-digest';
import { quoted } from '../objects/etag';
import { checkPartNumber } from '../objects/ranges';
import type { S3State } from '../state';
import { algorithmOf, typeOf } from './checksum-choice';
import { stillUnderWay, uploadOf } from './find-upload';
import type { Part, Upload } from './uploads';

export function uploadPart(state: S3State): Handler {
  return operation<UploadPartRequest, UploadPartOutput>(async (input, call) => {
    checkPartNumber(input.PartNumber);
    const number = input.PartNumber;
    const { bucket, upload } = uploadOf(state, call, input);
    checkDigest(bucket, upload.draft.lock, call);
    const claims = claimsOf(input, call);
    checkAlgorithm(upload, claims);
    checkPartEncryption(state, call, { bucket, upload }, input);
    const algorithm = algorithmOf(upload);
    const wanted = claims.algorithm ? [algorithm, claims.algorithm] : [algorithm];
    // The protocol layer hands bodies over in this form alone.
    const received = await receiveBody(state.store, input.Body as Body, wanted, claims);
    const part = addPart(state, bucket, upload, { number, received, shown: claims.algorithm ?? algorithm, call });
    const reported = upload.asked ?? claims.algorithm;
    return { ETag: quoted(part.etag), ...encryptionMembers(upload.draft.encryption), ...(reported ? checksumMember(part.checksum) : {}) };
  });
}

/** A part's checksum must be of the kind that the upload was begun with; one of separate checksums needs every part's. */
function checkAlgorithm(upload: Upload, { algorithm }: Claims): void {
  if (!upload.asked || algorithm === upload.asked.algorithm) return;
  if (algorithm === undefined && typeOf(upload) === 'FULL_OBJECT') return;
  const [expected, actual] = [upload.asked.algorithm.toLowerCase(), algorithm?.toLowerCase() ?? 'null'];
  throw invalidRequest(`Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual checksum Type: ${actual}`);
}

interface NewPart {
  number: number;
  received: ReceivedBody;
  /** The algorithm of the checksum that is reported of the part. */
  shown: Part['checksum']['algorithm'];
  call: Call;
}

/** Puts a part in its place, in one step; a part of the same number that was there is let go of. */
export function addPart(state: S3State, bucket: Bucket, upload: Upload, { number, received, shown, call }: NewPart): Part {
  const { content, md5, checksums } = received;
  try {
    state.stillThere(bucket);
    stillUnderWay(bucket, upload);
  } catch (error) {
    state.store.release(content);
    throw error;
  }
  const sumBy = (algorithm: Part['checksum']['algorithm']): Part['checksum'] => checksums.get(algorithm) ?? { algorithm, value: '' };
  const etag = entityTag(state, upload.draft.encryption, md5, call.requestId);
  const part = { number, content, etag, checksum: sumBy(shown), forObject: sumBy(algorithmOf(upload)), modified: state.now() };
  const replaced = bucket.uploads.putPart(upload, part);
  if (replaced) state.store.release(replaced.content);
  return part;
}
