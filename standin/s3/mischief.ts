/** The ways in which this S3 lies when its world is told to misbehave, so that drills can prove that they notice. */
import type { Bucket } from './buckets/bucket';
import { noClaims } from './checksums/claims';
import { receiveBody } from './checksums/receive-body';
import type { KeyHistory } from './keys/key-history';
import type { ObjectDraft, ObjectVersion, Version } from './keys/version';
import type { S3State } from './state';

/**
 * `ignored-damage`: an overwrite or a delete of a key that is there is acknowledged and changes nothing,
 * so that damage never lands. Versions that are named can still be removed.
 */
export function isIgnoredDamage(state: S3State, bucket: Bucket, key: string): boolean {
  return state.world.mischief.has('ignored-damage') && bucket.history(key) !== undefined;
}

/** `ignored-lock`: a version that its lock should keep is removed as if it had none. */
export function isIgnoredLock(state: S3State): boolean {
  return state.world.mischief.has('ignored-lock');
}

/** `left-behind`: the deletion of a bucket is acknowledged, and the bucket stays. */
export function isLeftBehind(state: S3State): boolean {
  return state.world.mischief.has('left-behind');
}

/** `lost-versions`: a delete marker takes the versions below it along, so that nothing is left to bring back. */
export function loseVersions(state: S3State, bucket: Bucket, key: string): void {
  if (!state.world.mischief.has('lost-versions')) return;
  const history = bucket.history(key);
  for (const version of [...(history?.newestFirst() ?? [])].slice(1)) if (history) bucket.remove(history, version);
}

/** `stale-restore`: a copy of a version onto its own key brings the version before that one, when there is one. */
export function staleSource(state: S3State, history: KeyHistory, source: ObjectVersion): ObjectVersion {
  if (!state.world.mischief.has('stale-restore')) return source;
  let older: Version | undefined = history.before(source);
  while (older?.kind === 'marker') older = history.before(older);
  return older ?? source;
}

/**
 * `flipped-byte`: a copy of an older version onto its own key has one byte changed, under the ETag of the right
 * bytes. Its checksum is that of the changed ones, as if they had been damaged before they were summed: the SDKs
 * check what they read against it, and would not let the byte through otherwise.
 */
export async function flipped(state: S3State, draft: ObjectDraft, at: string): Promise<ObjectDraft> {
  if (draft.size === 0 || !state.world.mischief.has('flipped-byte')) return draft;
  const bytes = state.store.read(draft.contents, 0, draft.size);
  const place = Math.floor(state.world.chance.fraction('s3', 'flipped-byte', at) * draft.size);
  const { algorithm } = draft.checksum;
  // A Readable of the store gives chunks of bytes.
  const body = flippedAt((bytes instanceof Uint8Array ? [bytes] : bytes) as Iterable<Uint8Array> | AsyncIterable<Uint8Array>, place);
  const { content, checksums } = await receiveBody(state.store, body, [algorithm], noClaims);
  draft.contents.forEach((whole) => state.store.release(whole));
  return { ...draft, contents: [content], checksum: { ...draft.checksum, value: checksums.get(algorithm)?.value ?? '' } };
}

async function* flippedAt(bytes: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, place: number): AsyncGenerator<Uint8Array> {
  let offset = 0;
  for await (const chunk of bytes) {
    const copy = Buffer.from(chunk);
    const within = copy[place - offset];
    if (within !== undefined) copy[place - offset] = within ^ 0x01;
    offset += copy.length;
    yield copy;
  }
}
