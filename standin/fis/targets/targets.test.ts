/** Which resources an experiment is about: looked up once, here alone, by all tags, and so many of them as it says. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CreateExperimentTemplateCommand, type FisClient, GetExperimentCommand, ListExperimentResolvedTargetsCommand, StartExperimentCommand } from '@aws-sdk/client-fis';
import { CreateBucketCommand, DeleteBucketCommand, PutBucketTaggingCommand, S3Client } from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import { type StandinUnderTest, standinUnderTest } from '../../standin-under-test';
import { pausing, waiting, withRole } from '../fis-under-test';

let standin: StandinUnderTest;
let fis: FisClient;
let tokens = 0;

before(async () => {
  standin = await standinUnderTest();
  fis = await withRole(standin);
  for (let n = 1; n <= 5; n++) await bucket(`shop-${n}`, { drill: 'yes', tier: n === 1 ? '' : 'gold' });
  await bucket('other', { drill: 'no' });
  await bucket('abroad', { drill: 'yes' }, 'us-west-2');
  await bucket('theirs', { drill: 'yes' }, 'us-east-1', '210987654321');
});

after(async () => {
  assert.deepEqual(standin.faults, []);
  await standin[Symbol.asyncDispose]();
});

async function bucket(Bucket: string, tags: Record<string, string>, region = 'us-east-1', account?: string): Promise<void> {
  const s3 = standin.client(S3Client, region);
  if (account) s3.config.credentials = () => Promise.resolve({ accessKeyId: account, secretAccessKey: account });
  await s3.send(new CreateBucketCommand({ Bucket, ...(region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: 'us-west-2' } }) }));
  await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) } }));
}

/** Begins an experiment on the buckets with these tags, which does nothing to them but waits; answers its id. */
async function begin(resourceTags: Record<string, string>, selectionMode = 'ALL'): Promise<string> {
  const clientToken = `t${(tokens += 1)}`;
  const pause = { ...pausing.actions?.pause, actionId: 'aws:s3:bucket-pause-replication', startAfter: ['wait'] };
  const template = {
    ...waiting, clientToken, actions: { ...waiting.actions, pause }, targets: { orders: { resourceType: 'aws:s3:bucket', resourceTags, selectionMode } },
  };
  const { experimentTemplate } = await fis.send(new CreateExperimentTemplateCommand(template));
  return (await fis.send(new StartExperimentCommand({ clientToken, experimentTemplateId: experimentTemplate?.id }))).experiment?.id ?? '';
}

async function resolved(experimentId: string): Promise<(string | undefined)[]> {
  const { resolvedTargets = [] } = await fis.send(new ListExperimentResolvedTargetsCommand({ experimentId }));
  return resolvedTargets.map(({ targetInformation }) => targetInformation?.arn?.slice('arn:aws:s3:::'.length));
}

/** What an experiment with this target comes to. */
async function found(resourceTags: Record<string, string>, selectionMode?: string): Promise<(string | undefined)[]> {
  const id = await begin(resourceTags, selectionMode);
  await standin.pass(Duration.seconds(15));
  const names = await resolved(id);
  await standin.pass(Duration.minutes(6));
  return names;
}

test('targets are looked up once, before the first action: what comes later is left out, what goes is not replaced', async () => {
  const id = await begin({ drill: 'yes' });
  assert.deepEqual(await resolved(id), []);
  await bucket('shop-0', { drill: 'yes' });
  await standin.pass(Duration.seconds(15));
  const names = ['shop-0', 'shop-1', 'shop-2', 'shop-3', 'shop-4', 'shop-5'];
  assert.deepEqual(await resolved(id), names);
  await standin.client(S3Client).send(new DeleteBucketCommand({ Bucket: 'shop-0' }));
  await bucket('shop-9', { drill: 'yes' });
  await standin.pass(Duration.minutes(6));
  assert.deepEqual(await resolved(id), names);
  await standin.client(S3Client).send(new DeleteBucketCommand({ Bucket: 'shop-9' }));
});

test('all tags must be there, and an empty value means an empty one', async () => {
  assert.deepEqual(await found({ drill: 'yes', tier: 'gold' }), ['shop-2', 'shop-3', 'shop-4', 'shop-5']);
  assert.deepEqual(await found({ tier: '' }), ['shop-1']);
});

test('resources of other regions and accounts are no targets', async () => {
  assert.deepEqual(await found({ drill: 'yes' }), ['shop-1', 'shop-2', 'shop-3', 'shop-4', 'shop-5']);
});

test('so many are drawn, or so many in a hundred of them, rounded down', async () => {
  const [three, percent, all] = [await found({ drill: 'yes' }, 'COUNT(3)'), await found({ drill: 'yes' }, 'PERCENT(79)'), await found({ drill: 'yes' }, 'COUNT(9)')];
  assert.deepEqual([new Set(three).size, new Set(percent).size, new Set(all).size], [3, 3, 5]);
  const draws = await Promise.all(Array.from({ length: 4 }, () => begin({ drill: 'yes' }, 'COUNT(2)')));
  await standin.pass(Duration.seconds(15));
  const drawn = await Promise.all(draws.map(async (id) => (await resolved(id)).join()));
  assert.ok(new Set(drawn).size > 1, `always ${drawn[0]}`);
  await standin.pass(Duration.minutes(6));
});

test('a percentage that comes to none has the experiment fail, as an empty set does', async () => {
  const id = await begin({ drill: 'yes' }, 'PERCENT(19)');
  await standin.pass(Duration.seconds(15));
  const { experiment } = await fis.send(new GetExperimentCommand({ id }));
  // The published type of a state does not know the error, which the client hands on.
  const { error, ...state } = experiment?.state as { error?: object; status?: string; reason?: string };
  assert.deepEqual(state, { status: 'failed', reason: 'Target resolution returned empty set.' });
  assert.deepEqual(error, { accountId: '123456789012', code: 'InvalidTarget', location: 'orders' });
});

test('a list of targets names their type and what each is', async () => {
  const id = await begin({ tier: '' });
  await standin.pass(Duration.seconds(15));
  const { resolvedTargets } = await fis.send(new ListExperimentResolvedTargetsCommand({ experimentId: id, targetName: 'orders' }));
  assert.deepEqual(resolvedTargets, [{ resourceType: 'aws:s3:bucket', targetName: 'orders', targetInformation: { arn: 'arn:aws:s3:::shop-1' } }]);
  assert.deepEqual((await fis.send(new ListExperimentResolvedTargetsCommand({ experimentId: id, targetName: 'none' }))).resolvedTargets, []);
  await standin.pass(Duration.minutes(6));
});
