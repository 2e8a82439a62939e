/** The operations by which buckets and objects are opened and closed to others. */
import type { Operations } from '../../service';
import type { S3State } from '../state';
import { getBucketAcl, putBucketAcl } from './acl/bucket-acl';
import { getObjectAcl, putObjectAcl } from './acl/object-acl';
import { deleteBucketOwnershipControls, getBucketOwnershipControls, putBucketOwnershipControls } from './acl/ownership-controls';
import { deleteBucketPolicy, getBucketPolicy, getBucketPolicyStatus, putBucketPolicy } from './policy/bucket-policy';
import { deletePublicAccessBlock, getPublicAccessBlock, putPublicAccessBlock } from './public-access-block';

export function accessOperations(state: S3State): Operations {
  return {
    PutBucketPolicy: putBucketPolicy(state),
    GetBucketPolicy: getBucketPolicy(state),
    DeleteBucketPolicy: deleteBucketPolicy(state),
    GetBucketPolicyStatus: getBucketPolicyStatus(state),
    PutPublicAccessBlock: putPublicAccessBlock(state),
    GetPublicAccessBlock: getPublicAccessBlock(state),
    DeletePublicAccessBlock: deletePublicAccessBlock(state),
    PutBucketOwnershipControls: putBucketOwnershipControls(state),
    GetBucketOwnershipControls: getBucketOwnershipControls(state),
    DeleteBucketOwnershipControls: deleteBucketOwnershipControls(state),
    PutBucketAcl: putBucketAcl(state),
    GetBucketAcl: getBucketAcl(state),
    PutObjectAcl: putObjectAcl(state),
    GetObjectAcl: getObjectAcl(state),
  };
}
