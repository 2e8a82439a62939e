/** DeleteObjects: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
import type { DeletedObject, DeleteObjectsOutput, DeleteObjectsRequest, ObjectIdentifier } from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error';
import { operation, type Call, type Handler } from '../../service';
import { contextOf } from '../access/conditions';
import { must } from '../access/decide';
import { versionOf } from '../access/wishes';
import type { Bucket } from '../buckets/bucket';
import { checkMfa } from '../buckets/mfa-delete';
import { algorithms, headerOf } from '../checksums/algorithms';
import { invalidRequest, malformedXml, noSuchVersion, notImplemented } from '../errors';
import type { S3State } from '../state';
import { isBypassing } from '../lock/bypass';
import { deleteOne, type Deletion } from './delete-object';
import { isVersionId } from './find-version';
import { checkedKey } from './object-key';

const mostKeys = 1000;

export function deleteObjects(state: S3State): Handler {
  return operation<DeleteObjectsRequest, DeleteObjectsOutput>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    checkDigestSent(call);
    const objects = input.Delete?.Objects ?? [];
    if (!objects.length || objects.length > mostKeys) throw malformedXml();
    if (objects.some(({ VersionId }) => VersionId)) checkMfa(bucket, input.MFA);
    const batch = { call, mfa: input.MFA, bypassing: isBypassing(bucket, input) };
    const output: Required<Pick<DeleteObjectsOutput, 'Deleted' | 'Errors'>> = { Deleted: [], Errors: [] };
    for (const object of objects) {
      try {
        output.Deleted.push(deleteListed(state, bucket, object, batch));
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        output.Errors.push({ Key: object.Key, VersionId: object.VersionId, Code: error.code, Message: error.message });
      }
    }
    return input.Delete?.Quiet ? { Errors: output.Errors } : output;
  });
}

type Batch = Pick<Deletion, 'call' | 'mfa' | 'bypassing'>;

function deleteListed(state: S3State, bucket: Bucket, object: ObjectIdentifier, batch: Batch): DeletedObject {
  const key = checkedKey(object.Key);
  if (object.LastModifiedTime !== undefined) throw notImplemented('x-amz-if-match-last-modified-time');
  if (object.Size !== undefined) throw notImplemented('x-amz-if-match-size');
  // An empty element is as good as none.
  const versionId = object.VersionId || undefined;
  // A version that is gone is deleted as often as one likes; an id that never was one is told otherwise than by DeleteObject.
  if (versionId !== undefined && !isVersionId(state, versionId)) throw noSuchVersion(key, versionId);
  mustDelete(state, bucket, { call: batch.call, key, versionId, etag: object.ETag });
  const { version, marker } = deleteOne(state, bucket, { key, versionId, ifMatch: object.ETag, ...batch });
  return {
    Key: key,
    ...(versionId === undefined ? {} : { VersionId: versionId }),
    ...(marker ? { DeleteMarker: true, DeleteMarkerVersionId: version } : {}),
  };
}

/** Each key of a batch is asked about by itself, and one that may not be deleted fails alone. */
function mustDelete(state: S3State, bucket: Bucket, { call, key, versionId, etag }: Pick<Deletion, 'call' | 'key' | 'versionId'> & { etag: string | undefined }): void {
  const wish = { action: versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion', bucket, key, version: versionOf(bucket, key, versionId) };
  const context = () => contextOf(call, { VersionId: versionId, IfMatch: etag }, wish);
  must(state, call, wish, context);
  if (etag !== undefined && etag !== '*') must(state, call, { ...wish, action: 's3:GetObject' }, context);
}

/** S3 takes no batch whose bytes nothing vouches for. */
function checkDigestSent({ http: { headers } }: Call): void {
  const vouching = ['content-md5', 'x-amz-trailer', ...algorithms.map(headerOf)];
  if (!vouching.some((name) => headers[name] !== undefined)) throw invalidRequest('Missing required header for this request: Content-MD5');
}
