/** PutObject: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
import type { PutObjectOutput, PutObjectRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error';
import { operation, type Handler } from '../../service';
import { defaultAlgorithm } from '../checksums/algorithms';
import { checksumMembers } from '../checksums/checksum';
import { claimsOf } from '../checksums/claims';
import { receiveBody, type Body } from '../checksums/receive-body';
import { encryptionMembers } from '../encryption/encryption-members';
import { entityTag } from '../encryption/entity-tag';
import { expirationMembers } from '../lifecycle/expiration-members';
import { writtenId } from './find-version';
import type { S3State } from '../state';
import { describeDraft } from './describe-draft';
import { quoted } from './etag';
import { checkedKey } from './object-key';
import { checkWriteConditions, checkWriteConditionsAgain } from './write-conditions';
import { writeObject } from './write-object';

/** 5 GiB; a larger object has to come in parts. */
const mostBytes = 5 * 1024 ** 3;

export function putObject(state: S3State): Handler {
  return operation<PutObjectRequest, PutObjectOutput>(async (input, call) => {
    const key = checkedKey(input.Key);
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    const description = describeDraft(state, bucket, input, call);
    checkSize(input.ContentLength);
    const claims = claimsOf(input, call);
    checkWriteConditions(bucket, key, input);
    const algorithm = claims.algorithm ?? defaultAlgorithm;
    // The protocol layer hands bodies over in this form alone.
    const { content, md5, checksums } = await receiveBody(state.store, input.Body as Body, [algorithm], claims);
    const checksum = { algorithm, value: checksums.get(algorithm)?.value ?? '', type: 'FULL_OBJECT' as const };
    const draft = { ...description, contents: [content], size: content.size, etag: entityTag(state, description.encryption, md5, call.requestId), checksum };
    const version = writeObject(state, bucket, key, draft, { name: call.http.method === 'POST' ? 'ObjectCreated:Post' : 'ObjectCreated:Put', call, check: () => checkWriteConditionsAgain(bucket, key, input) });
    return {
      ETag: quoted(version.etag),
      ...checksumMembers(version.checksum),
      ...encryptionMembers(version.encryption),
      ...expirationMembers(bucket, key, version),
      VersionId: writtenId(bucket, version),
    };
  });
}

function checkSize(size: number | undefined): void {
  if (size === undefined || size <= mostBytes) return;
  const fields = { ProposedSize: String(size), MaxSizeAllowed: String(mostBytes) };
  throw new AwsError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', { fields });
}
