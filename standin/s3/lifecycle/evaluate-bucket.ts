/** Does with one bucket what its lifecycle rules say is due at a midnight. */
import type { Instant } from '../../../time/instant';
import type { Bucket } from '../buckets/bucket';
import type { S3State } from '../state';
import { compiledRules, dueAt, type CompiledRule } from './compiled-rules';
import { collectDue, type Due } from './due';

export function evaluateBucket(state: S3State, bucket: Bucket, midnight: Instant): void {
  const { lifecycle, versioning } = bucket.settings;
  const rules = compiledRules(lifecycle);
  if (!lifecycle || !rules.length) return;
  const due: Due[] = [];
  const evaluation = { rules, versioning, minimumSize: lifecycle.minimumSize, midnight };
  if (rules.some(isForVersions)) for (const [, history] of bucket.histories.from('')) collectDue(history, evaluation, due);
  for (const one of due) perform(state, bucket, one);
  if (rules.some(({ abort }) => abort)) endUploads(state, bucket, rules, midnight);
}

function isForVersions({ expiration, removesExpiredMarkers, transitions, noncurrentExpiration, noncurrentTransitions }: CompiledRule): boolean {
  return removesExpiredMarkers || [expiration, noncurrentExpiration, transitions[0], noncurrentTransitions[0]].some((action) => action !== undefined);
}

function perform(state: S3State, bucket: Bucket, due: Due): void {
  const { history, version } = due;
  const { key } = history;
  if (due.act === 'remove') {
    bucket.remove(history, version);
    state.happenings.tell({ name: 'LifecycleExpiration:Delete', bucket, key, version });
  } else if (due.act === 'move') {
    bucket.change(key, version, { storageClass: due.to });
    state.happenings.tell({ name: 'LifecycleTransition', bucket, key, version });
  } else {
    // What lifecycle deletes is not replicated: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnt-replicated.html
    const marker = bucket.putMarker(key, state.now());
    state.happenings.tell({ name: 'LifecycleExpiration:DeleteMarkerCreated', bucket, key, version: marker });
  }
}

/** S3 announces nothing of uploads that it ends. */
function endUploads(state: S3State, bucket: Bucket, rules: readonly CompiledRule[], midnight: Instant): void {
  for (const upload of bucket.uploads.inOrder()) {
    const from = upload.initiated.epochMilliseconds;
    const isOver = rules.some(({ abort, prefix }) => abort && upload.key.startsWith(prefix) && dueAt(abort, from) <= midnight.epochMilliseconds);
    if (!isOver) continue;
    bucket.uploads.delete(upload);
    for (const part of upload.parts.values()) state.store.release(part.content);
  }
}
