/** What a version of a backup becomes where it is restored: the same bytes and metadata, encrypted as asked. */
import type { Caller } from '../../../../service';
import { isPublicGrant } from '../../../../s3/access/acl/grants';
import { isEnforced } from '../../../../s3/access/decide';
import type { Bucket } from '../../../../s3/buckets/bucket';
import { sumStored } from '../../../../s3/checksums/receive-body';
import { contextForKms } from '../../../../s3/encryption/encryption-context';
import { entityTag } from '../../../../s3/encryption/entity-tag';
import type { Encryption, ObjectDraft, ObjectVersion } from '../../../../s3/keys/version';
import type { S3State } from '../../../../s3/state';
import type { Parts } from '../reading';
import type { AskedRestore } from './asked-restore';

export interface Restored extends Parts {
  bucket: Bucket;
  role: Caller;
  /** By which what is drawn for this restore differs from what is drawn for others. */
  jobId: string;
  asked: AskedRestore;
}

/** Its contents are counted once more. Throws AwsError where the key cannot be used. */
export async function restoredDraft(s3: S3State, restored: Restored, key: string, version: ObjectVersion): Promise<ObjectDraft> {
  const { bucket, asked, jobId } = restored;
  const encryption = encryptionOf(s3, restored, key, version);
  const { contents, size, etag, checksum, parts, headers, metadata } = version;
  const kept = {
    contents,
    size,
    headers,
    metadata,
    tags: restored.tags ? version.tags : [],
    storageClass: 'STANDARD',
    encryption,
    ...(asked.acls && restored.acls && version.acl && !isEnforced(bucket) && { acl: { ...version.acl, ownerAccountId: bucket.origin.accountId } }),
  } as const;
  contents.forEach((content) => s3.store.retain(content));
  const tagOf = (md5: string): string => entityTag(s3, encryption, md5, jobId, key, version.id);
  // The tag of what KMS encrypted tells nothing of its bytes, and S3's own needs their MD5.
  const isKnown = version.encryption.algorithm === 'AES256' || encryption.algorithm !== 'AES256';
  if (isKnown) return { ...kept, etag: tagOf(etag), checksum, ...(parts && { parts }) };
  try {
    const { md5, checksums } = await sumStored(s3.store, contents, [checksum.algorithm]);
    return { ...kept, etag: tagOf(md5), checksum: { algorithm: checksum.algorithm, value: checksums.get(checksum.algorithm)?.value ?? '', type: 'FULL_OBJECT' } };
  } catch (error) {
    contents.forEach((content) => s3.store.release(content));
    throw error;
  }
}

/** Where the destination blocks public ACLs, what has one is left out: https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-s3.html#s3-restore-considerations */
export function isBlocked({ bucket, asked, acls }: Restored, { acl }: ObjectVersion): boolean {
  return asked.acls && acls && bucket.settings.publicAccessBlock?.BlockPublicAcls === true && (acl?.grants.some(isPublicGrant) ?? false);
}

function encryptionOf(s3: S3State, { bucket, role, asked }: Restored, key: string, { encryption: original }: ObjectVersion): Encryption {
  if (asked.encryption === 'SSE-S3') return { algorithm: 'AES256' };
  if (asked.encryption === 'original' && (original.algorithm === 'AES256' || original.algorithm === 'customer')) return original;
  const algorithm = asked.encryption === 'original' && original.algorithm === 'aws:kms:dsse' ? original.algorithm : 'aws:kms';
  const keyId = asked.keyId ?? (asked.encryption === 'original' && 'keyArn' in original ? original.keyArn : 'alias/aws/s3');
  const bucketKey = algorithm === 'aws:kms' && (bucket.settings.encryption?.BucketKeyEnabled ?? false);
  const context = contextForKms(bucket, key, { bucketKey });
  const keyArn = s3.neighbours.keys.use({ caller: role, region: bucket.origin.region, keyId, action: 'kms:GenerateDataKey', via: 's3', context });
  return { algorithm, keyArn, bucketKey };
}
