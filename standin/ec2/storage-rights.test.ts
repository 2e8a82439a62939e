/** Who may do what with volumes and snapshots, by the resources and tags that a policy names. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { EBS } from '@aws-sdk/client-ebs';
import { EC2 } from '@aws-sdk/client-ec2';
import { IAM } from '@aws-sdk/client-iam';
import { Duration } from '../../time/duration';
import { startStandin, type Standin } from '../index';

const arn = 'arn:aws:ec2:us-east-1:123456789012:volume/';
const faults: unknown[] = [];
let standin: Standin;
let root: EC2;
let iam: IAM;
/** One with the tag `plan: orders`, and one without. */
let [ours, theirs] = ['', ''];
let users = 0;

function client<C extends { config: object }>(Client: new (config: never) => C, accessKeyId = 'muster', secretAccessKey = 'muster'): C {
  // Every client takes these; their types have nothing in common that says so.
  const made = new Client({ region: 'us-east-1', requestHandler: standin.requestHandler, credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1 } as never);
  Object.defineProperty(made.config, 'systemClockOffset', { get: () => standin.clock.now().epochMilliseconds - Date.now(), set: () => undefined });
  return made;
}

before(async () => {
  standin = await startStandin({ seed: 'test', onFault: (error) => void faults.push(error) });
  [root, iam] = [client(EC2), client(IAM)];
  const TagSpecifications = [{ ResourceType: 'volume' as const, Tags: [{ Key: 'plan', Value: 'orders' }] }];
  ours = (await root.createVolume({ AvailabilityZone: 'us-east-1a', Size: 1, TagSpecifications })).VolumeId ?? '';
  theirs = (await root.createVolume({ AvailabilityZone: 'us-east-1a', Size: 1 })).VolumeId ?? '';
  await standin.clock.advance(Duration.minutes(1));
});

after(async () => {
  assert.deepEqual(faults, []);
  await standin.close();
});

/** The clients of a user who may do what the statements allow. */
async function userWith(...statements: object[]): Promise<{ ec2: EC2; ebs: EBS }> {
  const UserName = `user-${(users += 1)}`;
  await iam.createUser({ UserName });
  await iam.putUserPolicy({ UserName, PolicyName: 'all', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: statements.map((one) => ({ Effect: 'Allow', ...one })) }) });
  const { AccessKey } = await iam.createAccessKey({ UserName });
  const keys = [AccessKey?.AccessKeyId, AccessKey?.SecretAccessKey] as const;
  return { ec2: client(EC2, ...keys), ebs: client(EBS, ...keys) };
}

const denied = { name: 'UnauthorizedOperation' };

test('a snapshot needs the right on its volume and on snapshots, and one to tag where it is tagged', async () => {
  const Action = 'ec2:CreateSnapshot';
  const both = { Action, Resource: [`${arn}${ours}`, 'arn:aws:ec2:us-east-1::snapshot/*'] };
  const { ec2: half } = await userWith({ Action, Resource: 'arn:aws:ec2:us-east-1::snapshot/*' });
  await assert.rejects(half.createSnapshot({ VolumeId: ours }), denied);
  const { ec2 } = await userWith(both);
  await assert.rejects(ec2.createSnapshot({ VolumeId: theirs }), denied);
  const TagSpecifications = [{ ResourceType: 'snapshot' as const, Tags: [{ Key: 'plan', Value: 'orders' }] }];
  await assert.rejects(ec2.createSnapshot({ VolumeId: ours, TagSpecifications }), denied);
  await ec2.createSnapshot({ VolumeId: ours });
  await standin.clock.advance(Duration.minutes(10));
  const { ec2: tagging } = await userWith(both, { Action: 'ec2:CreateTags', Resource: '*', Condition: { StringEquals: { 'ec2:CreateAction': 'CreateSnapshot', 'aws:RequestTag/plan': 'orders' } } });
  await tagging.createSnapshot({ VolumeId: ours, TagSpecifications });
});

test('a volume is deleted and changed by who may do that to its tags', async () => {
  const { ec2 } = await userWith({ Action: ['ec2:DeleteVolume', 'ec2:ModifyVolume'], Resource: `${arn}*`, Condition: { StringEquals: { 'ec2:ResourceTag/plan': 'orders' } } });
  await assert.rejects(ec2.deleteVolume({ VolumeId: theirs }), denied);
  await assert.rejects(ec2.modifyVolume({ VolumeId: theirs, Size: 2 }), denied);
  await ec2.modifyVolume({ VolumeId: ours, Size: 2 });
});

test('the blocks of a snapshot are read by who may read that one', async () => {
  await standin.clock.advance(Duration.minutes(10));
  const { SnapshotId = '' } = await root.createSnapshot({ VolumeId: theirs });
  await standin.clock.advance(Duration.minutes(10));
  const { SnapshotId: other = '' } = await root.createSnapshot({ VolumeId: theirs });
  await standin.clock.advance(Duration.minutes(10));
  const { ebs } = await userWith({ Action: 'ebs:ListSnapshotBlocks', Resource: `arn:aws:ec2:us-east-1::snapshot/${SnapshotId}` });
  assert.deepEqual((await ebs.listSnapshotBlocks({ SnapshotId })).Blocks, []);
  await assert.rejects(ebs.listSnapshotBlocks({ SnapshotId: other }), { name: 'AccessDeniedException' });
  await assert.rejects(ebs.listChangedBlocks({ SecondSnapshotId: SnapshotId }), { name: 'AccessDeniedException' });
  await assert.rejects(ebs.startSnapshot({ VolumeSize: 1 }), { name: 'AccessDeniedException' });
});
