/** What a bucket is told to be, as AWS describes each setting; the last one that was put counts. */
import type {
  BucketVersioningStatus,
  CORSConfiguration,
  Grant,
  LifecycleRule,
  NotificationConfiguration,
  ObjectLockRule,
  ObjectOwnership,
  PublicAccessBlockConfiguration,
  ReplicationConfiguration,
  ServerSideEncryptionRule,
  Tag,
  TransitionDefaultMinimumObjectSize,
} from '@aws-sdk/client-s3';
import type { Instant } from '../../../time/instant';

export interface BucketSettings {
  /** Undefined until versioning has been set for the first time. */
  versioning?: BucketVersioningStatus;
  mfaDelete: boolean;
  tags: readonly Tag[];
  /** Present where object lock is on; it cannot be turned off again. */
  objectLock?: { rule?: ObjectLockRule };
  lifecycle?: { rules: readonly LifecycleRule[]; minimumSize: TransitionDefaultMinimumObjectSize };
  replication?: ReplicationConfiguration & { since: Instant };
  /** As it was sent, JSON. */
  policy?: string;
  publicAccessBlock?: PublicAccessBlockConfiguration;
  /** Undefined where the controls were removed: then writers own what they write. */
  ownership?: ObjectOwnership;
  acl?: readonly Grant[];
  encryption?: ServerSideEncryptionRule;
  notification?: NotificationConfiguration;
  cors?: CORSConfiguration;
}

/** What a bucket is when it is made: since April 2023 without ACLs and with public access blocked. */
export const newBucketSettings: BucketSettings = {
  mfaDelete: false,
  tags: [],
  ownership: 'BucketOwnerEnforced',
  publicAccessBlock: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
};
