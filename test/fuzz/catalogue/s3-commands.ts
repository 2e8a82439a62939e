/** One request at least for each operation of S3, all of them for buckets that `prepare` makes. */
import * as s3 from '@aws-sdk/client-s3';

const Bucket = 'fuzzed';
const Key = 'folder/a key';
const at = { Bucket, Key };
const Locked = { Bucket: 'locked', Key: 'deed' };
const UploadId = 'upload';
const tags = { TagSet: [{ Key: 'colour', Value: 'red' }, { Key: 'größe', Value: '' }] };
const rules: s3.LifecycleRule[] = [
  {
    ID: 'all',
    Status: 'Enabled',
    Filter: { And: { Prefix: 'old/', Tags: tags.TagSet, ObjectSizeGreaterThan: 1 } },
    Expiration: { Days: 400 },
    Transitions: [{ Days: 100, StorageClass: 'GLACIER' }],
    NoncurrentVersionExpiration: { NoncurrentDays: 300, NewerNoncurrentVersions: 3 },
  },
  { Status: 'Enabled', Filter: { Prefix: 'parts/' }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, Expiration: { Date: new Date('2030-01-01') } },
];
const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::123456789012:root' }, Action: ['s3:GetObject'], Resource: `arn:aws:s3:::${Bucket}/*`, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }],
});
const replication: s3.ReplicationConfiguration = {
  Role: 'arn:aws:iam::123456789012:role/replication',
  Rules: [{ ID: 'one', Status: 'Enabled', Priority: 1, Filter: { Prefix: 'x' }, DeleteMarkerReplication: { Status: 'Enabled' }, Destination: { Bucket: 'arn:aws:s3:::locked' } }],
};
const until = new Date('2026-02-01');

