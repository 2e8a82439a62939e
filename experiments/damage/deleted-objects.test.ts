/** The delete storm, as an independent client sees it: what it hides, that it is undone, and that a copy follows it both ways. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Duration } from '../../time/duration';
import { bucketExperimentUnderTest, copied } from '../bucket-experiment-under-test';

test('it hides every object and removes no version, and sees that it did', async () => {
  await using ground = await bucketExperimentUnderTest('deleted-objects');
  const { target, experiment } = ground;
  assert.deepEqual(await ground.during(experiment.landed), { good: false, saw: '0 of 60 keys are hidden' });
  await ground.during(experiment.inject);
  assert.deepEqual(await ground.during(experiment.landed), { good: true, saw: '60 of 60 keys are hidden' });
  assert.equal((await ground.look()).size, 0);
  const versions = await ground.during(() => target.s3.versions(target.bucket, ''));
  assert.deepEqual([versions.filter(({ isDeleteMarker }) => isDeleteMarker).length, versions.length], [60, 120]);
});

test('what the application writes on meanwhile does not make it any less', async () => {
  await using ground = await bucketExperimentUnderTest('deleted-objects');
  const { target, experiment } = ground;
  await ground.during(experiment.inject);
  await ground.during(() => target.s3.put(target.bucket, 'witness/00000001', Buffer.from('written since')));
  assert.deepEqual(await ground.during(experiment.landed), { good: true, saw: '60 of 61 keys are hidden' });
});

test('a few deleted objects are no storm, and neither is an empty bucket', async () => {
  await using ground = await bucketExperimentUnderTest('deleted-objects');
  const { target, experiment } = ground;
  const [first = '', ...others] = (await ground.look()).keys();
  await ground.during(() => target.s3.delete(target.bucket, first));
  assert.deepEqual(await ground.during(experiment.landed), { good: false, saw: '1 of 60 keys are hidden' });
  await ground.during(async () => {
    for (const { key, versionId } of await target.s3.versions(target.bucket, '')) await target.s3.delete(target.bucket, key, { versionId });
  });
  assert.equal(others.length, 59);
  assert.deepEqual(await ground.during(experiment.landed), { good: false, saw: '0 of 0 keys are hidden' });
});

test('its undo is on disk before the first object is hidden, and names the version of each', async () => {
  await using ground = await bucketExperimentUnderTest('deleted-objects');
  const { target, experiment } = ground;
  const versions = await ground.during(() => target.s3.versions(target.bucket, ''));
  await ground.during(experiment.inject);
  const [filed] = ground.entries('undo-filed').filter(({ action }) => action === 'put-versions-back');
  const [deleted] = ground.entries('call').filter(({ operation }) => operation === 'DeleteObject');
  assert.ok(filed && deleted && filed.seq < deleted.seq);
  assert.deepEqual(filed.arguments, { region: target.region, bucket: target.bucket, versions: Object.fromEntries(versions.map(({ key, versionId }) => [key, versionId])) });
});

test('undone, every object is what it was, in the replica too, and once more there is nothing to do', async () => {
  await using ground = await bucketExperimentUnderTest('deleted-objects');
  const { experiment, replica } = ground;
  const before = await ground.look();
  await ground.pass(copied);
  await ground.during(experiment.inject);
  await ground.pass(copied);
  assert.equal((await ground.look(replica)).size, 0, 'markers are replicated');
  assert.deepEqual(await ground.undo(), ['done']);
  await ground.pass(copied);
  assert.deepEqual([await ground.look(), await ground.look(replica)], [before, before]);
  assert.deepEqual(await ground.undo(), ['nothing left to do']);
});

test('undone late, what has gone to the archive is left there until it can be read', async () => {
  await using ground = await bucketExperimentUnderTest('deleted-objects');
  const { experiment, target } = ground;
  const before = await ground.look();
  // In days what the plan has done in weeks: an alarm is looked at every minute of them.
  await ground.during(() => ground.drill.services.s3Settings(target.region).archiveReplacedVersions(target.bucket, { after: Duration.days(1), storageClass: 'GLACIER' }));
  await ground.during(experiment.inject);
  await ground.pass(Duration.days(3));
  assert.deepEqual([await ground.undo(), (await ground.look()).size], [['nothing left to do'], 0]);
  const [key = ''] = before.keys();
  await ground.during(async () => {
    const [, archived] = await target.s3.versions(target.bucket, key);
    await ground.drill.services.objectStates(target.region).retrieve({ bucket: target.bucket, key, versionId: archived?.versionId ?? '', tier: 'Expedited', days: 1 });
  });
  await ground.pass(Duration.minutes(10));
  assert.deepEqual(await ground.undo(), ['done']);
  assert.deepEqual([...(await ground.look())], [[key, before.get(key)]]);
});
