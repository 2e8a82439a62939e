/** What S3 tells EventBridge: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
import type { ServiceEvent } from '../../events/event-buses';
import type { Happening, HappeningName } from '../happenings';
import { described } from './described';

const types: Readonly<Partial<Record<HappeningName, string>>> = {
  'ObjectCreated:Put': 'Object Created',
  'ObjectCreated:Post': 'Object Created',
  'ObjectCreated:Copy': 'Object Created',
  'ObjectCreated:CompleteMultipartUpload': 'Object Created',
  'ObjectRemoved:Delete': 'Object Deleted',
  'ObjectRemoved:DeleteMarkerCreated': 'Object Deleted',
  'LifecycleExpiration:Delete': 'Object Deleted',
  'LifecycleExpiration:DeleteMarkerCreated': 'Object Deleted',
  'ObjectRestore:Post': 'Object Restore Initiated',
  'ObjectRestore:Completed': 'Object Restore Completed',
  'ObjectRestore:Delete': 'Object Restore Expired',
  'ObjectTagging:Put': 'Object Tags Added',
  'ObjectTagging:Delete': 'Object Tags Deleted',
  'ObjectAcl:Put': 'Object ACL Updated',
  LifecycleTransition: 'Object Storage Class Changed',
};

const reasons: Readonly<Partial<Record<HappeningName, string>>> = {
  'ObjectCreated:Put': 'PutObject',
  'ObjectCreated:Post': 'POST Object',
  'ObjectCreated:Copy': 'CopyObject',
  'ObjectCreated:CompleteMultipartUpload': 'CompleteMultipartUpload',
  'ObjectRemoved:Delete': 'DeleteObject',
  'ObjectRemoved:DeleteMarkerCreated': 'DeleteObject',
  'LifecycleExpiration:Delete': 'Lifecycle Expiration',
  'LifecycleExpiration:DeleteMarkerCreated': 'Lifecycle Expiration',
};

/** Undefined for what S3 does not tell EventBridge, such as how replication goes. */
export function bridgeEvent(happening: Happening, { sequencer, requestId, time }: { sequencer: string; requestId: string; time: ServiceEvent['time'] }): ServiceEvent | undefined {
  const { name, bucket, call } = happening;
  const detailType = types[name];
  if (detailType === undefined) return undefined;
  const { key, size, etag, versionId } = described(happening);
  const reason = reasons[name];
  const isOrdered = detailType === 'Object Created' || detailType === 'Object Deleted';
  const detail = {
    version: '0',
    bucket: { name: bucket.name },
    object: { key, ...(size !== undefined && { size }), ...(etag !== undefined && { etag }), ...(versionId !== undefined && { 'version-id': versionId }), ...(isOrdered && { sequencer }) },
    'request-id': requestId,
    requester: call?.caller.accountId || 's3.amazonaws.com',
    // Every caller of the stand-in is on this machine.
    ...(call && { 'source-ip-address': '127.0.0.1' }),
    ...(reason !== undefined && { reason }),
    ...more(happening),
  };
  const { accountId, region } = bucket.origin;
  return { accountId, region, source: 'aws.s3', detailType, resources: [`arn:aws:s3:::${bucket.name}`], detail, time };
}

function more({ name, version }: Happening): Record<string, string> {
  if (name === 'ObjectRemoved:Delete' || name === 'LifecycleExpiration:Delete') return { 'deletion-type': 'Permanently Deleted' };
  if (name === 'ObjectRemoved:DeleteMarkerCreated' || name === 'LifecycleExpiration:DeleteMarkerCreated') return { 'deletion-type': 'Delete Marker Created' };
  if (version.kind !== 'object') return {};
  if (name === 'LifecycleTransition') return { 'destination-storage-class': version.storageClass };
  if (name === 'ObjectRestore:Post') return { 'source-storage-class': version.storageClass };
  if (name !== 'ObjectRestore:Completed') return {};
  return { ...(version.restored && { 'restore-expiry-time': version.restored.until.toString() }), 'source-storage-class': version.storageClass };
}
