/** What happens to objects, told to those who have to do something about it: replication and notifications. */
import type { Duration } from '../../time/duration';
import type { Instant } from '../../time/instant';
import type { Call } from '../service';
import type { Bucket } from './buckets/bucket';
import type { Version } from './keys/version';

/** S3's own names: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html */
export type HappeningName =
  | 'ObjectCreated:Put'
  | 'ObjectCreated:Post'
  | 'ObjectCreated:Copy'
  | 'ObjectCreated:CompleteMultipartUpload'
  | 'ObjectRemoved:Delete'
  | 'ObjectRemoved:DeleteMarkerCreated'
  | 'ObjectRestore:Post'
  | 'ObjectRestore:Completed'
  | 'ObjectRestore:Delete'
  | 'ObjectTagging:Put'
  | 'ObjectTagging:Delete'
  | 'ObjectAcl:Put'
  /** S3 announces no event for it; replication carries it on. */
  | 'ObjectLock:Put'
  | 'LifecycleTransition'
  | 'LifecycleExpiration:Delete'
  | 'LifecycleExpiration:DeleteMarkerCreated'
  | 'Replication:OperationFailedReplication'
  | 'Replication:OperationMissedThreshold'
  | 'Replication:OperationReplicatedAfterThreshold'
  | 'Replication:OperationNotTracked';

/** What a happening of replication is about: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
export interface ReplicationDetail {
  ruleId: string;
  /** The name of the destination bucket. */
  destination: string;
  /** `OBJECT_PUT` is AWS's; the names of other operations are assumed. */
  operation: 'OBJECT_PUT' | 'OBJECT_DELETE' | 'OBJECT_PUT_TAGGING' | 'OBJECT_PUT_RETENTION' | 'OBJECT_PUT_ACL';
  /** When the operation was asked of S3 at the source. */
  requestTime: Instant;
  /** Present where replication has failed: one of AWS's reasons, such as `AssumeRoleNotPermitted`. */
  failureReason?: string;
  /** The threshold of replication time control, where that is what the happening is about. */
  threshold?: Duration;
  /** How long replication took, once it has happened after the threshold. */
  replicationTime?: Duration;
}

export interface Happening {
  name: HappeningName;
  bucket: Bucket;
  key: string;
  /** The version that came, changed or went. */
  version: Version;
  /** The call that caused it; what S3 does by itself has none. */
  call?: Call;
  /** Present where the name begins with `Replication:`. */
  replication?: ReplicationDetail;
}

export type Listener = (happening: Happening) => void;

export class Happenings {
  readonly #listeners: Listener[] = [];

  /** Listeners are called one after the other, within the step in which it happened, and must not throw. */
  on(listener: Listener): void {
    this.#listeners.push(listener);
  }

  tell(happening: Happening): void {
    for (const listener of this.#listeners) listener(happening);
  }
}
