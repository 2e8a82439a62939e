/** Snapshots by example: taken of what is written, copied, shared, locked and brought back, and what EC2 refuses. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { DescribeSnapshotsResult, DescribeVolumesResult, DescribeVolumeStatusResult } from '@aws-sdk/client-ec2';
import { Duration } from '../../../time/duration';
import { home, StorageUnderTest } from '../volumes/storage-under-test';

let ebs: StorageUnderTest;
const away = { ...home, region: 'eu-west-1' };
const another = { ...home, accountId: '210987654321' };
const machine = 'i-0123456789abcdef0';
const refuses = (name: string) => ({ name });

beforeEach(async () => {
  ebs = await StorageUnderTest.make();
});

afterEach(() => {
  assert.deepEqual(ebs.faults, []);
  ebs.close();
});

const described = async (id: string, where = home) => (await ebs.call<DescribeSnapshotsResult>('DescribeSnapshots', { SnapshotIds: [id] }, where)).Snapshots?.[0];

test('a snapshot has what was written before the call, is pending and then completed', async () => {
  const volume = await ebs.volume();
  await ebs.write(volume, 4096, Buffer.from('before'));
  const { SnapshotId: id } = await ebs.call<{ SnapshotId: string }>('CreateSnapshot', { VolumeId: volume, Description: 'one' });
  await ebs.write(volume, 4096, Buffer.from('behind'));
  assert.deepEqual([(await described(id))?.State, (await described(id))?.Progress], ['pending', '0%']);
  await assert.rejects(ebs.call('CreateVolume', { AvailabilityZone: 'us-east-1b', SnapshotId: id }), refuses('IncorrectState'));
  await ebs.clock.advance(Duration.minutes(10));
  const done = await described(id);
  assert.deepEqual([done?.State, done?.Progress, done?.VolumeSize, done?.FullSnapshotSizeInBytes], ['completed', '100%', 1, 524_288]);
  const restored = await ebs.volume({ SnapshotId: id, AvailabilityZone: 'us-east-1b' });
  assert.equal((await ebs.read(restored, 4096, 6)).toString(), 'before');
});

test('a volume made from a snapshot is there at once, and initialized later', async () => {
  const volume = await ebs.volume();
  for (let block = 0; block < 40; block += 1) await ebs.write(volume, block * 524_288, Buffer.from(`block ${block}`));
  const restored = await ebs.volume({ SnapshotId: await ebs.snapshot(volume), VolumeInitializationRate: 100 });
  const paid = (await ebs.call<DescribeVolumeStatusResult>('DescribeVolumeStatus', { VolumeIds: [restored] })).VolumeStatuses?.[0];
  assert.deepEqual(paid?.InitializationStatusDetails, { InitializationType: 'provisioned-rate', Progress: 100, EstimatedTimeToCompleteInSeconds: 0 });
  const { VolumeId: id } = await ebs.call<{ VolumeId: string }>('CreateVolume', { AvailabilityZone: 'us-east-1a', SnapshotId: await ebs.snapshot(volume) });
  const status = async () => (await ebs.call<DescribeVolumeStatusResult>('DescribeVolumeStatus', { VolumeIds: [id] })).VolumeStatuses?.[0];
  assert.deepEqual((await status())?.InitializationStatusDetails, { InitializationType: 'default', Progress: 0 });
  assert.deepEqual((await status())?.VolumeStatus?.Details?.at(-1), { Name: 'initialization-state', Status: 'initializing' });
  await ebs.clock.advance(Duration.minutes(2));
  assert.deepEqual((await status())?.VolumeStatus?.Details?.at(-1), { Name: 'initialization-state', Status: 'completed' });
});

test('a volume is as large as its snapshot or larger', async () => {
  const SnapshotId = await ebs.snapshot(await ebs.volume({ Size: 2 }));
  await assert.rejects(ebs.volume({ SnapshotId, Size: 1 }), refuses('InvalidParameterValue'));
  const sizeOf = async (id: string) => (await ebs.call<DescribeVolumesResult>('DescribeVolumes', { VolumeIds: [id] })).Volumes?.[0]?.Size;
  assert.deepEqual([await sizeOf(await ebs.volume({ SnapshotId })), await sizeOf(await ebs.volume({ SnapshotId, Size: 3 }))], [2, 3]);
});

test('a volume has a few snapshots under way, and not too close together', async () => {
  const volume = await ebs.volume({ Size: 125, VolumeType: 'st1' });
  const take = (VolumeId: string) => ebs.call('CreateSnapshot', { VolumeId });
  await take(volume);
  await ebs.clock.advance(Duration.seconds(20));
  await assert.rejects(take(volume), refuses('ConcurrentSnapshotLimitExceeded'));
  const other = await ebs.volume();
  await take(other);
  await assert.rejects(take(other), refuses('SnapshotCreationPerVolumeRateExceeded'));
  await ebs.clock.advance(Duration.seconds(20));
  await take(other);
  await assert.rejects(ebs.call('CreateSnapshot', { VolumeId: 'vol-0123456789abcdef0' }), refuses('InvalidVolume.NotFound'));
});

test('a copy in another region is brought back there, also when its source is gone', async () => {
  const volume = await ebs.volume();
  await ebs.write(volume, 0, Buffer.from('orders'));
  const source = await ebs.snapshot(volume);
  const { SnapshotId: copy } = await ebs.call<{ SnapshotId: string }>('CopySnapshot', { SourceRegion: home.region, SourceSnapshotId: source, Description: 'away' }, away);
  await ebs.clock.advance(Duration.minutes(10));
  await ebs.call('DeleteSnapshot', { SnapshotId: source });
  await assert.rejects(described(source), refuses('InvalidSnapshot.NotFound'));
  assert.deepEqual([(await described(copy, away))?.State, (await described(copy, away))?.VolumeId], ['completed', 'vol-ffffffff']);
  const restored = await ebs.volume({ SnapshotId: copy, Size: 3 }, away);
  assert.equal((await ebs.read(restored, 0, 6)).toString(), 'orders');
  await assert.rejects(ebs.call('CopySnapshot', { SourceRegion: 'mars-1', SourceSnapshotId: copy }), refuses('InvalidParameterValue'));
});

test('a copy from a region that is lost cannot be begun, and one that is under way fails', async () => {
  const volume = await ebs.volume();
  const source = await ebs.snapshot(volume);
  const { SnapshotId: copy } = await ebs.call<{ SnapshotId: string }>('CopySnapshot', { SourceRegion: home.region, SourceSnapshotId: source }, away);
  ebs.world.outages.take(home.region);
  await assert.rejects(ebs.call('CopySnapshot', { SourceRegion: home.region, SourceSnapshotId: source }, away), refuses('Unavailable'));
  await ebs.clock.advance(Duration.minutes(10));
  assert.equal((await described(copy, away))?.State, 'error');
});

test('what is encrypted stays so: a copy and a volume have the key that is named, or the account\'s where the source\'s is elsewhere', async () => {
  const volume = await ebs.volume({ Encrypted: true });
  const source = await ebs.snapshot(volume);
  const own = (await described(source))?.KmsKeyId;
  assert.match(own ?? '', /^arn:aws:kms:us-east-1:/);
  const { SnapshotId: copy } = await ebs.call<{ SnapshotId: string }>('CopySnapshot', { SourceRegion: home.region, SourceSnapshotId: source }, away);
  assert.match((await described(copy, away))?.KmsKeyId ?? '', /^arn:aws:kms:eu-west-1:/);
  const restored = await ebs.volume({ SnapshotId: source });
  assert.equal((await ebs.call<DescribeVolumesResult>('DescribeVolumes', { VolumeIds: [restored] })).Volumes?.[0]?.KmsKeyId, own);
  await assert.rejects(
    ebs.call('ModifySnapshotAttribute', { SnapshotId: source, CreateVolumePermission: { Add: [{ UserId: another.accountId }] } }),
    refuses('OperationNotPermitted'),
  );
  const { SnapshotId: failing } = await ebs.call<{ SnapshotId: string }>('CopySnapshot', { SourceRegion: home.region, SourceSnapshotId: source, KmsKeyId: 'alias/nothing' }, away);
  await ebs.clock.advance(Duration.minutes(10));
  assert.deepEqual([(await described(failing, away))?.State, (await described(failing, away))?.StateMessage], ['error', 'Given key ID is not accessible']);
});

test('a snapshot is made use of by the accounts that it is shared with, or by all', async () => {
  const id = await ebs.snapshot(await ebs.volume());
  await assert.rejects(described(id, another), refuses('InvalidSnapshot.NotFound'));
  await ebs.call('ModifySnapshotAttribute', { SnapshotId: id, CreateVolumePermission: { Add: [{ UserId: another.accountId }] } });
  assert.equal((await described(id, another))?.OwnerId, home.accountId);
  await assert.rejects(ebs.call('DeleteSnapshot', { SnapshotId: id }, another), refuses('AuthFailure'));
  await ebs.volume({ SnapshotId: id }, another);
  const permissions = await ebs.call('DescribeSnapshotAttribute', { SnapshotId: id, Attribute: 'createVolumePermission' });
  assert.deepEqual(permissions.CreateVolumePermissions, [{ UserId: another.accountId }]);
  await ebs.call('ModifySnapshotAttribute', { SnapshotId: id, OperationType: 'add', GroupNames: ['all'] });
  await ebs.call('ModifySnapshotAttribute', { SnapshotId: id, OperationType: 'remove', UserIds: [another.accountId] });
  const restorable = async (user: string) => (await ebs.call<DescribeSnapshotsResult>('DescribeSnapshots', { RestorableByUserIds: [user] }, another)).Snapshots?.length;
  assert.deepEqual([await restorable('all'), await restorable('self')], [1, 1]);
  await ebs.call('ResetSnapshotAttribute', { SnapshotId: id, Attribute: 'createVolumePermission' });
  assert.equal(await restorable('self'), 0);
  await assert.rejects(ebs.call('ModifySnapshotAttribute', { SnapshotId: id, OperationType: 'add', UserIds: ['x'] }), refuses('InvalidUserID.Malformed'));
});

test('a locked snapshot cannot be deleted; a lock in compliance mode can only be extended once it has cooled off', async () => {
  const id = await ebs.snapshot(await ebs.volume());
  const lock = (more: object) => ebs.call<{ LockState: string }>('LockSnapshot', { SnapshotId: id, LockDuration: 2, ...more });
  await assert.rejects(lock({ LockMode: 'governance', CoolOffPeriod: 1 }), refuses('InvalidParameterCombination'));
  assert.equal((await lock({ LockMode: 'governance' })).LockState, 'governance');
  await assert.rejects(ebs.call('DeleteSnapshot', { SnapshotId: id }), refuses('OperationNotPermitted'));
  await ebs.call('UnlockSnapshot', { SnapshotId: id });
  await assert.rejects(ebs.call('UnlockSnapshot', { SnapshotId: id }), refuses('SnapshotLock.NotFound'));
  assert.equal((await lock({ LockMode: 'compliance', CoolOffPeriod: 1 })).LockState, 'compliance-cooloff');
  await ebs.clock.advance(Duration.hours(2));
  await assert.rejects(lock({ LockMode: 'governance' }), refuses('OperationNotPermitted'));
  await assert.rejects(ebs.call('UnlockSnapshot', { SnapshotId: id }), refuses('OperationNotPermitted'));
  assert.equal((await lock({ LockMode: 'compliance', LockDuration: 3 })).LockState, 'compliance');
  const { Snapshots: locked } = await ebs.call<{ Snapshots: object[] }>('DescribeLockedSnapshots', { Filters: [{ Name: 'lock-state', Values: ['compliance'] }] });
  assert.equal(locked.length, 1);
  await ebs.clock.advance(Duration.days(4));
  await ebs.call('DeleteSnapshot', { SnapshotId: id });
});

test('an image keeps its snapshot', async () => {
  const id = await ebs.snapshot(await ebs.volume());
  ebs.storage.snapshots.watch((snapshot) => (snapshot === id ? 'ami-1' : undefined));
  await assert.rejects(ebs.call('DeleteSnapshot', { SnapshotId: id }), refuses('InvalidSnapshot.InUse'));
});

test('a volume is attached to an instance of its zone, holds its blocks there, and is snapshot while the instance stands still', async () => {
  const volume = await ebs.volume();
  await ebs.write(volume, 0, Buffer.from('orders'));
  const restored = await ebs.volume({ SnapshotId: await ebs.snapshot(volume) });
  const attach = (more: object = {}) => ebs.call<{ State: string }>('AttachVolume', { VolumeId: restored, InstanceId: machine, Device: '/dev/sdf', ...more });
  await assert.rejects(attach({ VolumeId: await ebs.volume({ AvailabilityZone: 'us-east-1b' }) }), refuses('InvalidVolume.ZoneMismatch'));
  await assert.rejects(attach({ Device: 'sofa' }), refuses('InvalidParameterValue'));
  assert.equal((await attach()).State, 'attaching');
  await assert.rejects(attach(), refuses('VolumeInUse'));
  await assert.rejects(attach({ VolumeId: volume }), { name: 'InvalidParameterValue', message: /already in use/ });
  await ebs.clock.advance(Duration.minutes(1));
  assert.equal(ebs.machines.plugged.get(restored)?.device, '/dev/sdf');
  assert.equal((await ebs.read(restored, 0, 6)).toString(), 'orders');
  await assert.rejects(ebs.call('DeleteVolume', { VolumeId: restored }), refuses('VolumeInUse'));
  await ebs.snapshot(restored);
  assert.equal(ebs.machines.stills, 1);
});

test('a volume that its instance holds is busy until it is forced, and a root device stays while its instance runs', async () => {
  const volume = await ebs.volume();
  const detach = (more: object = {}) => ebs.call<{ State: string }>('DetachVolume', { VolumeId: volume, ...more });
  await ebs.call('AttachVolume', { VolumeId: volume, InstanceId: machine, Device: '/dev/xvda' });
  await assert.rejects(detach(), refuses('OperationNotPermitted'));
  await assert.rejects(detach({ InstanceId: 'i-0123456789abcdef1' }), refuses('InvalidAttachment.NotFound'));
  ebs.machines.all[0] = { id: machine, zone: 'us-east-1a', state: 'stopped', rootDevice: '/dev/xvda' };
  ebs.machines.holds = true;
  assert.equal((await detach()).State, 'busy');
  assert.equal((await detach({ Force: true })).State, 'detaching');
  await ebs.clock.advance(Duration.minutes(1));
  await assert.rejects(detach(), refuses('IncorrectState'));
  await ebs.call('DeleteVolume', { VolumeId: volume });
});

test('all of it is there after a sudden end, with what was to come', async () => {
  const volume = await ebs.volume();
  await ebs.write(volume, 0, Buffer.from('orders'));
  const kept = await ebs.snapshot(volume);
  const { SnapshotId: pending } = await ebs.call<{ SnapshotId: string }>('CreateSnapshot', { VolumeId: volume });
  const { VolumeId: creating } = await ebs.call<{ VolumeId: string }>('CreateVolume', { AvailabilityZone: 'us-east-1a', SnapshotId: kept });
  await ebs.write(volume, 0, Buffer.from('others'));
  ebs = ebs.again();
  await ebs.clock.advance(Duration.minutes(10));
  assert.deepEqual([(await described(kept))?.State, (await described(pending))?.State], ['completed', 'completed']);
  assert.equal((await ebs.read(creating, 0, 6)).toString(), 'orders');
  assert.equal((await ebs.read(volume, 0, 6)).toString(), 'others');
  assert.equal((await ebs.read(await ebs.volume({ SnapshotId: await ebs.snapshot(volume) }), 0, 6)).toString(), 'others');
});
