/** The one step in which an object appears: its bytes are stored before, and nothing is awaited within. */
import type { Bucket } from '../buckets/bucket';
import type { ObjectDraft, ObjectVersion } from '../keys/version';
import { isIgnoredDamage } from '../mischief';
import type { S3State } from '../state';

/**
 * Puts a draft on top of a key. `check` is asked at that very moment, so that no other request comes between;
 * when it throws, or the bucket is gone, the draft's contents are let go of and nothing has changed.
 */
export function writeObject(state: S3State, bucket: Bucket, key: string, draft: ObjectDraft, check: () => void): ObjectVersion {
  try {
    state.stillThere(bucket);
    check();
  } catch (error) {
    draft.contents.forEach((content) => state.store.release(content));
    throw error;
  }
  if (!isIgnoredDamage(state, bucket, key)) return bucket.putObject(key, draft, state.now());
  draft.contents.forEach((content) => state.store.release(content));
  return { ...draft, ...bucket.place(key, state.now()), kind: 'object' };
}