/** Listed more than once what is asked for most. */
export const s3Commands: readonly (readonly [string, () => object])[] = [
  ['PutObject', () => new s3.PutObjectCommand({ ...at, Body: 'some bytes', Metadata: { a: 'b' }, Tagging: 'a=b&c=d', ContentType: 'text/plain', StorageClass: 'STANDARD_IA' })],
  ['PutObject', () => new s3.PutObjectCommand({ Bucket, Key: 'a/../b', Body: Buffer.alloc(3_000, 7), ChecksumAlgorithm: 'SHA256' })],
  ['PutObject', () => new s3.PutObjectCommand({ ...at, Body: 'x', IfNoneMatch: '*' })],
  ['PutObject', () => new s3.PutObjectCommand({ ...Locked, Body: 'x', ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: until, ObjectLockLegalHoldStatus: 'OFF' })],
  ['PutObject', () => new s3.PutObjectCommand({ ...at, Body: 'x', SSECustomerAlgorithm: 'AES256', SSECustomerKey: Buffer.alloc(32, 1).toString('base64'), SSECustomerKeyMD5: 'cLxHPbpkAIeR2tyVDO49Hw==' })],
  ['PutObject', () => new s3.PutObjectCommand({ ...at, Body: 'x', ServerSideEncryption: 'aws:kms', SSEKMSEncryptionContext: 'e30=' })],
  ['GetObject', () => new s3.GetObjectCommand({ ...at, Range: 'bytes=1-4', ResponseContentType: 'text/html', ResponseExpires: until })],
  ['GetObject', () => new s3.GetObjectCommand({ ...at, VersionId: 'null', IfMatch: '"abc"', IfModifiedSince: until, ChecksumMode: 'ENABLED' })],
  ['GetObject', () => new s3.GetObjectCommand({ ...at, PartNumber: 1 })],
  ['HeadObject', () => new s3.HeadObjectCommand(at)],
  ['GetObjectAttributes', () => new s3.GetObjectAttributesCommand({ ...at, ObjectAttributes: ['ETag', 'Checksum', 'ObjectParts', 'ObjectSize'] })],
  ['DeleteObject', () => new s3.DeleteObjectCommand({ ...at, VersionId: 'null' })],
  ['DeleteObject', () => new s3.DeleteObjectCommand({ ...Locked, BypassGovernanceRetention: true })],
  ['DeleteObjects', () => new s3.DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'a' }, { Key: 'b/\u{1F4A5}', VersionId: 'null' }], Quiet: true } })],
  ['CopyObject', () => new s3.CopyObjectCommand({ Bucket, Key: 'copied', CopySource: `${Bucket}/folder/a%20key`, MetadataDirective: 'REPLACE', Metadata: { c: 'd' } })],
  ['CopyObject', () => new s3.CopyObjectCommand({ Bucket, Key: 'copied', CopySource: `${Bucket}/folder/a%20key?versionId=null`, TaggingDirective: 'REPLACE', Tagging: 'a=b' })],
  ['CreateMultipartUpload', () => new s3.CreateMultipartUploadCommand({ ...at, ChecksumAlgorithm: 'CRC32C', ChecksumType: 'COMPOSITE' })],
  ['UploadPart', () => new s3.UploadPartCommand({ ...at, UploadId, PartNumber: 1, Body: 'part' })],
  ['UploadPartCopy', () => new s3.UploadPartCopyCommand({ ...at, UploadId, PartNumber: 2, CopySource: `${Bucket}/folder/a%20key`, CopySourceRange: 'bytes=0-3' })],
  ['CompleteMultipartUpload', () => new s3.CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag: '"abc"', ChecksumCRC32: 'AAAAAA==' }] } })],
  ['AbortMultipartUpload', () => new s3.AbortMultipartUploadCommand({ ...at, UploadId: 'other' })],
  ['ListParts', () => new s3.ListPartsCommand({ ...at, UploadId, MaxParts: 2, PartNumberMarker: '1' })],
  ['ListMultipartUploads', () => new s3.ListMultipartUploadsCommand({ Bucket, Prefix: 'f', Delimiter: '/', MaxUploads: 3, KeyMarker: 'a', UploadIdMarker: 'b', EncodingType: 'url' })],
  ['ListObjects', () => new s3.ListObjectsCommand({ Bucket, Prefix: 'a', Delimiter: '/', Marker: 'b', MaxKeys: 5 })],
  ['ListObjectsV2', () => new s3.ListObjectsV2Command({ Bucket, Prefix: '', Delimiter: '/', StartAfter: 'a', MaxKeys: 5, FetchOwner: true })],
  ['ListObjectsV2', () => new s3.ListObjectsV2Command({ Bucket, ContinuationToken: 'token', EncodingType: 'url' })],
  ['ListObjectsV2', () => new s3.ListObjectsV2Command({ Bucket })],
  ['ListObjectVersions', () => new s3.ListObjectVersionsCommand({ Bucket, KeyMarker: 'a', VersionIdMarker: 'null', MaxKeys: 7 })],
  ['ListObjectVersions', () => new s3.ListObjectVersionsCommand({ Bucket })],
  ['ListBuckets', () => new s3.ListBucketsCommand({ MaxBuckets: 2, Prefix: 'f' })],
  ['CreateBucket', () => new s3.CreateBucketCommand({ Bucket: 'another-bucket', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' }, ObjectLockEnabledForBucket: true })],
  ['DeleteBucket', () => new s3.DeleteBucketCommand({ Bucket: 'another-bucket' })],
  ['HeadBucket', () => new s3.HeadBucketCommand({ Bucket })],
  ['PutBucketVersioning', () => new s3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })],
  ['PutBucketVersioning', () => new s3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } })],
  ['PutBucketTagging', () => new s3.PutBucketTaggingCommand({ Bucket, Tagging: tags })],
  ['PutObjectTagging', () => new s3.PutObjectTaggingCommand({ ...at, Tagging: tags })],
  ['GetObjectTagging', () => new s3.GetObjectTaggingCommand(at)],
  ['DeleteObjectTagging', () => new s3.DeleteObjectTaggingCommand(at)],
  ['PutBucketLifecycleConfiguration', () => new s3.PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: rules } })],
  ['GetBucketLifecycleConfiguration', () => new s3.GetBucketLifecycleConfigurationCommand({ Bucket })],
  ['PutBucketReplication', () => new s3.PutBucketReplicationCommand({ Bucket: 'versioned', ReplicationConfiguration: replication })],
  ['GetBucketReplication', () => new s3.GetBucketReplicationCommand({ Bucket: 'versioned' })],
  ['PutBucketPolicy', () => new s3.PutBucketPolicyCommand({ Bucket, Policy: policy })],
  ['GetBucketPolicy', () => new s3.GetBucketPolicyCommand({ Bucket })],
  ['GetBucketPolicyStatus', () => new s3.GetBucketPolicyStatusCommand({ Bucket })],
  ['DeleteBucketPolicy', () => new s3.DeleteBucketPolicyCommand({ Bucket })],
  ['PutBucketCors', () => new s3.PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [{ AllowedMethods: ['GET', 'PUT'], AllowedOrigins: ['https://*.example.com', '*'], AllowedHeaders: ['*'], MaxAgeSeconds: 30 }] } })],
  ['GetBucketCors', () => new s3.GetBucketCorsCommand({ Bucket })],
  ['PutBucketEncryption', () => new s3.PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: true }] } })],
  ['GetBucketEncryption', () => new s3.GetBucketEncryptionCommand({ Bucket })],
  ['PutPublicAccessBlock', () => new s3.PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: { BlockPublicAcls: true } })],
  ['GetPublicAccessBlock', () => new s3.GetPublicAccessBlockCommand({ Bucket })],
  ['PutBucketOwnershipControls', () => new s3.PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } })],
  ['PutBucketAcl', () => new s3.PutBucketAclCommand({ Bucket, ACL: 'private' })],
  ['PutObjectAcl', () => new s3.PutObjectAclCommand({ ...at, AccessControlPolicy: { Owner: { ID: 'abc' }, Grants: [{ Grantee: { Type: 'CanonicalUser', ID: 'abc' }, Permission: 'READ' }] } })],
  ['GetObjectAcl', () => new s3.GetObjectAclCommand(at)],
  ['GetBucketAcl', () => new s3.GetBucketAclCommand({ Bucket })],
  ['PutObjectLockConfiguration', () => new s3.PutObjectLockConfigurationCommand({ Bucket: 'locked', ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } } } })],
  ['GetObjectLockConfiguration', () => new s3.GetObjectLockConfigurationCommand({ Bucket: 'locked' })],
  ['PutObjectRetention', () => new s3.PutObjectRetentionCommand({ ...Locked, Retention: { Mode: 'GOVERNANCE', RetainUntilDate: until }, BypassGovernanceRetention: true })],
  ['GetObjectRetention', () => new s3.GetObjectRetentionCommand(Locked)],
  ['PutObjectLegalHold', () => new s3.PutObjectLegalHoldCommand({ ...Locked, LegalHold: { Status: 'ON' } })],
  ['GetObjectLegalHold', () => new s3.GetObjectLegalHoldCommand(Locked)],
  ['RestoreObject', () => new s3.RestoreObjectCommand({ Bucket, Key: 'frozen', RestoreRequest: { Days: 2, GlacierJobParameters: { Tier: 'Bulk' } } })],
  ['PutBucketNotificationConfiguration', () => new s3.PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: { EventBridgeConfiguration: {} } })],
  ['GetBucketNotificationConfiguration', () => new s3.GetBucketNotificationConfigurationCommand({ Bucket })],
  ['GetBucketLocation', () => new s3.GetBucketLocationCommand({ Bucket })],
  ['GetBucketWebsite', () => new s3.GetBucketWebsiteCommand({ Bucket })],
  ['PutBucketWebsite', () => new s3.PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration: { IndexDocument: { Suffix: 'index.html' } } })],
  ['SelectObjectContent', () => new s3.SelectObjectContentCommand({ ...at, Expression: 'SELECT *', ExpressionType: 'SQL', InputSerialization: { CSV: {} }, OutputSerialization: { CSV: {} } })],
]; // prettier-ignore
