/** Experiments, rule by rule: the order of actions, how they end, what a start and a stop say, and who is told. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  CreateExperimentTemplateCommand,
  type CreateExperimentTemplateActionInput,
  DeleteExperimentTemplateCommand,
  type Experiment,
  type FisClient,
  GetExperimentCommand,
  GetExperimentTemplateCommand,
  ListExperimentsCommand,
  StartExperimentCommand,
  StopExperimentCommand,
} from '@aws-sdk/client-fis';
import { Duration } from '../../../time/duration';
import { type StandinUnderTest, standinUnderTest } from '../../standin-under-test';
import { replicated, waiting, withRole } from '../fis-under-test';

let standin: StandinUnderTest;
let fis: FisClient;
let tokens = 0;

before(async () => {
  standin = await standinUnderTest();
  fis = await withRole(standin);
});

after(async () => {
  assert.deepEqual(standin.faults, []);
  await standin[Symbol.asyncDispose]();
});

const waits = (duration: string, ...startAfter: string[]): CreateExperimentTemplateActionInput => ({ actionId: 'aws:fis:wait', parameters: { duration }, startAfter });
/** Fails as soon as it begins: the bucket replicates nothing to that region. */
const failing = (...startAfter: string[]): CreateExperimentTemplateActionInput => ({
  actionId: 'aws:s3:bucket-pause-replication', parameters: { duration: 'PT1M', region: 'eu-west-1' }, targets: { Buckets: 'orders' }, startAfter,
});
const orders = { orders: { resourceType: 'aws:s3:bucket', resourceTags: { drill: 'yes' }, selectionMode: 'ALL' } };

async function begin(actions: Record<string, CreateExperimentTemplateActionInput>, more: { targets?: typeof orders; skipAll?: boolean } = {}): Promise<string> {
  const clientToken = `t${(tokens += 1)}`;
  const { targets } = more;
  const { experimentTemplate } = await fis.send(new CreateExperimentTemplateCommand({ ...waiting, clientToken, actions, targets }));
  const command = new StartExperimentCommand({ clientToken, experimentTemplateId: experimentTemplate?.id, tags: { run: clientToken } });
  if (more.skipAll) {
    // The published client does not know the option.
    command.middlewareStack.add(
      (next) => (args) => {
        const request = args.request as { body: string };
        request.body = JSON.stringify({ ...(JSON.parse(request.body) as object), experimentOptions: { actionsMode: 'skip-all' } });
        return next(args);
      },
      { step: 'build', priority: 'low' },
    );
  }
  return (await fis.send(command)).experiment?.id ?? '';
}

async function look(id: string): Promise<Experiment> {
  return (await fis.send(new GetExperimentCommand({ id }))).experiment ?? {};
}

/** What became of each action. */
function ends({ actions = {} }: Experiment): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(actions).map(([name, action]) => [name, action.state?.status]));
}

async function statusOf(call: Promise<unknown>): Promise<number | undefined> {
  return call.then(
    () => 200,
    (error: { $metadata?: { httpStatusCode?: number } }) => error.$metadata?.httpStatusCode,
  );
}

test('an action begins when all that it comes after have ended, and at once where it comes after none', async () => {
  const id = await begin({ short: waits('PT1M'), long: waits('PT3M'), last: waits('PT1M', 'short', 'long') });
  await standin.pass(Duration.minutes(2));
  assert.deepEqual(ends(await look(id)), { short: 'completed', long: 'running', last: 'pending' });
  await standin.pass(Duration.minutes(4));
  const { actions, state } = await look(id);
  assert.equal(state?.status, 'completed');
  assert.equal(actions?.short?.startTime?.getTime(), actions?.long?.startTime?.getTime());
  assert.equal(actions?.last?.startTime?.getTime(), actions?.long?.endTime?.getTime());
  assert.equal(Number(actions?.long?.endTime) - Number(actions?.long?.startTime), 180_000);
});

test('what comes after an action that was skipped begins as after one that was done', async () => {
  const clientToken = `t${(tokens += 1)}`;
  const targets = { orders: { ...orders.orders, resourceTags: { drill: 'nobody has this' } } };
  const template = { ...waiting, clientToken, targets, actions: { pause: failing(), then: waits('PT1M', 'pause') }, experimentOptions: { emptyTargetResolutionMode: 'skip' as const } };
  const { experimentTemplate } = await fis.send(new CreateExperimentTemplateCommand(template));
  const { experiment } = await fis.send(new StartExperimentCommand({ clientToken, experimentTemplateId: experimentTemplate?.id }));
  await standin.pass(Duration.minutes(2));
  assert.deepEqual(ends(await look(experiment?.id ?? '')), { pause: 'skipped', then: 'completed' });
});

test('an action that fails has the experiment fail: what runs is stopped, what has not begun never will', async () => {
  await replicated(standin);
  const id = await begin({ first: waits('PT1M'), long: waits('PT1H'), fails: failing('first'), never: waits('PT1M', 'fails') }, { targets: orders });
  await standin.pass(Duration.minutes(5));
  const failed = await look(id);
  assert.deepEqual([failed.state?.status, ends(failed)], ['failed', { first: 'completed', long: 'stopped', fails: 'failed', never: 'cancelled' }]);
  // The published type of a state does not know the error, which the client hands on.
  assert.deepEqual((failed.state as { error?: object }).error, { accountId: '123456789012', code: 'ActionFailed', location: 'fails' });
  assert.ok(failed.endTime && failed.actions?.fails?.endTime);
});

