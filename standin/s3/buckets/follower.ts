/** What follows a bucket from outside of S3: told of each change in the very step in which it happens. */
import type { Version } from '../keys/version';

export interface Follower {
  /** A version came or changed, or went for good where it is not in the bucket any more. Must not throw. */
  changed(key: string, version: Version): void;
  /** The bucket's settings were changed, or the bucket was deleted. Must not throw. */
  configured(): void;
}
