/** The IAM action that each operation needs: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */

/** What a call on a bucket needs, where it is not called like the operation. */
const onBuckets: Readonly<Record<string, string>> = {
  ListObjects: 'ListBucket',
  ListObjectsV2: 'ListBucket',
  HeadBucket: 'ListBucket',
  ListObjectVersions: 'ListBucketVersions',
  ListMultipartUploads: 'ListBucketMultipartUploads',
  DeleteBucketTagging: 'PutBucketTagging',
  GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
  PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
  DeletePublicAccessBlock: 'PutBucketPublicAccessBlock',
  DeleteBucketOwnershipControls: 'PutBucketOwnershipControls',
  GetBucketEncryption: 'GetEncryptionConfiguration',
  PutBucketEncryption: 'PutEncryptionConfiguration',
  DeleteBucketEncryption: 'PutEncryptionConfiguration',
  GetBucketLifecycleConfiguration: 'GetLifecycleConfiguration',
  PutBucketLifecycleConfiguration: 'PutLifecycleConfiguration',
  DeleteBucketLifecycle: 'PutLifecycleConfiguration',
  GetBucketReplication: 'GetReplicationConfiguration',
  PutBucketReplication: 'PutReplicationConfiguration',
  DeleteBucketReplication: 'PutReplicationConfiguration',
  GetObjectLockConfiguration: 'GetBucketObjectLockConfiguration',
  PutObjectLockConfiguration: 'PutBucketObjectLockConfiguration',
  GetBucketNotificationConfiguration: 'GetBucketNotification',
  PutBucketNotificationConfiguration: 'PutBucketNotification',
  GetBucketCors: 'GetBucketCORS',
  PutBucketCors: 'PutBucketCORS',
  DeleteBucketCors: 'PutBucketCORS',
  GetBucketAccelerateConfiguration: 'GetAccelerateConfiguration',
  PutBucketAccelerateConfiguration: 'PutAccelerateConfiguration',
};

/** What a call on an object needs: of its current version, and of one that it names. */
const onObjects: Readonly<Record<string, readonly [current: readonly string[], named: readonly string[]]>> = {
  GetObject: [['GetObject'], ['GetObjectVersion']],
  HeadObject: [['GetObject'], ['GetObjectVersion']],
  GetObjectAttributes: [['GetObject', 'GetObjectAttributes'], ['GetObjectVersion', 'GetObjectVersionAttributes']],
  GetObjectTagging: [['GetObjectTagging'], ['GetObjectVersionTagging']],
  PutObjectTagging: [['PutObjectTagging'], ['PutObjectVersionTagging']],
  DeleteObjectTagging: [['DeleteObjectTagging'], ['DeleteObjectVersionTagging']],
  GetObjectAcl: [['GetObjectAcl'], ['GetObjectVersionAcl']],
  PutObjectAcl: [['PutObjectAcl'], ['PutObjectVersionAcl']],
  DeleteObject: [['DeleteObject'], ['DeleteObjectVersion']],
  UploadPart: [['PutObject'], ['PutObject']],
  UploadPartCopy: [['PutObject'], ['PutObject']],
  CompleteMultipartUpload: [['PutObject'], ['PutObject']],
  CreateMultipartUpload: [['PutObject'], ['PutObject']],
  CopyObject: [['PutObject'], ['PutObject']],
  ListParts: [['ListMultipartUploadParts'], ['ListMultipartUploadParts']],
};

/** Operations that look at an object that may not be there. */
const reading = new Set([
  'GetObject', 'HeadObject', 'GetObjectAttributes', 'GetObjectTagging', 'GetObjectAcl', 'GetObjectRetention', 'GetObjectLegalHold',
]); // prettier-ignore

export function bucketAction(operation: string): string {
  return `s3:${onBuckets[operation] ?? operation}`;
}

export function objectActions(operation: string, namesVersion: boolean): readonly string[] {
  const [current, named] = onObjects[operation] ?? [[operation], [operation]];
  return (namesVersion ? named : current).map((name) => `s3:${name}`);
}

export function isReading(operation: string): boolean {
  return reading.has(operation);
}
