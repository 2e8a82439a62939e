/** Volumes by example: made, described, changed and deleted, and what EC2 refuses. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { EC2, type CreateVolumeCommandInput } from '@aws-sdk/client-ec2';
import { KMS } from '@aws-sdk/client-kms';
import { Duration } from '../../../time/duration';
import { type StandinUnderTest, standinUnderTest } from '../../standin-under-test';

let standin: StandinUnderTest;
let ec2: EC2;

before(async () => {
  standin = await standinUnderTest();
  ec2 = standin.client(EC2);
});

after(async () => {
  assert.deepEqual(standin.faults, []);
  await standin[Symbol.asyncDispose]();
});

const zone = { AvailabilityZone: 'us-east-1a' };
const refuses = (name: string) => ({ name });
const minute = Duration.minutes(1);

async function made(input: CreateVolumeCommandInput = { ...zone, Size: 1 }): Promise<string> {
  const { VolumeId: id = '' } = await ec2.createVolume(input);
  await standin.pass(minute);
  return id;
}

async function described(id: string) {
  return (await ec2.describeVolumes({ VolumeIds: [id] })).Volumes?.[0];
}

test('a volume is creating, then available, found by its tags, and gone some time after it is deleted', async () => {
  const { VolumeId: id = '', State: state } = await ec2.createVolume({ ...zone, Size: 2, VolumeType: 'gp3', TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'plan', Value: 'orders' }] }] });
  assert.match(id, /^vol-[0-9a-f]{17}$/);
  assert.equal(state, 'creating');
  await assert.rejects(ec2.deleteVolume({ VolumeId: id }), refuses('IncorrectState'));
  await standin.pass(minute);
  const { Volumes: found = [] } = await ec2.describeVolumes({ Filters: [{ Name: 'tag:plan', Values: ['ord*'] }, { Name: 'status', Values: ['available'] }] });
  assert.deepEqual(found.map(({ VolumeId, Iops, Throughput, AvailabilityZoneId }) => [VolumeId, Iops, Throughput, AvailabilityZoneId]), [[id, 3000, 125, 'use1-az1']]);
  await ec2.deleteVolume({ VolumeId: id });
  assert.equal((await described(id))?.State, 'deleting');
  await standin.pass(minute);
  await assert.rejects(described(id), refuses('InvalidVolume.NotFound'));
});

test('what is out of the ranges of its type is refused', async () => {
  const refused: [CreateVolumeCommandInput, string][] = [
    [{ ...zone }, 'MissingParameter'],
    [{ Size: 1 }, 'MissingParameter'],
    [{ AvailabilityZone: 'us-east-1z', Size: 1 }, 'InvalidZone.NotFound'],
    [{ ...zone, AvailabilityZoneId: 'use1-az1', Size: 1 }, 'InvalidParameterCombination'],
    [{ ...zone, Size: 1, VolumeType: 'st1' }, 'InvalidParameterValue'],
    [{ ...zone, Size: 16_385 }, 'InvalidParameterValue'],
    [{ ...zone, Size: 1, Iops: 3000 }, 'InvalidParameterCombination'],
    [{ ...zone, Size: 4, VolumeType: 'io1' }, 'MissingParameter'],
    [{ ...zone, Size: 4, VolumeType: 'io1', Iops: 201 }, 'InvalidParameterCombination'],
    [{ ...zone, Size: 10, VolumeType: 'gp3', Throughput: 800 }, 'InvalidParameterCombination'],
    [{ ...zone, Size: 1, Throughput: 125 }, 'InvalidParameterCombination'],
    [{ ...zone, Size: 1, KmsKeyId: 'alias/aws/ebs' }, 'InvalidParameterDependency'],
    [{ ...zone, SnapshotId: 'snap-0123456789abcdef0' }, 'InvalidSnapshot.NotFound'],
    [{ ...zone, SnapshotId: 'snap-x' }, 'InvalidSnapshotID.Malformed'],
    [{ ...zone, Size: 1, VolumeInitializationRate: 100 }, 'InvalidParameterCombination'],
    [{ ...zone, Size: 4, VolumeType: 'io2', Iops: 100, MultiAttachEnabled: true }, 'UnsupportedOperation'],
    [{ ...zone, Size: 1, DryRun: true }, 'DryRunOperation'],
  ];
  for (const [input, code] of refused) await assert.rejects(ec2.createVolume(input), refuses(code), JSON.stringify(input));
});

test('a call that is repeated with its token makes nothing again', async () => {
  const input = { ...zone, Size: 1, ClientToken: 'again' };
  const [first, second] = [await ec2.createVolume(input), await ec2.createVolume(input)];
  assert.equal(first.VolumeId, second.VolumeId);
  await assert.rejects(ec2.createVolume({ ...input, Size: 2 }), refuses('IdempotentParameterMismatch'));
});

test('a volume is encrypted with the key that is named, with the account\'s, or where the account says so', async () => {
  const key = (await standin.client(KMS).createKey({})).KeyMetadata?.Arn ?? '';
  const named = await described(await made({ ...zone, Size: 1, Encrypted: true, KmsKeyId: key }));
  assert.deepEqual([named?.Encrypted, named?.KmsKeyId, named?.SseType], [true, key, 'sse-kms']);
  const own = await described(await made({ ...zone, Size: 1, Encrypted: true }));
  assert.match(own?.KmsKeyId ?? '', /^arn:aws:kms:us-east-1:123456789012:key\//);
  await ec2.enableEbsEncryptionByDefault({});
  assert.equal((await described(await made()))?.Encrypted, true);
  assert.equal((await ec2.getEbsEncryptionByDefault({})).EbsEncryptionByDefault, true);
  assert.equal((await ec2.modifyEbsDefaultKmsKeyId({ KmsKeyId: key })).KmsKeyId, key);
  assert.equal((await described(await made()))?.KmsKeyId, key);
  assert.equal((await ec2.resetEbsDefaultKmsKeyId({})).KmsKeyId, 'alias/aws/ebs');
  await ec2.disableEbsEncryptionByDefault({});
  assert.equal((await described(await made()))?.Encrypted, false);
});

test('a key that cannot be used is found out later: the volume ends in error', async () => {
  const { VolumeId: id = '', State: state } = await ec2.createVolume({ ...zone, Size: 1, Encrypted: true, KmsKeyId: 'alias/nothing' });
  assert.equal(state, 'creating');
  await standin.pass(minute);
  assert.equal((await described(id))?.State, 'error');
});

test('a volume grows and gets faster, four times a day and one at a time', async () => {
  const id = await made({ ...zone, Size: 1, VolumeType: 'gp3' });
  await assert.rejects(ec2.modifyVolume({ VolumeId: id }), refuses('MissingParameter'));
  const { VolumeModification: begun } = await ec2.modifyVolume({ VolumeId: id, Size: 2, Throughput: 250 });
  assert.deepEqual([begun?.ModificationState, begun?.OriginalSize, begun?.TargetSize], ['modifying', 1, 2]);
  await assert.rejects(ec2.modifyVolume({ VolumeId: id, Size: 3 }), refuses('IncorrectModificationState'));
  await standin.pass(Duration.minutes(5));
  const last = async () => (await ec2.describeVolumesModifications({ VolumeIds: [id] })).VolumesModifications?.[0];
  assert.deepEqual([(await last())?.ModificationState, (await described(id))?.Size], ['completed', 2]);
  await assert.rejects(ec2.modifyVolume({ VolumeId: id, Size: 1 }), refuses('InvalidParameterValue'));
  for (const size of [3, 4, 5]) {
    await ec2.modifyVolume({ VolumeId: id, Size: size });
    await standin.pass(Duration.minutes(5));
  }
  await assert.rejects(ec2.modifyVolume({ VolumeId: id, Size: 6 }), refuses('VolumeModificationRateExceeded'));
  await standin.pass(Duration.days(1));
  await ec2.modifyVolume({ VolumeId: id, Size: 6 });
  await assert.rejects(ec2.describeVolumesModifications({ VolumeIds: [await made()] }), refuses('InvalidVolumeModification.NotFound'));
});

test('its status says that its I/O is allowed, and an attribute says whether it is to be again by itself', async () => {
  const id = await made();
  const { VolumeStatuses: [status] = [] } = await ec2.describeVolumeStatus({ VolumeIds: [id] });
  assert.equal(status?.VolumeStatus?.Status, 'ok');
  assert.equal(status?.InitializationStatusDetails, undefined);
  await ec2.modifyVolumeAttribute({ VolumeId: id, AutoEnableIO: { Value: true } });
  assert.equal((await ec2.describeVolumeAttribute({ VolumeId: id, Attribute: 'autoEnableIO' })).AutoEnableIO?.Value, true);
});

test('there is nothing to attach a volume to', async () => {
  const id = await made();
  await assert.rejects(ec2.attachVolume({ VolumeId: id, InstanceId: 'i-0123456789abcdef0', Device: '/dev/sdf' }), refuses('InvalidInstanceID.NotFound'));
  await assert.rejects(ec2.detachVolume({ VolumeId: id }), refuses('IncorrectState'));
});

test('volumes are listed in pages, and tagged later', async () => {
  const elsewhere = standin.client(EC2, 'eu-central-1');
  for (let count = 0; count < 6; count += 1) await elsewhere.createVolume({ AvailabilityZone: 'eu-central-1b', Size: 1 });
  const first = await elsewhere.describeVolumes({ MaxResults: 5 });
  const second = await elsewhere.describeVolumes({ MaxResults: 5, NextToken: first.NextToken });
  assert.deepEqual([first.Volumes?.length, second.Volumes?.length, second.NextToken], [5, 1, undefined]);
  const id = second.Volumes?.[0]?.VolumeId ?? '';
  await elsewhere.createTags({ Resources: [id], Tags: [{ Key: 'plan', Value: 'orders' }] });
  assert.deepEqual((await elsewhere.describeTags({ Filters: [{ Name: 'resource-type', Values: ['volume'] }] })).Tags?.map(({ ResourceId }) => ResourceId), [id]);
  await assert.rejects(elsewhere.createTags({ Resources: [id], Tags: [{ Key: 'aws:x', Value: 'y' }] }), refuses('InvalidParameterValue'));
});
