/** Functions by example: made from a zip, published, called by an alias, failing as AWS shows it. */
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand, RemoveTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  AddPermissionCommand, CreateAliasCommand, CreateFunctionCommand, DeleteFunctionCommand, GetFunctionCommand, InvokeCommand, PublishVersionCommand, PutFunctionConcurrencyCommand, UpdateAliasCommand, UpdateFunctionCodeCommand, UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Duration } from '../../time/duration';
import { lambdaUnderTest, type LambdaUnderTest, makeRole, role, zipOf } from './lambda-under-test';

let world: LambdaUnderTest;
before(async () => {
  world = await lambdaUnderTest();
  await makeRole(world.standin);
});
after(() => world[Symbol.asyncDispose]());

test('a function runs its zip, and finds its settings in its environment', async () => {
  await world.make('hello', 'export const handler = async (event, context) => ({ said: event.say, name: context.functionName, region: process.env.AWS_REGION, of: process.env.OF, user: process.getuid() });', { Environment: { Variables: { OF: 'orders' } } });
  const { payload, failed, version, log } = await world.invoke('hello', { say: 'hi' });
  assert.deepEqual({ ...(payload as object), user: undefined }, { said: 'hi', name: 'hello', region: 'us-east-1', of: 'orders', user: undefined });
  assert.deepEqual([failed, version], [false, '$LATEST']);
  assert.match(log, /^START RequestId: \S+ Version: \$LATEST\nEND RequestId: \S+\nREPORT RequestId: \S+\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: 75 MB\tInit Duration: [\d.]+ ms\n$/);
  if (process.getuid?.() === 0) assert.notEqual((payload as { user: number }).user, undefined);
});

test('a process is kept warm, and another version has another one', async () => {
  const source = 'let count = 0; export const handler = async () => (count += 1);';
  await world.make('counter', source, { Publish: true });
  assert.equal((await world.invoke('counter')).payload, 1);
  assert.equal((await world.invoke('counter')).payload, 2);
  assert.equal((await world.invoke('counter:1')).payload, 1);
});

test('an alias leads to a version, and is led elsewhere', async () => {
  await world.make('alias', 'export const handler = async () => "one";', { Publish: true });
  await world.lambda.send(new CreateAliasCommand({ FunctionName: 'alias', Name: 'live', FunctionVersion: '1' }));
  await world.lambda.send(new UpdateFunctionCodeCommand({ FunctionName: 'alias', ZipFile: zipOf({ 'index.mjs': 'export const handler = async () => "two";' }) }));
  await assert.rejects(world.lambda.send(new PublishVersionCommand({ FunctionName: 'alias' })), { name: 'ResourceConflictException' });
  assert.equal((await world.invoke('alias')).payload, 'one');
  await world.standin.pass(Duration.seconds(10));
  assert.equal((await world.invoke('alias')).payload, 'two');
  assert.equal((await world.lambda.send(new PublishVersionCommand({ FunctionName: 'alias' }))).Version, '2');
  assert.equal((await world.lambda.send(new PublishVersionCommand({ FunctionName: 'alias' }))).Version, '2');
  assert.deepEqual(await world.invoke('alias', {}, { Qualifier: 'live', LogType: 'None' }), { payload: 'one', failed: false, version: '1', log: '' });
  await world.lambda.send(new UpdateAliasCommand({ FunctionName: 'alias', Name: 'live', FunctionVersion: '2' }));
  assert.equal((await world.invoke('alias', {}, { Qualifier: 'live' })).payload, 'two');
  await world.lambda.send(new UpdateAliasCommand({ FunctionName: 'alias', Name: 'live', RoutingConfig: { AdditionalVersionWeights: { '1': 0.5 } } }));
  const drawn = new Set<unknown>();
  for (let call = 0; call < 12; call += 1) drawn.add((await world.invoke('alias', {}, { Qualifier: 'live' })).payload);
  assert.deepEqual([...drawn].sort(), ['one', 'two']);
});

