/** What a bucket is supposed to do by itself, against what it does. */
import type { Configuration, Setting } from '../../measure/parity';
import type { ParityReading } from '../subject';
import type { Bucket } from './bucket';

/** Of a bucket that is served from its replica only what makes the replica whole by itself: it follows nothing and is followed by nothing. */
export async function readBucketParity(bucket: Bucket): Promise<ParityReading> {
  const { tags } = bucket.resource;
  const name = bucket.inService.bucket;
  const isReplica = name !== bucket.resource.bucket;
  const own = isReplica ? { expected: {}, actual: {} } : await ownSettings(bucket);
  return {
    expected: { versioning: 'Enabled', tags, ...own.expected },
    actual: { versioning: (await bucket.s3.versioning(name)) ?? 'never set', tags: await bucket.s3.bucketTags(name), ...own.actual },
  };
}

async function ownSettings({ component, services, resource }: Bucket): Promise<{ expected: Configuration; actual: Configuration }> {
  const settings = services.s3Settings(resource.region);
  const expected: Record<string, Setting> = {};
  const actual: Record<string, Setting> = {};
  const { archive, lock } = component;
  if (archive) {
    expected['archive'] = `${archive.storageClass} after ${archive.after.inWords()}`;
    const rule = await settings.archiveRule(resource.bucket);
    actual['archive'] = rule ? `${rule.storageClass} after ${rule.after.inWords()}` : 'none';
  }
  if (resource.replica) {
    expected['replicated to'] = resource.replica.bucket;
    actual['replicated to'] = (await settings.replicatedTo(resource.bucket)).join(', ') || 'nowhere';
  }
  if (lock) {
    expected['lock'] = `${lock.mode} for ${lock.for.inWords()}`;
    const rule = await settings.lockRule(resource.bucket);
    actual['lock'] = rule ? `${rule.mode} for ${rule.for.inWords()}` : 'none';
  }
  return { expected, actual };
}
