/** What happens to objects, told to those who have to do something about it: replication and notifications. */
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

export interface Happening {
  name: HappeningName;
  bucket: Bucket;
  key: string;
  /** The version that came, changed or went. */
  version: Version;
  /** The call that caused it; what S3 does by itself has none. */
  call?: Call;
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
