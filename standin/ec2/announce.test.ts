/** What EventBridge hears of volumes and snapshots, by a rule that listens. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EC2 } from '@aws-sdk/client-ec2';
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { SNS } from '@aws-sdk/client-sns';
import { Duration } from '../../time/duration';
import { standinUnderTest, type StandinUnderTest } from '../standin-under-test';

interface Told {
  'detail-type': string;
  region: string;
  resources: string[];
  detail: Record<string, string>;
}

const id = 'snap-[0-9a-f]{17}';

/** Has a rule for EBS tell a topic in a region, and answers with what reads it. */
async function listenIn(standin: StandinUnderTest, endpoint: string, region: string): Promise<void> {
  const [sns, events] = [standin.client(SNS, region), standin.client(EventBridge, region)];
  const { TopicArn = '' } = await sns.createTopic({ Name: 'told' });
  const allow = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: TopicArn }] };
  await sns.setTopicAttributes({ TopicArn, AttributeName: 'Policy', AttributeValue: JSON.stringify(allow) });
  await sns.subscribe({ TopicArn, Protocol: 'email', Endpoint: 'ops@example.com' });
  const token = (await mailsAt(standin, endpoint)).findLast((mail) => mail.token !== undefined)?.token;
  await sns.confirmSubscription({ TopicArn, Token: token });
  const EventPattern = JSON.stringify({ source: ['aws.ec2'], 'detail-type': ['EBS Volume Notification', 'EBS Snapshot Notification'] });
  await events.putRule({ Name: 'ebs', EventPattern });
  await events.putTargets({ Rule: 'ebs', Targets: [{ Id: 'told', Arn: TopicArn }] });
}

async function mailsAt(standin: StandinUnderTest, endpoint: string): Promise<{ message: string; token?: string }[]> {
  await standin.pass(Duration.seconds(2));
  // The stand-in's own answer.
  return ((await (await fetch(`${endpoint}/_standin/outbox`)).json()) as { mails: { message: string; token?: string }[] }).mails;
}

test('a rule hears when volumes and snapshots are made, copied, deleted, or fail; that a snapshot is shared it is not its owner who hears', async () => {
  await using standin = await standinUnderTest();
  const endpoint = await standin.listen();
  for (const region of ['us-east-1', 'eu-west-1']) await listenIn(standin, endpoint, region);
  const [ec2, away] = [standin.client(EC2), standin.client(EC2, 'eu-west-1')];
  const pass = () => standin.pass(Duration.minutes(20));
  const { VolumeId = '' } = await ec2.createVolume({ AvailabilityZone: 'us-east-1a', Size: 1 });
  await pass();
  const { SnapshotId = '' } = await ec2.createSnapshot({ VolumeId });
  await pass();
  await away.copySnapshot({ SourceRegion: 'us-east-1', SourceSnapshotId: SnapshotId });
  await ec2.modifySnapshotAttribute({ SnapshotId, CreateVolumePermission: { Add: [{ UserId: '210987654321' }] } });
  await pass();
  await ec2.deleteVolume({ VolumeId });
  await ec2.createVolume({ AvailabilityZone: 'us-east-1a', Size: 1, Encrypted: true, KmsKeyId: 'alias/nothing' });
  await pass();
  const told = (await mailsAt(standin, endpoint)).flatMap(({ message, token }) => (token === undefined ? [JSON.parse(message) as Told] : []));
  const said = told.map(({ detail: { event, result }, region }) => [event, result, region]);
  assert.deepEqual(said.sort(), [
    ['copySnapshot', 'succeeded', 'eu-west-1'],
    ['createSnapshot', 'succeeded', 'us-east-1'],
    ['createVolume', 'available', 'us-east-1'],
    ['createVolume', 'failed', 'us-east-1'],
    ['deleteVolume', 'deleted', 'us-east-1'],
  ]);
  const of = (event: string) => told.find(({ detail }) => detail.event === event);
  assert.deepEqual(of('createVolume')?.resources, [`arn:aws:ec2:us-east-1:123456789012:volume/${VolumeId}`]);
  assert.equal(of('createSnapshot')?.['detail-type'], 'EBS Snapshot Notification');
  assert.deepEqual([of('createSnapshot')?.detail.snapshot_id, of('createSnapshot')?.detail.source], [`arn:aws:ec2::us-east-1:snapshot/${SnapshotId}`, `arn:aws:ec2::us-east-1:volume/${VolumeId}`]);
  assert.match(of('copySnapshot')?.detail.snapshot_id ?? '', new RegExp(`^arn:aws:ec2::eu-west-1:snapshot/${id}$`));
  assert.equal(of('copySnapshot')?.detail.source, `arn:aws:ec2::us-east-1:snapshot/${SnapshotId}`);
  assert.deepEqual(standin.faults, []);
});
