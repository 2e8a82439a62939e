/** UploadPartCopy: https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
import type { UploadPartCopyOutput, UploadPartCopyRequest } from '@aws-sdk/client-s3';
import { operation, type Handler } from '../../service';
import { checksumMember } from '../checksums/checksum';
import { noClaims } from '../checksums/claims';
import { receiveBody, type Body } from '../checksums/receive-body';
import { checkCopyable } from '../archive/check-readable';
import { checkDecryptable } from '../encryption/check-decryptable';
import { encryptionMembers } from '../encryption/encryption-members';
import { checkPartEncryption } from '../encryption/part-encryption';
import { invalidArgument } from '../errors';
import { copySourceName, copySourceOf, customerKeyOfSource } from '../objects/copy-source';
import { quoted } from '../objects/etag';
import { shownId } from '../objects/find-version';
import { checkPartNumber } from '../objects/ranges';
import type { S3State } from '../state';
import { algorithmOf } from './checksum-choice';
import { uploadOf } from './find-upload';
import { addPart } from './upload-part';

export function uploadPartCopy(state: S3State): Handler {
  return operation<UploadPartCopyRequest, UploadPartCopyOutput>(async (input, call) => {
    checkPartNumber(input.PartNumber);
    state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    // What names no source is said before the upload is looked for.
    copySourceName(input.CopySource ?? '');
    const { bucket, upload } = uploadOf(state, call, input);
    const source = copySourceOf(state, call, input);
    checkCopyable(state, source.version);
    checkDecryptable(state, call, source, customerKeyOfSource(input));
    checkPartEncryption(state, call, { bucket, upload }, input);
    const { from, to } = sourceRange(input.CopySourceRange, source.version.size);
    // A Readable gives chunks of bytes.
    const bytes = state.store.read(source.version.contents, from, to) as Body;
    const algorithm = algorithmOf(upload);
    const received = await receiveBody(state.store, bytes, [algorithm], noClaims);
    const part = addPart(state, bucket, upload, { number: input.PartNumber, received, shown: algorithm, call });
    return {
      CopyPartResult: {
        ETag: quoted(part.etag),
        LastModified: part.modified.toWholeSecond().toDate(),
        ...(upload.asked ? checksumMember(part.checksum) : {}),
      },
      CopySourceVersionId: shownId(source.bucket, source.version),
      ...encryptionMembers(upload.draft.encryption),
    };
  });
}

/** Unlike the range of a read, this one must be whole and lie within the source. */
function sourceRange(range: string | undefined, size: number): { from: number; to: number } {
  if (range === undefined) return { from: 0, to: size };
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  if (first === undefined || last === undefined || Number(first) > Number(last)) {
    const form = 'bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy';
    throw invalidArgument(`The x-amz-copy-source-range value must be of the form ${form}`, 'x-amz-copy-source-range', range);
  }
  if (Number(last) < size) return { from: Number(first), to: Number(last) + 1 };
  throw invalidArgument(`Range specified is not valid for source object of size: ${size}`, 'x-amz-copy-source-range', range);
}
