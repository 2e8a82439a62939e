/** How CloudTrail names what is called: its source, its name, and whether it is read-only or one of the data plane's. */

/** Those of S3 that CloudTrail has its own names for: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html */
const namedOtherwise: Readonly<Record<string, string>> = {
  PutBucketLifecycleConfiguration: 'PutBucketLifecycle',
  GetBucketLifecycleConfiguration: 'GetBucketLifecycle',
  PutBucketNotificationConfiguration: 'PutBucketNotification',
  GetBucketNotificationConfiguration: 'GetBucketNotification',
  PutObjectLockConfiguration: 'PutBucketObjectLockConfiguration',
  GetObjectLockConfiguration: 'GetBucketObjectLockConfiguration',
  PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
  GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
  DeletePublicAccessBlock: 'DeleteBucketPublicAccessBlock',
  ListObjectsV2: 'ListObjects',
};

/** https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html; names that have another ending than the API's first date. */
const secondVersions: ReadonlySet<string> = new Set(['AddPermission', 'RemovePermission', 'GetPolicy', 'GetFunction', 'GetFunctionConfiguration', 'UpdateFunctionCode', 'UpdateFunctionConfiguration']);

export function eventNameOf(service: string, operation: string): string {
  if (service === 's3') return namedOtherwise[operation] ?? operation;
  if (service !== 'lambda' || operation === 'Invoke') return operation;
  return `${operation}20150331${secondVersions.has(operation) ? 'v2' : ''}`;
}

export function eventSourceOf(service: string): string {
  return `${service}.amazonaws.com`;
}

/** What they answer to a call in any region stands in the record of us-east-1. */
const global: ReadonlySet<string> = new Set(['iam', 'route53']);

export function regionOfEvent(service: string, region: string): string {
  return global.has(service) ? 'us-east-1' : region;
}

/** Whether trails call it an event of a global service. STS's global endpoint answers in us-east-1, and cannot be told from that region's own. */
export function isGlobal(service: string, region: string): boolean {
  return global.has(service) || (service === 'sts' && region === 'us-east-1');
}

/** What a data event is about, by the service's operations: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html */
const dataPlane: Readonly<Record<string, { type: string; has: (operation: string) => boolean }>> = {
  s3: { type: 'AWS::S3::Object', has: isOfObjects },
  lambda: { type: 'AWS::Lambda::Function', has: (operation) => operation === 'Invoke' },
  monitoring: { type: 'AWS::CloudWatch::Metric', has: (operation) => ['PutMetricData', 'GetMetricData', 'GetMetricWidgetImage'].includes(operation) },
  sns: { type: 'AWS::SNS::Topic', has: (operation) => operation.startsWith('Publish') },
  ebs: { type: 'AWS::EC2::Snapshot', has: () => true },
  // What is put on a bus is on no record of calls at all: the type stands for nothing that a trail could ask for.
  events: { type: '', has: (operation) => operation === 'PutEvents' },
};

/** The type of resource that trails ask for to see this call; undefined for a management event. */
export function dataTypeOf(service: string, operation: string): string | undefined {
  const plane = dataPlane[service];
  return plane?.has(operation) ? plane.type : undefined;
}

const otherOfObjects: ReadonlySet<string> = new Set(['HeadBucket', 'ListParts', 'UploadPart', 'UploadPartCopy', 'ListObjects', 'ListObjectsV2', 'ListObjectVersions']);

function isOfObjects(operation: string): boolean {
  if (operation.includes('ObjectLockConfiguration')) return false;
  return otherOfObjects.has(operation) || /^(Get|Head|Put|Delete|Copy|Restore|Select|Rename)Object/.test(operation) || operation.includes('MultipartUpload');
}

/** What reads and does not begin so. */
const readers: ReadonlySet<string> = new Set([
  ...['AssumeRole', 'Encrypt', 'Decrypt', 'ReEncrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'GenerateRandom'],
  ...['ExportBackupPlanTemplate', 'DownloadDBLogFilePortion'],
]);

export function isReadOnly(operation: string): boolean {
  return readers.has(operation) || /^(Describe|Get|List|Head|Lookup|Simulate|Test|Search|BatchGet|Select)[A-Z]/.test(operation);
}
