/** Instances by example: started from an image, reached through the gate, stopped, rebooted, terminated, killed. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { EC2, type Instance, type RunInstancesCommandInput } from '@aws-sdk/client-ec2';
import { Duration } from '../../../time/duration';
import { type StandinUnderTest, standinUnderTest } from '../../standin-under-test';

let standin: StandinUnderTest;
let ec2: EC2;
let open: string;
let image: string;

const script = (text: string): string => Buffer.from(text).toString('base64');
const server = script(readFileSync('infra/server/user-data.sh', 'utf8'));
/** Says who it is, so that it can be killed. */
const mortal = script(`#!/bin/sh\nexec node -e 'require("http").createServer((q, s) => s.end(String(process.pid))).listen(process.env.MUSTER_PORT)'\n`);

before(async () => {
  standin = await standinUnderTest();
  ec2 = standin.client(EC2);
  const { GroupId: id = '' } = await ec2.createSecurityGroup({ GroupName: 'web', Description: 'lets everybody in' });
  await ec2.authorizeSecurityGroupIngress({ GroupId: id, IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' });
  open = id;
  const { Images: [found] = [] } = await ec2.describeImages({ Owners: ['amazon'], Filters: [{ Name: 'name', Values: ['al2023-*-x86_64'] }] });
  image = found?.ImageId ?? '';
});

after(() => standin[Symbol.asyncDispose]());

async function run(more: Partial<RunInstancesCommandInput> = {}): Promise<string> {
  const { Instances: [made] = [] } = await ec2.runInstances({ ImageId: image, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1, SecurityGroupIds: [open], ...more });
  assert.equal(made?.State?.Name, 'pending');
  return made.InstanceId ?? '';
}

async function find(id: string): Promise<Instance> {
  const { Reservations: [reservation] = [] } = await ec2.describeInstances({ InstanceIds: [id] });
  return reservation?.Instances?.[0] ?? {};
}

async function state(id: string): Promise<string | undefined> {
  return (await find(id)).State?.Name;
}

async function ask(id: string, path = '/', init: RequestInit = {}): Promise<string> {
  const { PrivateDnsName: name = '' } = await find(id);
  const { host, port } = standin.resolve(name, 80);
  return (await fetch(`http://${host}:${port}${path}`, { ...init, headers: { connection: 'close' } })).text();
}

async function status(id: string): Promise<(string | undefined)[]> {
  const { InstanceStatuses: [one] = [] } = await ec2.describeInstanceStatus({ InstanceIds: [id] });
  return [one?.InstanceStatus?.Status, one?.SystemStatus?.Status];
}

const pass = (minutes = 2): Promise<void> => standin.pass(Duration.minutes(minutes));

test('the sandbox server keeps its records over a stop, and on its volume over its instance', async () => {
  const disk = { DeviceName: '/dev/sdf', Ebs: { VolumeSize: 1, VolumeType: 'gp3' as const, DeleteOnTermination: false } };
  const id = await run({ UserData: server, BlockDeviceMappings: [disk] });
  await pass();
  assert.match(await ask(id, '/health'), /can be read and written/);
  await ask(id, '/records/7', { method: 'PUT', body: 'seven' });
  const { StoppingInstances: [stopping] = [] } = await ec2.stopInstances({ InstanceIds: [id] });
  assert.deepEqual([stopping?.PreviousState?.Name, stopping?.CurrentState?.Name], ['running', 'stopping']);
  await assert.rejects(ask(id, '/records/7'));
  await pass();
  assert.equal(await state(id), 'stopped');
  await ec2.startInstances({ InstanceIds: [id] });
  await pass();
  assert.equal(await ask(id, '/records/7'), 'seven');
  const volume = (await find(id)).BlockDeviceMappings?.find(({ DeviceName: name }) => name === '/dev/sdf')?.Ebs?.VolumeId ?? '';
  await ec2.terminateInstances({ InstanceIds: [id] });
  await pass();
  assert.equal(await state(id), 'terminated');
  const next = await run({ UserData: server });
  await pass();
  await ec2.attachVolume({ VolumeId: volume, InstanceId: next, Device: '/dev/sdf' });
  await pass();
  assert.equal(await ask(next, '/records/7'), 'seven');
  await pass(60);
  await assert.rejects(state(id), { name: 'InvalidInstanceID.NotFound', message: `The instance ID '${id}' does not exist` });
});

test('a process that is killed is found by the instance check, and a reboot brings it back', async () => {
  const id = await run({ UserData: mortal });
  await pass(1);
  assert.deepEqual(await status(id), ['initializing', 'initializing']);
  await pass(4);
  assert.deepEqual(await status(id), ['ok', 'ok']);
  const pid = Number(await ask(id));
  process.kill(pid, 'SIGKILL');
  for (let waited = 0; waited < 200 && (await ask(id).catch(() => 'gone')) !== 'gone'; waited++) await delay(10);
  await delay(50);
  await pass(3);
  assert.deepEqual(await status(id), ['impaired', 'ok']);
  await ec2.rebootInstances({ InstanceIds: [id] });
  await pass(5);
  assert.deepEqual(await status(id), ['ok', 'ok']);
  assert.notEqual(Number(await ask(id)), pid);
  await ec2.terminateInstances({ InstanceIds: [id] });
});

test('nobody gets in whom no rule lets in', async () => {
  const id = await run({ UserData: mortal, SecurityGroupIds: undefined });
  await pass();
  await assert.rejects(ask(id));
  await ec2.terminateInstances({ InstanceIds: [id] });
});

test('a repeated call starts nothing, and another under its token is refused', async () => {
  const id = await run({ ClientToken: 'once' });
  assert.equal(await run({ ClientToken: 'once' }), id);
  await assert.rejects(run({ ClientToken: 'once', InstanceType: 't3.small' }), { name: 'IdempotentParameterMismatch' });
});

test('what is protected is not terminated, and nothing of the call is done', async () => {
  const [kept, other] = [await run({ DisableApiTermination: true }), await run()];
  await assert.rejects(ec2.terminateInstances({ InstanceIds: [other, kept] }), {
    name: 'OperationNotPermitted',
    message: `The instance '${kept}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
  });
  assert.equal(await state(other), 'pending');
});

test('an image of an instance starts others with its data, and holds on to its snapshots', async () => {
  const disk = { DeviceName: '/dev/sdf', Ebs: { VolumeSize: 1, DeleteOnTermination: true } };
  const id = await run({ UserData: server, BlockDeviceMappings: [disk] });
  await pass();
  await ask(id, '/records/3', { method: 'PUT', body: 'three' });
  const { ImageId: made = '' } = await ec2.createImage({ InstanceId: id, Name: 'of-an-instance', NoReboot: true });
  await assert.rejects(ec2.createImage({ InstanceId: id, Name: 'of-an-instance' }), { name: 'InvalidAMIName.Duplicate' });
  await assert.rejects(run({ ImageId: made }), { name: 'InvalidAMIID.Unavailable' });
  await ec2.terminateInstances({ InstanceIds: [id] });
  await pass(10);
  const { Images: [told] = [] } = await ec2.describeImages({ Owners: ['self'] });
  assert.deepEqual([told?.ImageId, told?.State, told?.BlockDeviceMappings?.length], [made, 'available', 2]);
  const snapshot = told?.BlockDeviceMappings?.[0]?.Ebs?.SnapshotId;
  await assert.rejects(ec2.deleteSnapshot({ SnapshotId: snapshot }), { name: 'InvalidSnapshot.InUse' });
  const next = await run({ ImageId: made });
  await pass();
  assert.equal(await ask(next, '/records/3'), 'three');
  await ec2.deregisterImage({ ImageId: made });
  await ec2.deleteSnapshot({ SnapshotId: snapshot });
  await ec2.terminateInstances({ InstanceIds: [next] });
});

test('attributes are told and changed, those of the machine while it is stopped', async () => {
  const id = await run({ UserData: script('#!/bin/sh\necho hello\n') });
  await pass();
  const { Output: said = '' } = await ec2.getConsoleOutput({ InstanceId: id });
  assert.equal(Buffer.from(said, 'base64').toString(), 'hello\n');
  await ec2.modifyInstanceAttribute({ InstanceId: id, DisableApiTermination: { Value: true } });
  assert.equal((await ec2.describeInstanceAttribute({ InstanceId: id, Attribute: 'disableApiTermination' })).DisableApiTermination?.Value, true);
  await assert.rejects(ec2.modifyInstanceAttribute({ InstanceId: id, InstanceType: { Value: 't3.small' } }), { name: 'IncorrectInstanceState' });
  await ec2.stopInstances({ InstanceIds: [id] });
  await pass();
  await ec2.modifyInstanceAttribute({ InstanceId: id, InstanceType: { Value: 't3.small' } });
  await ec2.modifyInstanceAttribute({ InstanceId: id, UserData: { Value: Buffer.from('#!/bin/sh\necho again\n') } });
  assert.equal((await find(id)).InstanceType, 't3.small');
  await ec2.startInstances({ InstanceIds: [id] });
  await pass();
  assert.match(Buffer.from((await ec2.getConsoleOutput({ InstanceId: id })).Output ?? '', 'base64').toString(), /again/);
});

test('what cannot be started is refused', async () => {
  await assert.rejects(run({ ImageId: 'ami-00000000000000000' }), { name: 'InvalidAMIID.NotFound', message: `The image id '[ami-00000000000000000]' does not exist` });
  await assert.rejects(run({ ImageId: 'x' }), { name: 'InvalidAMIID.Malformed' });
  await assert.rejects(run({ InstanceType: 't4g.micro' }), { name: 'InvalidParameterValue' });
  await assert.rejects(run({ UserData: script('#cloud-config\nruncmd: []\n') }), { name: 'UnsupportedOperation' });
  await assert.rejects(run({ DryRun: true }), { name: 'DryRunOperation' });
  assert.deepEqual(standin.faults, []);
});
