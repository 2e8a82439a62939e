/** Random writes, deletes, tags and interruptions at the source: once the lag is over, the destination holds what the rules promise. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  ListObjectVersionsCommand,
  PutObjectTaggingCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { Duration } from '../../../time/duration';
import { textOf } from '../s3-under-test';
import { replicationUnderTest, type ReplicationUnderTest, rule } from './replication-under-test';

/** One version at the source, and what the destination owes it. */
interface Written {
  id: string;
  /** Undefined for a delete marker. */
  body: string | undefined;
  tag: string;
  removed: boolean;
  owed: 'must' | 'may' | 'never';
}

type Step =
  | { act: 'put'; key: string; body: string; tag: string }
  | { act: 'delete'; key: string }
  | { act: 'tag'; key: string; nth: number; tag: string }
  | { act: 'remove'; key: string; nth: number }
  | { act: 'pass'; seconds: number }
  | { act: 'outage'; region: string; down: boolean }
  | { act: 'pause'; on: boolean };

const key = fc.constantFrom('in/a', 'in/b', 'out/a');
const tag = fc.constantFrom('red', 'blue', 'green');
const nth = fc.nat(5);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant('put' as const), key, body: fc.string({ maxLength: 5 }), tag }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('delete' as const), key }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('tag' as const), key, nth, tag }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('remove' as const), key, nth }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('pass' as const), seconds: fc.nat(90) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('outage' as const), region: fc.constant('us-west-2'), down: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('pause' as const), on: fc.boolean() }) },
);

class Model {
  readonly keys = new Map<string, Written[]>();

  /** The newest first. */
  versions(of: string): Written[] {
    return this.keys.get(of) ?? [];
  }

  add(of: string, id: string, body: string | undefined, written: string): void {
    const owed = of.startsWith('in/') ? 'must' : 'never';
    this.keys.set(of, [{ id, body, tag: written, removed: false, owed }, ...this.versions(of)]);
  }

  /** The nth object of a key that is still there. */
  object(of: string, place: number): Written | undefined {
    const there = this.versions(of).filter(({ removed, body }) => !removed && body !== undefined);
    return there[place % there.length];
  }
}

const tagging = (value: string) => ({ TagSet: [{ Key: 'colour', Value: value }] });

async function take(s3: ReplicationUnderTest, model: Model, one: Step): Promise<void> {
  const { outages } = s3.world;
  if (one.act === 'pass') return s3.pass(Duration.seconds(one.seconds));
  if (one.act === 'outage') return one.down ? outages.take(one.region) : outages.bringBack(one.region);
  if (one.act === 'pause') return one.on ? s3.state.pauses.pause('test', { source: 'source', regions: ['us-west-2'] }) : s3.state.pauses.resume('test');
  if (one.act === 'put') return model.add(one.key, await s3.put(one.key, { Body: one.body, Tagging: `colour=${one.tag}` }), one.body, one.tag);
  if (one.act === 'delete') {
    const { VersionId = '' } = await s3.east.send(new DeleteObjectCommand({ Bucket: 'source', Key: one.key }));
    return model.add(one.key, VersionId, undefined, '');
  }
  const object = model.object(one.key, one.nth);
  if (!object) return;
  const named = { Bucket: 'source', Key: one.key, VersionId: object.id };
  if (one.act === 'tag') {
    await s3.east.send(new PutObjectTaggingCommand({ ...named, Tagging: tagging(one.tag) }));
    object.tag = one.tag;
    return;
  }
  // Whether a version arrives that goes while it is on its way is for the lag to say.
  if ((await s3.status(one.key, object.id)) === 'PENDING' && object.owed === 'must') object.owed = 'may';
  await s3.east.send(new DeleteObjectCommand(named));
  object.removed = true;
}

/** The ids of a key at the destination, the newest first. */
async function idsOf(client: S3Client, of: string): Promise<string[]> {
  const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket: 'replica', Prefix: of }));
  const all = [...Versions, ...DeleteMarkers];
  const current = all.filter(({ IsLatest }) => IsLatest).map(({ VersionId = '' }) => VersionId);
  return [...current, ...all.filter(({ IsLatest }) => !IsLatest).map(({ VersionId = '' }) => VersionId)];
}

async function check(s3: ReplicationUnderTest, model: Model): Promise<void> {
  for (const [of, versions] of model.keys) {
    const there = await idsOf(s3.west, of);
    const promised = versions.filter(({ id, owed }) => owed === 'must' || (owed === 'may' && there.includes(id)));
    assert.deepEqual(new Set(there), new Set(promised.map(({ id }) => id)), of);
    assert.equal(there[0], promised[0]?.id, 'the newest is the current one');
    for (const { id, body, tag: wanted, removed, owed } of promised) {
      if (body === undefined) continue;
      const named = { Bucket: 'replica', Key: of, VersionId: id };
      assert.equal(await textOf(await s3.west.send(new GetObjectCommand(named))), body);
      const { TagSet } = await s3.west.send(new GetObjectTaggingCommand(named));
      if (!removed) assert.deepEqual(TagSet, tagging(wanted).TagSet);
      if (!removed && owed === 'must') assert.equal(await s3.status(of, id), 'COMPLETED');
    }
  }
}

test('whatever is put, deleted and tagged in whatever order, the destination ends as the rules promise', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      await using s3 = await replicationUnderTest();
      await s3.replicate(rule({ Filter: { Prefix: 'in/' } }));
      const model = new Model();
      for (const one of steps) await take(s3, model, one);
      s3.world.outages.bringBack('us-west-2');
      s3.state.pauses.resume('test');
      await s3.pass(Duration.minutes(6));
      await check(s3, model);
      assert.deepEqual(s3.faults, []);
    }),
    { numRuns: 30, seed: 1 },
  );
});
