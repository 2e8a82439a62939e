/** Experiments from template to end, through the SDK's client. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateExperimentTemplateCommand,
  type CreateExperimentTemplateCommandInput,
  DeleteExperimentTemplateCommand,
  type Experiment,
  FisClient,
  GetActionCommand,
  GetExperimentCommand,
  GetExperimentTemplateCommand,
  ListActionsCommand,
  ListExperimentsCommand,
  ListExperimentTemplatesCommand,
  ListTagsForResourceCommand,
  StartExperimentCommand,
  StopExperimentCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-fis';
import { IAMClient, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Duration } from '../../time/duration';
import { standinUnderTest } from '../standin-under-test';
import { pausing, replicated, waiting, withRole } from './fis-under-test';

async function start(fis: FisClient, template: CreateExperimentTemplateCommandInput): Promise<string> {
  const { experimentTemplate } = await fis.send(new CreateExperimentTemplateCommand(template));
  const { experiment } = await fis.send(new StartExperimentCommand({ clientToken: 'go', experimentTemplateId: experimentTemplate?.id, tags: { run: '1' } }));
  return experiment?.id ?? '';
}

async function look(fis: FisClient, id: string): Promise<Experiment> {
  return (await fis.send(new GetExperimentCommand({ id }))).experiment ?? {};
}

test('an experiment passes through its states and ends when its actions have', async () => {
  await using standin = await standinUnderTest();
  const fis = await withRole(standin);
  const id = await start(fis, { ...waiting, actions: { ...waiting.actions, then: { actionId: 'aws:fis:wait', parameters: { duration: 'PT2M' }, startAfter: ['wait'] } } });
  const seen = new Set<string>();
  for (let n = 0; n < 20; n++) {
    seen.add((await look(fis, id)).state?.status ?? '');
    await standin.pass(Duration.seconds(1));
  }
  assert.deepEqual([...seen], ['pending', 'initiating', 'running']);
  const running = await look(fis, id);
  assert.deepEqual([running.actions?.wait?.state?.status, running.actions?.then?.state?.status], ['running', 'pending']);
  await standin.pass(Duration.minutes(8));
  const { state, actions, endTime, startTime, tags } = await look(fis, id);
  assert.deepEqual([state?.status, state?.reason, tags], ['completed', 'Experiment completed.', { run: '1' }]);
  assert.equal(actions?.then?.state?.reason, 'Action was completed.');
  assert.equal(actions?.then?.startTime?.getTime(), actions?.wait?.endTime?.getTime());
  assert.ok(startTime && endTime && endTime.getTime() - startTime.getTime() >= 420_000);
  assert.deepEqual(standin.faults, []);
});

describe('replication that is paused', () => {
  const status = async (s3: S3Client, Key: string): Promise<unknown> => (await s3.send(new HeadObjectCommand({ Bucket: 'orders', Key }))).ReplicationStatus;

  test('goes on when the experiment is stopped', async () => {
    await using standin = await standinUnderTest();
    const [fis, s3] = [await withRole(standin), await replicated(standin)];
    const id = await start(fis, pausing);
    await standin.pass(Duration.seconds(15));
    await s3.send(new PutObjectCommand({ Bucket: 'orders', Key: 'a', Body: 'x' }));
    await standin.pass(Duration.minutes(30));
    assert.equal(await status(s3, 'a'), 'PENDING');
    assert.equal((await fis.send(new StopExperimentCommand({ id }))).experiment?.state?.status, 'stopping');
    await standin.pass(Duration.minutes(30));
    const { state, actions } = await look(fis, id);
    assert.deepEqual([state?.status, actions?.pause?.state?.status, await status(s3, 'a')], ['stopped', 'stopped', 'COMPLETED']);
  });

  test('goes on when its time is over', async () => {
    await using standin = await standinUnderTest();
    const [fis, s3] = [await withRole(standin), await replicated(standin)];
    const id = await start(fis, pausing);
    await standin.pass(Duration.seconds(15));
    await s3.send(new PutObjectCommand({ Bucket: 'orders', Key: 'a', Body: 'x' }));
    await standin.pass(Duration.hours(2));
    assert.deepEqual([(await look(fis, id)).state?.status, await status(s3, 'a')], ['completed', 'COMPLETED']);
  });

  test('goes on when the alarm of a stop condition goes off', async () => {
    await using standin = await standinUnderTest();
    const [fis, s3] = [await withRole(standin), await replicated(standin)];
    const id = await start(fis, pausing);
    await standin.pass(Duration.seconds(15));
    await s3.send(new PutObjectCommand({ Bucket: 'orders', Key: 'a', Body: 'x' }));
    await standin.client(CloudWatchClient).send(new SetAlarmStateCommand({ AlarmName: 'behind', StateValue: 'ALARM', StateReason: 'a drill' }));
    await standin.pass(Duration.minutes(20));
    const { state } = await look(fis, id);
    assert.deepEqual([state?.status, state?.reason, await status(s3, 'a')], ['stopped', 'Experiment halted by stop condition.', 'COMPLETED']);
  });

  test('goes on after a restart, too', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'muster-fis-'));
    try {
      let id: string;
      {
        await using standin = await standinUnderTest(directory);
        const [fis, s3] = [await withRole(standin), await replicated(standin)];
        id = await start(fis, pausing);
        await standin.pass(Duration.seconds(15));
        await s3.send(new PutObjectCommand({ Bucket: 'orders', Key: 'a', Body: 'x' }));
      }
      await using standin = await standinUnderTest(directory);
      const [fis, s3] = [standin.client(FisClient), standin.client(S3Client)];
      assert.deepEqual([(await look(fis, id)).state?.status, await status(s3, 'a')], ['running', 'PENDING']);
      await standin.pass(Duration.hours(2));
      assert.deepEqual([(await look(fis, id)).state?.status, await status(s3, 'a')], ['completed', 'COMPLETED']);
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});

describe('an experiment', () => {
  test('fails where its role does not trust FIS', async () => {
    await using standin = await standinUnderTest();
    const fis = await withRole(standin);
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }] });
    await standin.client(IAMClient).send(new UpdateAssumeRolePolicyCommand({ RoleName: 'chaos', PolicyDocument }));
    const id = await start(fis, waiting);
    await standin.pass(Duration.minutes(1));
    const { state, actions } = await look(fis, id);
    assert.deepEqual([state?.status, actions?.wait?.state?.status], ['failed', 'cancelled']);
    assert.match(state?.reason ?? '', /^Unable to assume the role/);
  });

  test('fails where a target comes to nothing, or skips what would have hit it', async () => {
    await using standin = await standinUnderTest();
    const fis = await withRole(standin);
    await replicated(standin);
    const nothing = { ...pausing, targets: { orders: { ...pausing.targets?.orders, resourceType: 'aws:s3:bucket', selectionMode: 'ALL', resourceTags: { drill: 'no' } } } };
    const failed = await start(fis, nothing);
    await standin.pass(Duration.minutes(1));
    const { state } = await look(fis, failed);
    assert.deepEqual([state?.status, state?.reason], ['failed', 'Target resolution returned empty set.']);
    const { experimentTemplate } = await fis.send(new CreateExperimentTemplateCommand({ ...nothing, clientToken: 'two', experimentOptions: { emptyTargetResolutionMode: 'skip' } }));
    const { experiment } = await fis.send(new StartExperimentCommand({ clientToken: 'go-on', experimentTemplateId: experimentTemplate?.id }));
    await standin.pass(Duration.minutes(1));
    const skipped = await look(fis, experiment?.id ?? '');
    assert.deepEqual([skipped.state?.status, skipped.actions?.pause?.state?.status], ['completed', 'skipped']);
  });

  test('is halted at once where the alarm is off already, and started once for one token', async () => {
    await using standin = await standinUnderTest();
    const fis = await withRole(standin);
    await replicated(standin);
    await standin.client(CloudWatchClient).send(new SetAlarmStateCommand({ AlarmName: 'behind', StateValue: 'ALARM', StateReason: 'a drill' }));
    const id = await start(fis, pausing);
    assert.equal(await start(fis, pausing), id);
    await standin.pass(Duration.minutes(1));
    assert.equal((await look(fis, id)).state?.status, 'stopped');
    await assert.rejects(fis.send(new StopExperimentCommand({ id })), { name: 'ValidationException' });
    await assert.rejects(fis.send(new StartExperimentCommand({ clientToken: 'go', experimentTemplateId: 'EXTother' })), { name: 'ConflictException' });
  });

  test('is one of five at most', async () => {
    await using standin = await standinUnderTest();
    const fis = await withRole(standin);
    const { experimentTemplate } = await fis.send(new CreateExperimentTemplateCommand(waiting));
    const go = (clientToken: string): Promise<unknown> => fis.send(new StartExperimentCommand({ clientToken, experimentTemplateId: experimentTemplate?.id }));
    for (const token of ['1', '2', '3', '4', '5']) await go(token);
    await assert.rejects(go('6'), { name: 'ServiceQuotaExceededException' });
    assert.equal((await fis.send(new ListExperimentsCommand({ maxResults: 3 }))).experiments?.length, 3);
  });
});

test('templates and actions are told as they are, and tagged', async () => {
  await using standin = await standinUnderTest();
  const fis = standin.client(FisClient);
  const { experimentTemplate } = await fis.send(new CreateExperimentTemplateCommand({ ...waiting, tags: { team: 'shop' } }));
  const id = experimentTemplate?.id;
  const told = (await fis.send(new GetExperimentTemplateCommand({ id }))).experimentTemplate;
  assert.deepEqual([told?.description, told?.actions?.wait?.parameters, told?.stopConditions, told?.creationTime], ['waits', { duration: 'PT5M' }, [{ source: 'none' }], standin.clock.now().toDate()]);
  const resourceArn = `arn:aws:fis:us-east-1:123456789012:experiment-template/${id}`;
  await fis.send(new TagResourceCommand({ resourceArn, tags: { tier: '1', kind: 'a' } }));
  await fis.send(new UntagResourceCommand({ resourceArn, tagKeys: ['team', 'kind'] }));
  assert.deepEqual((await fis.send(new ListTagsForResourceCommand({ resourceArn }))).tags, { tier: '1' });
  assert.deepEqual((await fis.send(new ListExperimentTemplatesCommand({}))).experimentTemplates?.map(({ tags }) => tags), [{ tier: '1' }]);
  assert.deepEqual((await fis.send(new ListActionsCommand({}))).actions?.map((action) => action.id), ['aws:s3:bucket-pause-replication', 'aws:rds:reboot-db-instances', 'aws:fis:wait']);
  assert.deepEqual((await fis.send(new GetActionCommand({ id: 'aws:s3:bucket-pause-replication' }))).action?.targets, { Buckets: { resourceType: 'aws:s3:bucket' } });
  await fis.send(new DeleteExperimentTemplateCommand({ id }));
  await assert.rejects(fis.send(new GetExperimentTemplateCommand({ id })), { name: 'ResourceNotFoundException' });
  assert.deepEqual(standin.faults, []);
});
