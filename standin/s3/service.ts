/** The stand-in's S3: every operation it serves, by name. */
import type { Service } from '../service';
import { authorizer } from './access/authorize';
import { accessOperations } from './access/operations';
import { restoreObject } from './archive/restore-object';
import { taggedBuckets } from './buckets/bucket-tags';
import { deleteBucketTagging, getBucketTagging, putBucketTagging } from './buckets/bucket-tagging';
import { getBucketVersioning, putBucketVersioning } from './buckets/bucket-versioning';
import { createBucket } from './buckets/create-bucket';
import { deleteBucket } from './buckets/delete-bucket';
import { getBucketLocation, headBucket } from './buckets/describe-bucket';
import { listBuckets } from './buckets/list-buckets';
import { neverSet } from './buckets/never-set';
import { corsOperations } from './cors/cors-configuration';
import { crossOriginHeaders, preflightHeaders } from './cors/cross-origin';
import { deleteBucketEncryption, getBucketEncryption, putBucketEncryption } from './encryption/bucket-encryption';
import { lifecycleOperations } from './lifecycle/configuration';
import { listObjects, listObjectsV2 } from './listing/list-objects';
import { listObjectVersions } from './listing/list-versions';
import { lockOperations } from './lock/operations';
import { completeMultipartUpload } from './multipart/complete-upload';
import { abortMultipartUpload, createMultipartUpload } from './multipart/create-upload';
import { listParts } from './multipart/list-parts';
import { listMultipartUploads } from './multipart/list-uploads';
import { uploadPart } from './multipart/upload-part';
import { uploadPartCopy } from './multipart/upload-part-copy';
import { copyObject } from './objects/copy-object';
import { deleteObject } from './objects/delete-object';
import { deleteObjects } from './objects/delete-objects';
import { getObject, headObject } from './objects/get-object';
import { getObjectAttributes } from './objects/object-attributes';
import { notificationOperations } from './notifications/notification-configuration';
import { Notifications } from './notifications/notifications';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './tagging/object-tagging';
import { putObject } from './objects/put-object';
import { deleteBucketReplication, getBucketReplication, putBucketReplication } from './replication/configuration/bucket-replication';
import { reviveBuckets } from './durable/revive-buckets';
import type { S3State } from './state';

export function s3Service(state: S3State): Service {
  reviveBuckets(state);
  state.replication.revive();
  state.restores.revive();
  state.lifecycle.arm();
  const notifications = new Notifications(state);
  return {
    authorize: authorizer(state),
    tagged: taggedBuckets(state),
    crossOrigin: (asked) => crossOriginHeaders(state, asked),
    preflight: (asked) => preflightHeaders(state, asked),
    // Inputs of S3's operations name their bucket so.
    regionOf: (input) => state.buckets.get((input as { Bucket?: string }).Bucket ?? '')?.origin.region,
    close: async () => state.store.close(),
    operations: {
      ...accessOperations(state),
      ...corsOperations(state),
      ...neverSet(state),
      ...notificationOperations(state, notifications),
      PutBucketEncryption: putBucketEncryption(state),
      GetBucketEncryption: getBucketEncryption(state),
      DeleteBucketEncryption: deleteBucketEncryption(state),
      CreateBucket: createBucket(state),
      DeleteBucket: deleteBucket(state),
      HeadBucket: headBucket(state),
      ListBuckets: listBuckets(state),
      GetBucketLocation: getBucketLocation(state),
      GetBucketVersioning: getBucketVersioning(state),
      PutBucketVersioning: putBucketVersioning(state),
      PutBucketReplication: putBucketReplication(state),
      GetBucketReplication: getBucketReplication(state),
      DeleteBucketReplication: deleteBucketReplication(state),
      PutBucketTagging: putBucketTagging(state),
      GetBucketTagging: getBucketTagging(state),
      DeleteBucketTagging: deleteBucketTagging(state),
      PutObject: putObject(state),
      GetObject: getObject(state),
      HeadObject: headObject(state),
      DeleteObject: deleteObject(state),
      DeleteObjects: deleteObjects(state),
      CopyObject: copyObject(state),
      GetObjectAttributes: getObjectAttributes(state),
      ...lockOperations(state),
      ...lifecycleOperations(state),
      RestoreObject: restoreObject(state),
      PutObjectTagging: putObjectTagging(state),
      GetObjectTagging: getObjectTagging(state),
      DeleteObjectTagging: deleteObjectTagging(state),
      ListObjects: listObjects(state),
      ListObjectsV2: listObjectsV2(state),
      ListObjectVersions: listObjectVersions(state),
      CreateMultipartUpload: createMultipartUpload(state),
      AbortMultipartUpload: abortMultipartUpload(state),
      UploadPart: uploadPart(state),
      UploadPartCopy: uploadPartCopy(state),
      CompleteMultipartUpload: completeMultipartUpload(state),
      ListParts: listParts(state),
      ListMultipartUploads: listMultipartUploads(state),
    },
  };
}
