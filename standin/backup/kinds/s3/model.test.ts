/** Whatever happened to a bucket, its backups bring back what a record of it says was there: at each backup, and at any instant of a continuous one. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import fc from 'fast-check';
import { Duration } from '../../../../time/duration';
import type { Instant } from '../../../../time/instant';
import type { RecoveryPoint } from '../../points/recovery-point';
import { BucketsUnderTest } from './s3-kind-under-test';

const Bucket = 'shop';

interface Recorded {
  id: string;
  body?: string;
  meta?: string;
  tag?: string;
}
type State = ReadonlyMap<string, readonly Recorded[]>;

type Change = { do: 'put'; key: string; body: string; tag: string } | { do: 'hide'; key: string } | { do: 'remove' | 'tag'; key: string; which: number; tag: string };

type Step =
  | { do: 'change'; change: Change }
  | { do: 'pass'; seconds: number }
  | { do: 'back up' | 'restart' | 'remove a backup' };

const key = fc.constantFrom('a', 'b', 'dir/ü');
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('put' as const), key, body: fc.string({ maxLength: 3 }), tag: fc.constantFrom('1', '2') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hide' as const), key }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('remove' as const, 'tag' as const), key, which: fc.nat(9), tag: fc.constantFrom('3', '4') }) },
);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 7, arbitrary: fc.record({ do: fc.constant('change' as const), change }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('pass' as const), seconds: fc.constantFrom(1, 60, 4000) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('back up' as const, 'restart' as const, 'remove a backup' as const) }) },
  ),
  { minLength: 5, maxLength: 40 },
);

/** A bucket, the record of it, and the backups with what the record said when they were made. */
class History {
  state: State = new Map();
  readonly instants: { at: Instant; state: State }[] = [];
  readonly points: { point: RecoveryPoint; state: State }[] = [];
  follows: RecoveryPoint | undefined;

  constructor(public buckets: BucketsUnderTest) {}

  async take(step: Step): Promise<void> {
    if (step.do === 'pass') await this.buckets.clock.advance(Duration.seconds(step.seconds));
    else if (step.do === 'restart') this.buckets = this.buckets.again();
    else if (step.do === 'back up') this.points.push({ point: this.buckets.begin(Bucket), state: this.state });
    else if (step.do === 'remove a backup') {
      const [gone] = this.points.splice(0, 1);
      if (gone) this.buckets.kind.remove(gone.point);
    } else if (step.do === 'change') await this.#change(step.change);
    this.instants.push({ at: this.buckets.clock.now(), state: this.state });
  }

  async #change(step: Change): Promise<void> {
    const { buckets } = this;
    const versions = this.state.get(step.key) ?? [];
    if (step.do === 'put') {
      const id = await buckets.put(Bucket, step.key, step.body, { Tagging: `k=${step.tag}`, Metadata: { meta: step.body.length.toString() } });
      this.#set(step.key, [...versions, { id, body: step.body, meta: step.body.length.toString(), tag: step.tag }]);
    } else if (step.do === 'hide') {
      const { VersionId: id } = await buckets.call<{ VersionId: string }>('DeleteObject', { Bucket, Key: step.key });
      this.#set(step.key, [...versions, { id }]);
    } else {
      const one = versions[step.which % Math.max(versions.length, 1)];
      const named = { Bucket, Key: step.key, VersionId: one?.id };
      if (one && step.do === 'remove') {
        await buckets.call('DeleteObject', named);
        this.#set(step.key, versions.filter((other) => other !== one));
      } else if (one?.body !== undefined) {
        await buckets.call('PutObjectTagging', { ...named, Tagging: { TagSet: [{ Key: 'k', Value: step.tag }] } });
        this.#set(step.key, versions.map((other) => (other === one ? { ...one, tag: step.tag } : other)));
      }
    }
  }

  async lose(): Promise<void> {
    for (const [Key, versions] of this.state) for (const { id } of versions) await this.buckets.call('DeleteObject', { Bucket, Key, VersionId: id });
    await this.buckets.call('DeleteBucket', { Bucket });
    this.buckets = this.buckets.again();
  }

  async restored(point: RecoveryPoint, DestinationBucketName: string, more: Record<string, string> = {}): Promise<unknown> {
    await this.buckets.restore(point, { DestinationBucketName, NewBucket: 'true', RestoreLatestVersionsUpTo: 'all', ...more });
    const { s3 } = this.buckets;
    const histories = [...(s3.buckets.get(DestinationBucketName)?.histories.from('') ?? [])];
    return histories.map(([, history]) => [
      history.key,
      [...history.newestFirst()].reverse().map((version) =>
        version.kind === 'marker'
          ? {}
          : { body: this.buckets.textOf(version), meta: version.metadata.meta, tag: version.tags[0]?.Value },
      ),
    ]);
  }

  #set(of: string, versions: readonly Recorded[]): void {
    this.state = new Map([...this.state, [of, versions]]);
  }
}

function shown(state: State): unknown {
  const kept = [...state].filter(([, versions]) => versions.length > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  return kept.map(([of, versions]) => [of, versions.map(({ id: _, ...rest }) => rest)]);
}

async function tried(taken: readonly Step[], isFollowed: boolean): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'muster-s3-model-'));
  const history = new History(await BucketsUnderTest.make({ directory }));
  try {
    await history.buckets.bucket(Bucket);
    if (isFollowed) history.follows = history.buckets.follow(Bucket);
    for (const step of taken) await history.take(step);
    await history.buckets.clock.advance(Duration.minutes(20));
    await history.lose();
    let names = 0;
    for (const { point, state } of history.points) {
      const name = names === 0 ? Bucket : `copy-${names}`;
      names += 1;
      assert.deepEqual(await history.restored(point, name), shown(state));
    }
    // At one instant there may have been several states, of which the last is gone back to.
    const last = new Map(history.instants.map(({ at, state }) => [at.toString(), state]));
    for (const [RestoreTime, state] of history.follows ? last : []) {
      assert.deepEqual(await history.restored(history.follows as RecoveryPoint, `copy-${(names += 1)}`, { RestoreTime }), shown(state));
    }
    assert.deepEqual(history.buckets.faults, []);
  } finally {
    history.buckets.close();
    rmSync(directory, { recursive: true });
  }
}

it('is what was there at each backup, after the bucket was lost', async () => {
  await fc.assert(fc.asyncProperty(steps, (taken) => tried(taken, false)), { numRuns: 60 });
});

it('is what was there at any instant of a continuous backup, after the bucket was lost', async () => {
  await fc.assert(fc.asyncProperty(steps, (taken) => tried(taken, true)), { numRuns: 40 });
});

it('holds what came within the millisecond of a backup that is gone, after a new start', async () => {
  const put: Step = { do: 'change', change: { do: 'put', key: 'a', body: '', tag: '1' } };
  await tried([{ do: 'back up' }, { do: 'remove a backup' }, put, { do: 'restart' }, { do: 'back up' }, put], true);
});
