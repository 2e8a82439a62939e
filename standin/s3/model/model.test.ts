/** Random sequences of everything that S3 does, ten thousand steps in all, held against a model that shares no code with it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CreateBucketCommand, DeleteBucketLifecycleCommand, PutBucketReplicationCommand } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { Duration } from '../../../time/duration';
import { replicationUnderTest, type ReplicationUnderTest, roleArn, rule } from '../replication/replication-under-test';
import { BucketModel, day, hour } from './testing/bucket-model';
import { compareAll, compareLists, comparePages, compareReplica } from './testing/compare';
import { nowOf, type Run } from './testing/run';
import { sequences, type Kind, type Step } from './testing/steps';
import { hold, read, restore, retain, tag } from './testing/take-changes';
import { pause, setRules, setVersioning, wait } from './testing/take-settings';
import { begin, complete, part } from './testing/take-uploads';
import { batch, copy, hide, put, remove } from './testing/take-writes';

const seed = 3;
const leastSteps = 10_000;

async function take(run: Run, step: Step): Promise<void> {
  switch (step.act) {
    case 'put': return put(run, step);
    case 'copy': return copy(run, step);
    case 'delete': return hide(run, step);
    case 'remove': return remove(run, step);
    case 'batch': return batch(run, step);
    case 'read': return read(run, step);
    case 'tag': return tag(run, step);
    case 'version': return setVersioning(run, step);
    case 'begin': return begin(run, step);
    case 'part': return part(run, step);
    case 'complete':
    case 'abort': return complete(run, step);
    case 'list': return comparePages(run, step);
    case 'restore': return restore(run, step);
    case 'rules': return setRules(run, step);
    case 'retain': return retain(run, step);
    case 'hold': return hold(run, step);
    case 'pause': return pause(run, step);
    case 'wait': return wait(run, step);
  }
} // prettier-ignore

async function begun(s3: ReplicationUnderTest, kind: Kind, number: number): Promise<Run> {
  const [Bucket, replica] = [`model-${number}`, `replica-${number}`];
  const run: Run = { s3, client: s3.east, Bucket, replica, model: new BucketModel(kind === 'locking', kind === 'replicating'), rules: [] };
  // Steps take whole hours but for a few seconds, so that nothing is under way at a midnight.
  await s3.pass(Duration.milliseconds(day - (nowOf(run) % day) + 5 * hour));
  if (kind === 'replicating') {
    await s3.bucket(Bucket, 'us-east-1');
    await s3.bucket(replica, 'us-west-2');
    const Rules = [rule({ Destination: { Bucket: `arn:aws:s3:::${replica}` } })];
    await s3.east.send(new PutBucketReplicationCommand({ Bucket, ReplicationConfiguration: { Role: roleArn, Rules } }));
  } else {
    await s3.east.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: kind === 'locking' }));
  }
  return run;
}

async function finished(run: Run): Promise<void> {
  await pause(run, { act: 'pause', on: false });
  await wait(run, { act: 'wait', seconds: 3_600 });
  await compareAll(run);
  if (run.model.replicates) await compareReplica(run);
  await run.client.send(new DeleteBucketLifecycleCommand({ Bucket: run.Bucket }));
}

test(`whatever is done to a bucket, it answers as the model does, for ${leastSteps} steps of seed ${seed}`, async () => {
  await using s3 = await replicationUnderTest();
  let buckets = 0;
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(sequences(200), async ({ kind, steps }) => {
      const run = await begun(s3, kind, (buckets += 1));
      for (const [index, step] of steps.entries()) {
        await take(run, step);
        taken += 1;
        if ((step.act === 'wait' && step.seconds >= 3_600) || index % 10 === 9) await compareLists(run);
      }
      await finished(run);
      assert.deepEqual(s3.faults, []);
    }),
    { numRuns: 114, seed },
  );
  assert.ok(taken >= leastSteps, `${taken} steps were taken`);
});
