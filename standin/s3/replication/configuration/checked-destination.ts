/** Whether the destination of a replication rule is one that AWS takes, in itself: that the bucket is fit is asked elsewhere. */
import type { Destination, ReplicationRule } from '@aws-sdk/client-s3';
import { isBucketName } from '../../buckets/bucket-name';
import { invalidArgument, invalidRequest, malformedXml } from '../../errors';
import { bucketArnPrefix } from './rules';

const storageClasses = ['STANDARD', 'REDUCED_REDUNDANCY', 'STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER', 'DEEP_ARCHIVE', 'GLACIER_IR'];

const keyArn = /^arn:aws:kms:[a-z0-9-]+:\d{12}:(key|alias)\/.+$/;

/** Replication time control has one threshold: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ReplicationTimeValue.html */
const onlyMinutes = 15;

/** Throws AWS's refusals. https://docs.aws.amazon.com/AmazonS3/latest/API/API_Destination.html */
export function checkDestination(rule: ReplicationRule, source: string): void {
  const destination = rule.Destination;
  const arn = destination?.Bucket;
  if (!destination || arn === undefined) throw malformedXml();
  if (!arn.startsWith(bucketArnPrefix)) throw invalidArgument('Invalid bucket ARN', 'Bucket', arn);
  const name = arn.slice(bucketArnPrefix.length);
  if (!isBucketName(name)) throw invalidArgument('The specified bucket is not valid.', 'Bucket', arn);
  if (name === source) throw invalidRequest('Destination bucket cannot be the same as the source bucket.');
  if (destination.StorageClass !== undefined && !storageClasses.includes(destination.StorageClass)) throw malformedXml();
  checkOwner(destination);
  checkReplicaKey(rule, destination);
  checkTimes(destination);
}

function checkOwner({ AccessControlTranslation, Account }: Destination): void {
  if (!AccessControlTranslation) return;
  if (AccessControlTranslation.Owner !== 'Destination') throw malformedXml();
  if (!Account) throw invalidRequest('Account must be specified if the Owner in AccessControlTranslation has a value');
}

function checkReplicaKey({ SourceSelectionCriteria }: ReplicationRule, { EncryptionConfiguration }: Destination): void {
  const selection = SourceSelectionCriteria?.SseKmsEncryptedObjects;
  if (EncryptionConfiguration && !selection) throw invalidRequest('SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present.');
  const keyId = EncryptionConfiguration?.ReplicaKmsKeyID;
  if (selection && !keyId) throw invalidRequest('ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is present.');
  if (keyId && !keyArn.test(keyId)) throw invalidArgument('Invalid ReplicaKmsKeyID ARN.', 'ReplicaKmsKeyID', keyId);
}

function checkTimes({ Metrics, ReplicationTime }: Destination): void {
  checkStatus(Metrics);
  checkStatus(ReplicationTime);
  if (ReplicationTime) {
    if (!Metrics) throw invalidRequest('Replication destination must contain both ReplicationTime and Metrics or neither.');
    if (!ReplicationTime.Time) throw malformedXml();
    const minutes = ReplicationTime.Time.Minutes;
    if (minutes !== onlyMinutes) throw invalidArgument('Invalid time minute value', 'ReplicationTime', String(minutes));
  }
  const threshold = Metrics?.EventThreshold;
  if (ReplicationTime?.Status === 'Enabled') {
    if (Metrics?.Status !== 'Enabled') throw invalidRequest('Replication destination must contain both ReplicationTime and Metrics or neither.');
    if (!threshold) throw invalidArgument('ReplicationMetrics must contain an event threshold', 'ReplicationMetrics', '');
    if (threshold.Minutes !== onlyMinutes) throw invalidArgument('Invalid event threshold minute value', 'ReplicationMetrics', String(threshold.Minutes));
  } else if (threshold) {
    throw invalidArgument('Metrics cannot contain an event threshold when ReplicationTime is not specified or Disabled', 'Metrics', '');
  }
}

/** Everything that can be turned on and off says which. */
export function checkStatus(setting: { Status?: string } | undefined): void {
  if (setting && setting.Status !== 'Enabled' && setting.Status !== 'Disabled') throw malformedXml();
}
