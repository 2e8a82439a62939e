/** What S3 tells topics: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
import type { Instant } from '../../../time/instant';
import type { Happening } from '../happenings';
import { described } from './described';

export interface Told {
  configurationId: string;
  sequencer: string;
  requestId: string;
  extendedRequestId: string;
  /** The canonical user that owns the bucket. */
  owner: string;
  time: Instant;
}

/** One record as JSON, in the envelope that they travel in. */
export function eventRecord(happening: Happening, told: Told): string {
  const { name, bucket, call } = happening;
  const { key, size, etag, versionId } = described(happening);
  const record = {
    eventVersion: versionOf(name),
    eventSource: 'aws:s3',
    awsRegion: bucket.origin.region,
    eventTime: told.time.toString(),
    eventName: name,
    userIdentity: { principalId: call ? `AWS:${call.caller.userId}` : 's3.amazonaws.com' },
    // Every caller of the stand-in is on this machine.
    requestParameters: { sourceIPAddress: call ? '127.0.0.1' : 's3.amazonaws.com' },
    responseElements: { 'x-amz-request-id': told.requestId, 'x-amz-id-2': told.extendedRequestId },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: told.configurationId,
      bucket: { name: bucket.name, ownerIdentity: { principalId: told.owner }, arn: `arn:aws:s3:::${bucket.name}` },
      object: {
        key: encoded(key),
        ...(size !== undefined && { size }),
        ...(etag !== undefined && { eTag: etag }),
        ...(versionId !== undefined && { versionId }),
        sequencer: told.sequencer,
      },
    },
    ...archiveData(happening),
    ...replicationData(happening),
  };
  return JSON.stringify({ Records: [record] });
}

/** What was added to records over time counts their version up. */
function versionOf(name: Happening['name']): string {
  if (name.startsWith('Replication:')) return '2.2';
  return /^(Lifecycle|ObjectTagging|ObjectAcl)/.test(name) ? '2.3' : '2.1';
}

/** As forms encode it: blanks are pluses. */
function encoded(key: string): string {
  return encodeURIComponent(key).replace(/%20/g, '+').replace(/%2F/g, '/').replace(/[!'()]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function archiveData({ name, version }: Happening): object {
  if (name !== 'ObjectRestore:Completed' || version.kind !== 'object' || !version.restored) return {};
  return { glacierEventData: { restoreEventData: { lifecycleRestorationExpiryTime: version.restored.until.toString(), lifecycleRestoreStorageClass: version.storageClass } } };
}

function replicationData({ replication }: Happening): object {
  if (!replication) return {};
  const { ruleId, destination, operation, requestTime, failureReason, threshold, replicationTime } = replication;
  return {
    replicationEventData: {
      replicationRuleId: ruleId,
      destinationBucket: `arn:aws:s3:::${destination}`,
      s3Operation: operation,
      requestTime: requestTime.toString(),
      ...(failureReason !== undefined && { failureReason }),
      // In minutes, and in seconds.
      ...(threshold && { threshold: String(threshold.seconds / 60) }),
      ...(replicationTime && { replicationTime: String(replicationTime.seconds) }),
    },
  };
}
