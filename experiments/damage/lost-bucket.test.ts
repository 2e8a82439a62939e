/** The lost bucket, as an independent client sees it: gone with everything in it, and made again from its replica. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { S3 } from '../../aws/s3/s3';
import { Compromised } from '../../measure/endings';
import { bucketExperimentUnderTest, type BucketExperimentUnderTest, copied } from '../bucket-experiment-under-test';
import { bindExperiment } from '../catalogue';

/** S3 with one verb that does something before it does what it does. */
function before(s3: S3, verb: 'deleteBucketWithContent' | 'deleteBucket', first: () => Promise<void>): S3 {
  return new Proxy(s3, {
    get: (real, name) => {
      const member: unknown = Reflect.get(real, name);
      if (typeof member !== 'function') return member;
      return async (...given: unknown[]): Promise<unknown> => {
        if (name === verb) await first();
        return Reflect.apply(member, real, given);
      };
    },
  });
}

const stored = ({ target }: BucketExperimentUnderTest) => target.s3.read(target.bucket, 'invoices/2025/00007.json');

test('it removes the bucket with all versions and leaves the replica, and sees that it did', async () => {
  await using ground = await bucketExperimentUnderTest('lost-bucket');
  const { target, replica, experiment } = ground;
  await ground.pass(copied);
  const all = await ground.look(replica);
  assert.deepEqual(await ground.during(experiment.landed), { good: false, saw: `${target.bucket} is there` });
  await ground.during(experiment.inject);
  assert.deepEqual(await ground.during(experiment.landed), { good: true, saw: `there is no ${target.bucket}` });
  await ground.pass(copied);
  assert.deepEqual([all.size, await ground.look(replica)], [60, all]);
});

test('its undo is on disk before anything is removed', async () => {
  await using ground = await bucketExperimentUnderTest('lost-bucket');
  const { target, replica } = ground;
  let filedBefore = 0;
  const s3 = before(target.s3, 'deleteBucketWithContent', async () => {
    filedBefore = ground.entries('undo-filed').filter(({ action }) => action === 'make-bucket-from-replica').length;
  });
  await ground.during(bindExperiment('lost-bucket', ground.drill, { ...target, s3 }).inject);
  const [filed] = ground.entries('undo-filed').filter(({ action }) => action === 'make-bucket-from-replica');
  assert.equal(filedBefore, 1);
  const { region, bucket, tags } = target;
  assert.deepEqual(filed?.arguments, { region, bucket, tags, from: { region: replica.region, bucket: replica.bucket } });
});

test('undone, the bucket is there again as it was, versioned and tagged, and once more there is nothing to do', async () => {
  await using ground = await bucketExperimentUnderTest('lost-bucket');
  const { target, experiment } = ground;
  const [all, one] = [await ground.look(), await ground.during(() => stored(ground))];
  await ground.pass(copied);
  await ground.during(experiment.inject);
  assert.deepEqual(await ground.undo(), ['done']);
  assert.deepEqual([await ground.look(), await ground.during(() => stored(ground))], [all, one]);
  assert.deepEqual(await ground.during(async () => [await target.s3.versioning(target.bucket), await target.s3.bucketTags(target.bucket)]), ['Enabled', target.tags]);
  const versions = () => ground.during(() => target.s3.versions(target.bucket, ''));
  const once = await versions();
  assert.deepEqual([await ground.undo(), await versions()], [['nothing left to do'], once]);
});

test('lost half way, or made again half way, what is lacking is copied and the rest is left', async () => {
  await using ground = await bucketExperimentUnderTest('lost-bucket');
  const { target } = ground;
  await ground.pass(copied);
  const all = await ground.look();
  // The application has deleted one that S3 has not hidden in the replica yet.
  const [deleted = '', ...others] = all.keys();
  const s3 = before(target.s3, 'deleteBucketWithContent', async () => {
    await target.s3.delete(target.bucket, deleted);
    for (const key of others.slice(0, 20)) {
      for (const version of await target.s3.versions(target.bucket, key)) await target.s3.delete(target.bucket, key, version);
    }
    throw new Error('stopped');
  });
  await assert.rejects(ground.during(bindExperiment('lost-bucket', ground.drill, { ...target, s3 }).inject), /stopped/);
  assert.equal((await ground.look()).size, 39);
  assert.deepEqual(await ground.undo(), ['done']);
  all.delete(deleted);
  assert.deepEqual(await ground.look(), new Map([...all].sort()));
  assert.deepEqual(await ground.undo(), ['nothing left to do']);
});

test('where the replica is gone, too, nothing can be made of it', async () => {
  await using ground = await bucketExperimentUnderTest('lost-bucket');
  const { target, replica, experiment } = ground;
  await ground.during(experiment.inject);
  await ground.during(() => replica.s3.deleteBucketWithContent(replica.bucket));
  assert.deepEqual(await ground.undo(), ['nothing left to do']);
  assert.equal(await ground.during(() => target.s3.exists(target.bucket)), false);
});

test('an object that is written meanwhile does not save the bucket; one at every moment does', async () => {
  for (const [times, survives] of [[3, false], [100, true]] as const) {
    await using ground = await bucketExperimentUnderTest('lost-bucket');
    const { target } = ground;
    let written = 0;
    const deleteBucket = target.s3.deleteBucket.bind(target.s3);
    Object.defineProperty(target.s3, 'deleteBucket', {
      value: async (bucket: string) => {
        if ((written += 1) <= times) await target.s3.put(bucket, `witness/${written}`, Buffer.from('meanwhile'));
        await deleteBucket(bucket);
      },
    });
    const injected = ground.during(bindExperiment('lost-bucket', ground.drill, target).inject);
    if (survives) await assert.rejects(injected, { code: 'BucketNotEmpty' });
    else await injected;
    assert.equal(await ground.during(() => target.s3.exists(target.bucket)), survives);
  }
});

test('a bucket without a replica is not destroyed', async () => {
  await using ground = await bucketExperimentUnderTest('lost-bucket');
  const { replica: _replica, ...target } = ground.target;
  await assert.rejects(ground.during(bindExperiment('lost-bucket', ground.drill, target).inject), (error) => error instanceof Compromised && error.message.includes(`${target.bucket} has none. Give it one in the plan.`));
  assert.equal((await ground.look()).size, 60);
});
