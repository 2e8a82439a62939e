/** The members by which inputs of S3's operations bear on what they are allowed, whichever operations have them. */
import type { CopyObjectRequest, CreateBucketRequest, ListObjectVersionsRequest, PutObjectAclRequest, PutObjectRequest, PutObjectTaggingRequest } from '@aws-sdk/client-s3';

export type Asked = Partial<
  Pick<
    PutObjectRequest,
    | 'Bucket'
    | 'Key'
    | 'ServerSideEncryption'
    | 'SSEKMSKeyId'
    | 'SSECustomerAlgorithm'
    | 'StorageClass'
    | 'WebsiteRedirectLocation'
    | 'ObjectLockMode'
    | 'ObjectLockRetainUntilDate'
    | 'ObjectLockLegalHoldStatus'
    | 'IfMatch'
    | 'IfNoneMatch'
  > &
    Pick<PutObjectAclRequest, 'GrantFullControl' | 'GrantRead' | 'GrantReadACP' | 'GrantWrite' | 'GrantWriteACP'> &
    Pick<CopyObjectRequest, 'CopySource' | 'MetadataDirective' | 'TaggingDirective'> &
    Pick<CreateBucketRequest, 'CreateBucketConfiguration' | 'ObjectLockEnabledForBucket' | 'ObjectOwnership'> &
    Pick<ListObjectVersionsRequest, 'Prefix' | 'Delimiter' | 'MaxKeys'>
> & {
  ACL?: string;
  VersionId?: string;
  /** As a header of what makes an object, and as a body of what tags one. */
  Tagging?: string | PutObjectTaggingRequest['Tagging'];
};
