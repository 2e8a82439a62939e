/** The one step in which an object appears: its bytes are stored before, and nothing is awaited within. */
import type { Call } from '../../service';
import type { Bucket } from '../buckets/bucket';
import type { HappeningName } from '../happenings';
import type { ObjectDraft, ObjectVersion } from '../keys/version';
import { lockAtCreation } from '../lock/default-retention';
import { isIgnoredDamage } from '../mischief';
import type { S3State } from '../state';

export interface Write {
  /** What S3 calls this way of making an object. */
  name: Extract<HappeningName, `ObjectCreated:${string}`>;
  call: Call;
  /** Asked at the very moment of writing; throws AwsError where the write may not be done. */
  check: () => void;
}

/**
 * Puts a draft on top of a key. `check` is asked at that very moment, so that no other request comes between;
 * when it throws, or the bucket is gone, the draft's contents are let go of and nothing has changed.
 */
export function writeObject(state: S3State, bucket: Bucket, key: string, described: ObjectDraft, { name, call, check }: Write): ObjectVersion {
  const lock = lockAtCreation(bucket, described.lock, state.now());
  const draft = lock ? { ...described, lock } : described;
  const letGo = (): void => draft.contents.forEach((content) => state.store.release(content));
  let version: ObjectVersion;
  try {
    state.stillThere(bucket);
    check();
    if (isIgnoredDamage(state, bucket, key)) {
      letGo();
      return { ...draft, ...bucket.place(key, state.now()), kind: 'object' };
    }
    version = bucket.putObject(key, draft, state.now(), state.replication.begin(bucket, key, draft));
  } catch (error) {
    letGo();
    throw error;
  }
  state.happenings.tell({ name, bucket, key, version, call });
  return version;
}