test('a stop says stopping, ends what runs within half a minute, and cancels what has not begun', async () => {
  const id = await begin({ runs: waits('PT1H'), waits: waits('PT1M', 'runs') });
  await standin.pass(Duration.seconds(15));
  const { experiment } = await fis.send(new StopExperimentCommand({ id }));
  assert.deepEqual([experiment?.state?.status, experiment?.actions?.runs?.state?.status], ['stopping', 'stopping']);
  await standin.pass(Duration.seconds(30));
  const stopped = await look(id);
  assert.deepEqual([stopped.state?.status, ends(stopped)], ['stopped', { runs: 'stopped', waits: 'cancelled' }]);
  assert.ok(stopped.endTime);
  await assert.rejects(fis.send(new StopExperimentCommand({ id })), { name: 'ValidationException' });
});

test('an experiment that is stopped before it begins is cancelled', async () => {
  const id = await begin({ wait: waits('PT1M') });
  assert.equal((await fis.send(new StopExperimentCommand({ id }))).experiment?.state?.status, 'cancelled');
  await standin.pass(Duration.minutes(5));
  assert.deepEqual(ends(await look(id)), { wait: 'cancelled' });
});

test('where all actions are to be skipped, targets are looked up and nothing is done', async () => {
  const id = await begin({ pause: { ...failing(), parameters: { duration: 'PT1H', region: 'us-west-2' } } }, { targets: orders, skipAll: true });
  await standin.pass(Duration.minutes(1));
  const skipped = await look(id);
  assert.deepEqual([skipped.state?.status, ends(skipped)], ['completed', { pause: 'skipped' }]);
});

test('an experiment runs its own copy of its template, which may go', async () => {
  const id = await begin({ wait: waits('PT2M') });
  const { experimentTemplateId } = await look(id);
  await fis.send(new DeleteExperimentTemplateCommand({ id: experimentTemplateId }));
  assert.equal(await statusOf(fis.send(new GetExperimentTemplateCommand({ id: experimentTemplateId }))), 404);
  assert.equal(await statusOf(fis.send(new DeleteExperimentTemplateCommand({ id: experimentTemplateId }))), 404);
  await standin.pass(Duration.minutes(3));
  const { state, actions } = await look(id);
  assert.deepEqual([state?.status, actions?.wait?.parameters], ['completed', { duration: 'PT2M' }]);
});

test('ids begin with EXT and EXP, and tags of a start go to the experiment alone', async () => {
  const id = await begin({ wait: waits('PT1M') });
  const { experimentTemplateId = '', tags } = await look(id);
  assert.match(id, /^EXP[A-Za-z0-9]{1,61}$/);
  assert.match(experimentTemplateId, /^EXT[A-Za-z0-9]{1,61}$/);
  assert.deepEqual(tags, { run: `t${tokens}` });
  assert.deepEqual((await fis.send(new GetExperimentTemplateCommand({ id: experimentTemplateId }))).experimentTemplate?.tags, {});
  await standin.pass(Duration.minutes(2));
});

test('a start is done once for one token, and once more tells what has become of it', async () => {
  const id = await begin({ wait: waits('PT1M') });
  const { experimentTemplateId } = await look(id);
  await standin.pass(Duration.seconds(15));
  const { experiment } = await fis.send(new StartExperimentCommand({ clientToken: `t${tokens}`, experimentTemplateId, tags: { run: `t${tokens}` } }));
  assert.deepEqual([experiment?.id, experiment?.state?.status], [id, 'running']);
  await standin.pass(Duration.minutes(2));
});

test('a refusal is 400, 404, 409 or 402, as FIS has it', async () => {
  const { experimentTemplate } = await fis.send(new CreateExperimentTemplateCommand({ ...waiting, clientToken: 'statuses' }));
  const start = (clientToken: string, experimentTemplateId = experimentTemplate?.id) => fis.send(new StartExperimentCommand({ clientToken, experimentTemplateId }));
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) ids.push((await start(`s${n}`)).experiment?.id ?? '');
  assert.equal(await statusOf(start('s5')), 402);
  assert.equal(await statusOf(start('s0', 'EXTnothing')), 409);
  assert.equal(await statusOf(start('s6', 'EXTnothing')), 404);
  assert.equal(await statusOf(fis.send(new GetExperimentCommand({ id: 'EXPnothing' }))), 404);
  assert.equal(await statusOf(fis.send(new StopExperimentCommand({ id: 'EXPnothing' }))), 404);
  assert.equal(await statusOf(fis.send(new ListExperimentsCommand({ maxResults: 101 }))), 400);
  for (const id of ids) await fis.send(new StopExperimentCommand({ id }));
  await standin.pass(Duration.minutes(1));
});

test('experiments are told of for 120 days after their end', async () => {
  const id = await begin({ wait: waits('PT1M') });
  await standin.pass(Duration.minutes(2));
  await standin.pass(Duration.days(120).minus(Duration.minutes(2)));
  assert.equal((await look(id)).state?.status, 'completed');
  await standin.pass(Duration.minutes(5));
  assert.equal(await statusOf(look(id)), 404);
});
