/** The ways in which this S3 lies when its world is told to misbehave, so that drills can prove that they notice. */
import { Duration } from '../../time/duration';
import type { Content } from '../planes/objects';
import type { Bucket } from './buckets/bucket';
import type { KeyHistory } from './keys/key-history';
import type { ObjectVersion, Version } from './keys/version';
import type { S3State } from './state';

/** A key that is older than this has been there before the drill's fault. */
const settled = Duration.minutes(10);

/**
 * `ignored-damage`: an overwrite or a delete of a key that has been there for ten minutes is acknowledged
 * and changes nothing, so that damage never lands.
 */
export function isIgnoredDamage(state: S3State, bucket: Bucket, key: string): boolean {
  if (!state.world.mischief.has('ignored-damage')) return false;
  const history = bucket.history(key);
  return history !== undefined && state.now().since(history.since).compare(settled) >= 0;
}

/** `stale-restore`: a copy of a version onto its own key brings the version before that one, when there is one. */
export function staleSource(state: S3State, history: KeyHistory, source: ObjectVersion): ObjectVersion {
  if (!state.world.mischief.has('stale-restore')) return source;
  let older: Version | undefined = history.before(source);
  while (older?.kind === 'marker') older = history.before(older);
  return older ?? source;
}

/**
 * `flipped-byte`: a copy of an older version onto its own key has one byte changed, under an ETag and a
 * checksum as if it had not. Answers contents that are counted once, in place of those it was given.
 */
export async function flippedContents(state: S3State, contents: readonly Content[], at: string): Promise<readonly Content[]> {
  const [first, ...rest] = contents.filter(({ size }) => size > 0);
  if (!first || !state.world.mischief.has('flipped-byte')) return contents;
  const flipped = Math.floor(state.world.chance.fraction('s3', 'flipped-byte', at) * first.size);
  let offset = 0;
  const bytes = state.store.read([first], 0, first.size);
  async function* damaged(): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes instanceof Uint8Array ? [bytes] : bytes) {
      const copy = Buffer.from(chunk as Uint8Array);
      if (offset <= flipped && flipped < offset + copy.length) copy[flipped - offset] = (copy[flipped - offset] ?? 0) ^ 0x01;
      offset += copy.length;
      yield copy;
    }
  }
  const replacement = await state.store.receive(damaged(), () => undefined);
  contents.filter((content) => content === first || content.size === 0).forEach((content) => state.store.release(content));
  return [replacement, ...rest];
}
