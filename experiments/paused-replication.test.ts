/** The paused replication, as an independent client sees it: FIS pauses it, what is new waits, and goes on when it is ended. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Compromised } from '../measure/endings';
import { Duration } from '../time/duration';
import { bucketExperimentUnderTest, type BucketExperimentUnderTest, copied } from './bucket-experiment-under-test';
import { bindExperiment } from './catalogue';
import pausing from './fis/paused-replication.json';
import { startFis } from './from-fis';

const write = ({ target, ...ground }: BucketExperimentUnderTest, key: string): Promise<void> => ground.during(() => target.s3.put(target.bucket, key, Buffer.from(key)));
const arrived = ({ replica, ...ground }: BucketExperimentUnderTest, key: string): Promise<boolean> => ground.during(async () => (await replica.s3.keys(replica.bucket, key)).includes(key));

/** What FIS has left of the drill: experiments that run, and templates. */
function left({ target, drill, ...ground }: BucketExperimentUnderTest): Promise<number[]> {
  const fis = drill.services.fis(target.region);
  const tag = target.tags['muster:drill'] ?? '';
  return ground.during(async () => [(await fis.experimentsTagged('muster:drill', tag)).length, (await fis.templatesTagged('muster:drill', tag)).length]);
}

test('what is written waits, which is seen once it has waited too long to be just on its way', async () => {
  await using ground = await bucketExperimentUnderTest('paused-replication');
  const { experiment } = ground;
  await ground.pass(copied);
  assert.deepEqual(await ground.during(experiment.landed), { good: false, saw: 'no object waits for its copy for long' });
  await ground.during(experiment.inject);
  await ground.pass(Duration.minutes(2));
  await write(ground, 'witness/1');
  assert.equal((await ground.during(experiment.landed)).good, false, 'it may be just on its way');
  await ground.pass(Duration.minutes(6));
  const landed = await ground.during(experiment.landed);
  assert.equal(landed.good, true);
  assert.match(landed.saw, /^objects wait for their copy for more than 5 min, such as witness\/1 of 20/);
  await ground.pass(Duration.hours(1));
  assert.equal(await arrived(ground, 'witness/1'), false);
});

test('ended, what has waited is copied, nothing of it is left in FIS, and it can be ended again', async () => {
  await using ground = await bucketExperimentUnderTest('paused-replication');
  const { experiment } = ground;
  await ground.during(experiment.inject);
  await ground.pass(Duration.minutes(2));
  await write(ground, 'witness/1');
  await ground.pass(Duration.minutes(20));
  assert.deepEqual([await arrived(ground, 'witness/1'), await left(ground)], [false, [1, 1]]);
  const { end } = experiment;
  assert.ok(end);
  await ground.during(end);
  await ground.pass(copied);
  assert.deepEqual([await arrived(ground, 'witness/1'), await left(ground)], [true, [0, 0]]);
  assert.equal((await ground.during(experiment.landed)).good, false);
  await ground.during(end);
});

test('its undo is on disk before FIS knows of it, and done twice there is nothing left to do', async () => {
  await using ground = await bucketExperimentUnderTest('paused-replication');
  const { target, experiment } = ground;
  await ground.during(experiment.inject);
  const [filed] = ground.entries('undo-filed').filter(({ action }) => action === 'stop-fis-experiments');
  const [created] = ground.entries('call').filter(({ operation }) => operation === 'CreateExperimentTemplate');
  assert.ok(filed && created && filed.seq < created.seq);
  assert.deepEqual(filed.arguments, { region: target.region, drill: target.tags['muster:drill'] });
  await ground.pass(Duration.minutes(2));
  assert.deepEqual(await ground.undo(), ['done']);
  await ground.pass(Duration.minutes(5));
  assert.deepEqual([await ground.undo(), await left(ground)], [['nothing left to do'], [0, 0]]);
});

test('FIS is given this drill\'s role, alarm, bucket and regions, and nothing of the template\'s examples', async () => {
  await using ground = await bucketExperimentUnderTest('paused-replication');
  const { target, replica, experiment, drill } = ground;
  await ground.during(experiment.inject);
  const alarm = await ground.during(() => drill.services.alarms(target.region).arn(replica.stopAlarm));
  const calls = ground.entries('call');
  const template = calls.find(({ operation }) => operation === 'CreateExperimentTemplate')?.input;
  assert.deepEqual([template?.['roleArn'], template?.['stopConditions'], template?.['tags']], [replica.faultRole, [{ source: 'aws:cloudwatch:alarm', value: alarm }], target.tags]);
  assert.deepEqual(template?.['targets'], { bucket: { resourceType: 'aws:s3:bucket', resourceTags: target.tags, selectionMode: 'ALL' } });
  assert.deepEqual((template?.['actions'] as { pause?: { parameters?: unknown } } | undefined)?.pause?.parameters, { duration: 'PT4H', region: 'eu-west-1' });
  assert.deepEqual(calls.find(({ operation }) => operation === 'StartExperiment')?.input['tags'], target.tags);
});

test('what a drill says of an action goes before what its template says', async () => {
  await using ground = await bucketExperimentUnderTest('paused-replication');
  const { target, replica, drill } = ground;
  const parameters = { pause: { duration: 'PT30M' } };
  const more = { region: target.region, role: replica.faultRole, stopAlarm: replica.stopAlarm, targets: { bucket: target.tags }, parameters, tags: target.tags, owner: target.owner, experiment: 'short' };
  await ground.during(() => startFis(drill, pausing, more));
  const template = ground.entries('call').find(({ operation }) => operation === 'CreateExperimentTemplate')?.input;
  assert.deepEqual((template?.['actions'] as { pause?: { parameters?: unknown } } | undefined)?.pause?.parameters, { duration: 'PT30M', region: 'eu-west-1' });
  await ground.pass(Duration.minutes(40));
  assert.equal((await left(ground))[0], 0);
});

test('begun twice it is one experiment', async () => {
  await using ground = await bucketExperimentUnderTest('paused-replication');
  for (let n = 0; n < 2; n++) await ground.during(ground.experiment.inject);
  assert.deepEqual(await left(ground), [1, 1]);
});

test('it comes to its end by itself, and what has waited is copied', async () => {
  await using ground = await bucketExperimentUnderTest('paused-replication');
  await ground.during(ground.experiment.inject);
  await ground.pass(Duration.minutes(2));
  await write(ground, 'witness/1');
  await ground.pass(Duration.hours(4).plus(copied));
  assert.deepEqual([await arrived(ground, 'witness/1'), (await left(ground))[0]], [true, 0]);
});

test('without the alarm that would stop it, or without a replica, it is not begun', async () => {
  await using ground = await bucketExperimentUnderTest('paused-replication');
  const { replica, target, drill } = ground;
  await ground.during(() => drill.services.alarms(target.region).delete(replica.stopAlarm));
  const saying = (text: string) => (error: unknown): boolean => error instanceof Compromised && error.message.includes(text);
  await assert.rejects(ground.during(ground.experiment.inject), saying(`There is no alarm ${replica.stopAlarm}`));
  const { replica: _replica, ...alone } = target;
  await assert.rejects(ground.during(bindExperiment('paused-replication', drill, alone).inject), saying(`needs a replica, and ${target.bucket} has none`));
  assert.deepEqual([await left(ground), ground.entries('undo-filed').filter(({ action }) => action === 'stop-fis-experiments')], [[0, 0], []]);
});
