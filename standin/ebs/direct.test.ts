/** The EBS direct APIs by example: what a snapshot holds, what changed, and snapshots written block by block. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { EBS, type PutSnapshotBlockCommandInput } from '@aws-sdk/client-ebs';
import { EC2 } from '@aws-sdk/client-ec2';
import { Duration } from '../../time/duration';
import { type StandinUnderTest, standinUnderTest } from '../standin-under-test';

const blockSize = 524_288;
let standin: StandinUnderTest;
let ebs: EBS;
let ec2: EC2;

before(async () => {
  standin = await standinUnderTest();
  ebs = standin.client(EBS);
  ec2 = standin.client(EC2);
});

after(async () => {
  assert.deepEqual(standin.faults, []);
  await standin[Symbol.asyncDispose]();
});

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
const invalid = (Reason: string) => ({ name: 'ValidationException', Reason });

function block(index: number, fill: number): Omit<PutSnapshotBlockCommandInput, 'SnapshotId'> {
  const data = Buffer.alloc(blockSize, fill);
  return { BlockIndex: index, BlockData: data, DataLength: blockSize, Checksum: sha256(data).toString('base64'), ChecksumAlgorithm: 'SHA256' };
}

/** A snapshot with blocks of one byte each, which is completed. */
async function written(fills: Record<number, number>, ParentSnapshotId?: string): Promise<string> {
  const { SnapshotId: id = '' } = await ebs.startSnapshot({ VolumeSize: 1, ...(ParentSnapshotId && { ParentSnapshotId }) });
  for (const [index, fill] of Object.entries(fills)) await ebs.putSnapshotBlock({ SnapshotId: id, ...block(Number(index), fill) });
  await ebs.completeSnapshot({ SnapshotId: id, ChangedBlocksCount: Object.keys(fills).length });
  await standin.pass(Duration.minutes(2));
  return id;
}

async function firstByte(id: string, index: number): Promise<number | undefined> {
  const { Blocks: blocks = [] } = await ebs.listSnapshotBlocks({ SnapshotId: id, StartingBlockIndex: index });
  const { BlockData: data, Checksum: checksum, DataLength: length } = await ebs.getSnapshotBlock({ SnapshotId: id, BlockIndex: index, BlockToken: blocks[0]?.BlockToken });
  const bytes = (await data?.transformToByteArray()) ?? new Uint8Array();
  assert.deepEqual([length, checksum], [bytes.length, sha256(bytes).toString('base64')]);
  return bytes[0];
}

test('a snapshot is written block by block, sealed with the sum of its blocks, and makes a volume', async () => {
  const { SnapshotId: id = '', Status: status, BlockSize: size } = await ebs.startSnapshot({ VolumeSize: 1, Description: 'from elsewhere', Tags: [{ Key: 'plan', Value: 'orders' }] });
  assert.deepEqual([status, size], ['pending', blockSize]);
  await ebs.putSnapshotBlock({ SnapshotId: id, ...block(3, 7), Progress: 50 });
  assert.equal((await ec2.describeSnapshots({ SnapshotIds: [id] })).Snapshots?.[0]?.Progress, '50%');
  await ebs.putSnapshotBlock({ SnapshotId: id, ...block(0, 9) });
  // Once more, which counts once.
  await ebs.putSnapshotBlock({ SnapshotId: id, ...block(3, 8) });
  const sum = sha256(Buffer.concat([sha256(Buffer.alloc(blockSize, 9)), sha256(Buffer.alloc(blockSize, 8))])).toString('base64');
  const seal = { SnapshotId: id, ChangedBlocksCount: 2, ChecksumAlgorithm: 'SHA256', ChecksumAggregationMethod: 'LINEAR' } as const;
  await assert.rejects(ebs.completeSnapshot({ ...seal, ChangedBlocksCount: 3 }), invalid('INVALID_PARAMETER_VALUE'));
  await assert.rejects(ebs.completeSnapshot({ ...seal, Checksum: sha256(Buffer.alloc(1)).toString('base64') }), invalid('INVALID_PARAMETER_VALUE'));
  await assert.rejects(ec2.createVolume({ AvailabilityZone: 'us-east-1a', SnapshotId: id }), { name: 'IncorrectState' });
  await ebs.completeSnapshot({ ...seal, Checksum: sum });
  await assert.rejects(ebs.putSnapshotBlock({ SnapshotId: id, ...block(1, 1) }), invalid('INVALID_SNAPSHOT_ID'));
  await standin.pass(Duration.minutes(2));
  assert.deepEqual([await firstByte(id, 0), await firstByte(id, 3)], [9, 8]);
  await ec2.createVolume({ AvailabilityZone: 'us-east-1a', SnapshotId: id });
});

test('what changed between two snapshots of one lineage is listed with a token for each side', async () => {
  const first = await written({ 0: 1, 5: 2 });
  const second = await written({ 5: 3, 900: 4 }, first);
  const { ChangedBlocks: changed = [], VolumeSize: size } = await ebs.listChangedBlocks({ FirstSnapshotId: first, SecondSnapshotId: second });
  assert.equal(size, 1);
  assert.deepEqual(changed.map((one) => [one.BlockIndex, one.FirstBlockToken !== undefined, one.SecondBlockToken !== undefined]), [[5, true, true], [900, false, true]]);
  assert.deepEqual([await firstByte(second, 0), await firstByte(second, 5)], [1, 3]);
  assert.equal((await ebs.listChangedBlocks({ SecondSnapshotId: second })).ChangedBlocks?.length, 3);
  await assert.rejects(ebs.listChangedBlocks({ FirstSnapshotId: await written({ 0: 1 }), SecondSnapshotId: second }), invalid('UNRELATED_SNAPSHOTS'));
});