test('the calls that a function makes to AWS go to the stand-in, in its role\'s right', async () => {
  const s3 = world.standin.client(S3Client);
  await s3.send(new CreateBucketCommand({ Bucket: 'ledger' }));
  await world.make('writer', `import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';
    import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
    export const handler = async ({ key }) => { await new S3Client({}).send(new PutObjectCommand({ Bucket: 'ledger', Key: key, Body: 'written' })); return (await new STSClient({}).send(new GetCallerIdentityCommand({}))).Arn; };`, { Timeout: 30 });
  assert.deepEqual((await world.invoke('writer', { key: 'a' })).payload, 'arn:aws:sts::123456789012:assumed-role/orders/writer');
  assert.equal(await (await s3.send(new GetObjectCommand({ Bucket: 'ledger', Key: 'a' }))).Body?.transformToString(), 'written');
});

test('what a handler throws, and a process that ends, are shown as AWS shows them', async () => {
  await world.make('fails', `export const handler = async ({ how }) => { console.log('before'); if (how === 'throw') throw new TypeError('no such order'); process.kill(process.pid, 'SIGKILL'); await new Promise(() => {}); };`);
  const thrown = await world.invoke('fails', { how: 'throw' });
  assert.equal(thrown.failed, true);
  const { trace, ...said } = thrown.payload as { trace: string[] };
  assert.deepEqual(said, { errorType: 'TypeError', errorMessage: 'no such order' });
  assert.match(trace.join('\n'), /^TypeError: no such order\n +at .*file:\/\/\/var\/task\/index\.mjs:1:\d+\)?$/);
  assert.match(thrown.log, /\tINFO\tbefore\n/);
  const killed = await world.invoke('fails', { how: 'kill' });
  assert.match(JSON.stringify(killed.payload), /^\{"errorType":"Runtime.ExitError","errorMessage":"RequestId: \S+ Error: Runtime exited with error: signal: killed"\}$/);
  assert.equal((await world.invoke('fails', { how: 'throw' })).failed, true);
});

