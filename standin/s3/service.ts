/** The stand-in's S3: every operation it serves, by name. */
import type { Service } from '../service';
import type { World } from '../world';
import { deleteBucketTagging, getBucketTagging, putBucketTagging } from './buckets/bucket-tagging';
import { getBucketVersioning, putBucketVersioning } from './buckets/bucket-versioning';
import { createBucket } from './buckets/create-bucket';
import { deleteBucket } from './buckets/delete-bucket';
import { getBucketLocation, headBucket } from './buckets/describe-bucket';
import { listBuckets } from './buckets/list-buckets';
import { deleteObject } from './objects/delete-object';
import { deleteObjects } from './objects/delete-objects';
import { getObject, headObject } from './objects/get-object';
import { putObject } from './objects/put-object';
import { S3State } from './state';

export function s3Service(world: World): Service {
  const state = new S3State(world);
  return {
    operations: {
      CreateBucket: createBucket(state),
      DeleteBucket: deleteBucket(state),
      HeadBucket: headBucket(state),
      ListBuckets: listBuckets(state),
      GetBucketLocation: getBucketLocation(state),
      GetBucketVersioning: getBucketVersioning(state),
      PutBucketVersioning: putBucketVersioning(state),
      PutBucketTagging: putBucketTagging(state),
      GetBucketTagging: getBucketTagging(state),
      DeleteBucketTagging: deleteBucketTagging(state),
      PutObject: putObject(state),
      GetObject: getObject(state),
      HeadObject: headObject(state),
      DeleteObject: deleteObject(state),
      DeleteObjects: deleteObjects(state),
    },
  };
}