test('blocks are listed in pages, whose tokens and blocks\' tokens run out', async () => {
  const id = await written(Object.fromEntries(Array.from({ length: 101 }, (_, index) => [index * 3, 1])));
  const first = await ebs.listSnapshotBlocks({ SnapshotId: id, MaxResults: 100 });
  const rest = await ebs.listSnapshotBlocks({ SnapshotId: id, MaxResults: 100, NextToken: first.NextToken });
  assert.deepEqual([first.Blocks?.length, rest.Blocks?.map(({ BlockIndex }) => BlockIndex), rest.NextToken], [100, [300], undefined]);
  const other = await written({ 0: 1 });
  await assert.rejects(ebs.listSnapshotBlocks({ SnapshotId: other, NextToken: first.NextToken }), invalid('INVALID_PAGE_TOKEN'));
  await standin.pass(Duration.minutes(61));
  await assert.rejects(ebs.listSnapshotBlocks({ SnapshotId: id, NextToken: first.NextToken }), invalid('INVALID_PAGE_TOKEN'));
  const get = { SnapshotId: id, BlockIndex: 0, BlockToken: first.Blocks?.[0]?.BlockToken };
  await ebs.getSnapshotBlock(get);
  await assert.rejects(ebs.getSnapshotBlock({ ...get, BlockIndex: 3 }), invalid('INVALID_BLOCK_TOKEN'));
  await standin.pass(Duration.days(7));
  await assert.rejects(ebs.getSnapshotBlock(get), invalid('INVALID_BLOCK_TOKEN'));
  await assert.rejects(ebs.listSnapshotBlocks({ SnapshotId: id, MaxResults: 99 }), invalid('INVALID_PARAMETER_VALUE'));
});

test('what is no block of the volume, or not the one that was promised, is refused', async () => {
  const { SnapshotId: id } = await ebs.startSnapshot({ VolumeSize: 1 });
  await assert.rejects(ebs.putSnapshotBlock({ SnapshotId: id, ...block(2048, 1) }), invalid('INVALID_BLOCK'));
  await assert.rejects(ebs.putSnapshotBlock({ SnapshotId: id, ...block(0, 1), Checksum: block(0, 2).Checksum }), invalid('INVALID_BLOCK'));
  await assert.rejects(ebs.putSnapshotBlock({ SnapshotId: id, ...block(0, 1), BlockData: Buffer.alloc(10), DataLength: 10 }), invalid('INVALID_BLOCK'));
  await assert.rejects(ebs.listSnapshotBlocks({ SnapshotId: id }), invalid('INVALID_SNAPSHOT_ID'));
  await assert.rejects(ebs.listSnapshotBlocks({ SnapshotId: 'snap-0123456789abcdef0' }), { name: 'ResourceNotFoundException', Reason: 'SNAPSHOT_NOT_FOUND' });
  await assert.rejects(ebs.listSnapshotBlocks({ SnapshotId: 'vol-1' }), invalid('INVALID_SNAPSHOT_ID'));
});

test('a snapshot that nobody writes to is given up, and one that somebody does is not', async () => {
  const { SnapshotId: idle = '' } = await ebs.startSnapshot({ VolumeSize: 1, Timeout: 10 });
  const { SnapshotId: busy = '' } = await ebs.startSnapshot({ VolumeSize: 1, Timeout: 10 });
  await standin.pass(Duration.minutes(6));
  await ebs.putSnapshotBlock({ SnapshotId: busy, ...block(0, 1) });
  await standin.pass(Duration.minutes(6));
  const state = async (id: string) => (await ec2.describeSnapshots({ SnapshotIds: [id] })).Snapshots?.[0]?.State;
  assert.deepEqual([await state(idle), await state(busy)], ['error', 'pending']);
});

test('a call that is repeated with its token starts nothing again; sizes, tags and keys are held against the rules', async () => {
  const input = { VolumeSize: 1, ClientToken: 'again' };
  assert.equal((await ebs.startSnapshot(input)).SnapshotId, (await ebs.startSnapshot(input)).SnapshotId);
  await assert.rejects(ebs.startSnapshot({ ...input, VolumeSize: 2 }), { name: 'ConflictException' });
  await assert.rejects(ebs.startSnapshot({ VolumeSize: 0 }), invalid('INVALID_VOLUME_SIZE'));
  await assert.rejects(ebs.startSnapshot({ VolumeSize: 1, Timeout: 9 }), invalid('INVALID_PARAMETER_VALUE'));
  await assert.rejects(ebs.startSnapshot({ VolumeSize: 1, Tags: [{ Key: 'aws:x', Value: '' }] }), invalid('INVALID_TAG'));
  await assert.rejects(ebs.startSnapshot({ VolumeSize: 1, Encrypted: true, KmsKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555' }), invalid('INVALID_CUSTOMER_KEY'));
  const { SseType: type, KmsKeyArn: key } = await ebs.startSnapshot({ VolumeSize: 1, Encrypted: true });
  assert.deepEqual([type, /:key\//.test(key ?? '')], ['sse-kms', true]);
});