test('a handler that never answers has timed out', async () => {
  await world.make('hangs', 'export const handler = () => new Promise(() => {});', { Timeout: 1 });
  const { payload, log } = await world.invoke('hangs');
  assert.match(JSON.stringify(payload), /^\{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: \S+ Error: Task timed out after 1.00 seconds"\}$/);
  assert.match(log, /Duration: 1000\.00 ms.*Status: timeout/);
});

test('a handler that cannot be found is told from one that cannot be loaded', async () => {
  await world.make('nameless', 'export const other = 1;');
  assert.deepEqual((await world.invoke('nameless')).payload, { errorType: 'Runtime.HandlerNotFound', errorMessage: 'index.handler is undefined or not exported', trace: ['Runtime.HandlerNotFound: index.handler is undefined or not exported'] });
  await world.make('absent', 'export const other = 1;', { Handler: 'main.handler' });
  assert.match(JSON.stringify((await world.invoke('absent')).payload), /"Runtime.ImportModuleError","errorMessage":"Error: Cannot find module 'main'"/);
});

test('events that nobody waits for are tried again, a minute and two minutes later', async () => {
  await world.make('retried', `import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3'; let tries = 0;
    export const handler = async () => { tries += 1; if (tries < 3) throw new Error('not yet'); await new S3Client({}).send(new PutObjectCommand({ Bucket: 'ledger', Key: 'third', Body: String(tries) })); };`, { Timeout: 30 });
  const { StatusCode } = await world.lambda.send(new InvokeCommand({ FunctionName: 'retried', InvocationType: 'Event' }));
  assert.equal(StatusCode, 202);
  const s3 = world.standin.client(S3Client);
  await world.standin.pass(Duration.minutes(2));
  await assert.rejects(s3.send(new GetObjectCommand({ Bucket: 'ledger', Key: 'third' })), { name: 'NoSuchKey' });
  await world.standin.pass(Duration.minutes(1));
  assert.equal(await (await s3.send(new GetObjectCommand({ Bucket: 'ledger', Key: 'third' }))).Body?.transformToString(), '3');
});

test('a rule of EventBridge calls a function on schedule, with the time in its event, once the function lets it', async () => {
  const [events, s3] = [world.standin.client(EventBridgeClient), world.standin.client(S3Client)];
  const functionArn = await world.make('hourly', `import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';
    export const handler = async (event) => new S3Client({}).send(new PutObjectCommand({ Bucket: 'ledger', Key: 'hour', Body: event['detail-type'] + ' ' + event.time })).then(() => 'done');`, { Timeout: 30 });
  const { RuleArn } = await events.send(new PutRuleCommand({ Name: 'hourly', ScheduleExpression: 'rate(1 hour)' }));
  await events.send(new PutTargetsCommand({ Rule: 'hourly', Targets: [{ Id: 'function', Arn: functionArn }] }));
  await world.standin.pass(Duration.minutes(61));
  await assert.rejects(s3.send(new GetObjectCommand({ Bucket: 'ledger', Key: 'hour' })), { name: 'NoSuchKey' });
  await world.lambda.send(new AddPermissionCommand({ FunctionName: 'hourly', StatementId: 'rule', Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com', SourceArn: RuleArn }));
  await world.standin.pass(Duration.minutes(61));
  const text = await (await s3.send(new GetObjectCommand({ Bucket: 'ledger', Key: 'hour' }))).Body?.transformToString();
  assert.match(text ?? '', /^Scheduled Event \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  await events.send(new RemoveTargetsCommand({ Rule: 'hourly', Ids: ['function'] }));
});

test('functions are refused in AWS\'s words', async () => {
  const asked = { FunctionName: 'refused', Runtime: 'nodejs22.x', Handler: 'index.handler', Role: role, Code: { ZipFile: zipOf({ 'index.mjs': '' }) } } as const;
  const refused = (input: object, error: object): Promise<void> => assert.rejects(world.lambda.send(new CreateFunctionCommand({ ...asked, ...input })), error);
  await refused({ Role: 'arn:aws:iam::123456789012:role/none' }, { name: 'InvalidParameterValueException', message: 'The role defined for the function cannot be assumed by Lambda.' });
  await refused({ Code: { ZipFile: Buffer.from('no zip at all, but some bytes') } }, { name: 'InvalidParameterValueException', message: 'Could not unzip uploaded file. Please check your file, then try to upload again.' });
  await refused({ Code: { ZipFile: zipOf({ '../index.mjs': '' }) } }, { name: 'InvalidParameterValueException' });
  await refused({ Runtime: 'python3.12' }, { name: 'NotImplemented' });
  await refused({ Runtime: 'cobol' }, { name: 'InvalidParameterValueException' });
  await refused({ FunctionName: 'hello' }, { name: 'ResourceConflictException', message: 'Function already exist: hello' });
  await refused({ Environment: { Variables: { AWS_REGION: 'x' } } }, { name: 'InvalidParameterValueException' });
  await assert.rejects(world.lambda.send(new GetFunctionCommand({ FunctionName: 'refused' })), { name: 'ResourceNotFoundException', message: 'Function not found: arn:aws:lambda:us-east-1:123456789012:function:refused' });
  await assert.rejects(world.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'hello', Timeout: 9, RevisionId: 'other' })), { name: 'PreconditionFailedException' });
});

test('a function without concurrency is throttled, and one that was deleted is gone', async () => {
  await world.make('brief', 'export const handler = async () => 1;');
  await world.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: 'brief', ReservedConcurrentExecutions: 0 }));
  await assert.rejects(world.invoke('brief'), { name: 'TooManyRequestsException', Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' });
  await world.lambda.send(new DeleteFunctionCommand({ FunctionName: 'brief' }));
  await assert.rejects(world.invoke('brief'), { name: 'ResourceNotFoundException' });
  assert.deepEqual(world.standin.faults, []);
});
