/** PutSnapshotBlock and CompleteSnapshot. */
import { createHash } from 'node:crypto';
import type { CompleteSnapshotRequest, CompleteSnapshotResponse, PutSnapshotBlockRequest, PutSnapshotBlockResponse } from '@aws-sdk/client-ebs';
import { Table } from '../durable/table';
import type { BlockStorage } from '../ec2/block-storage';
import type { Snapshot } from '../ec2/snapshots/rows';
import { blockSize } from '../planes/volumes/block';
import { type Body, collect } from '../protocol/wire';
import { operation, type Operations } from '../service';
import { draw } from '../timings';
import { findWritable } from './find';
import { refusals } from './refusals';

const blocksInAGibibyte = 1024 ** 3 / blockSize;

export function writeOperations(storage: BlockStorage): Operations {
  /** Blocks that were written to snapshots that are pending, by snapshot and index. */
  const written = new Table<string>(storage.world.journal, 'ebs.written-blocks');
  return {
    PutSnapshotBlock: operation<PutSnapshotBlockRequest, PutSnapshotBlockResponse>(async (input, call) => {
      findWritable(storage, call, input.SnapshotId);
      // The protocol layer hands over a streamed body so.
      const bytes = await collect(input.BlockData as Body);
      const checksum = checkBlock(input, bytes);
      // Another call may have sealed it while this body came.
      putBlock(storage, written, findWritable(storage, call, input.SnapshotId), { index: input.BlockIndex ?? -1, bytes, progress: input.Progress });
      return { Checksum: checksum, ChecksumAlgorithm: 'SHA256' };
    }),
    CompleteSnapshot: operation<CompleteSnapshotRequest, CompleteSnapshotResponse>((input, call) => {
      const snapshot = findWritable(storage, call, input.SnapshotId);
      const prefix = `${snapshot.id}/`;
      const blocks = [...written.keys()].filter((key) => key.startsWith(prefix)).map((key) => ({ key, index: Number(key.slice(prefix.length)), block: written.get(key) ?? '' }));
      checkComplete(input, blocks);
      complete(storage, snapshot);
      for (const { key } of blocks) written.delete(key);
      return Promise.resolve({ Status: 'pending' });
    }),
  };
}

/** Throws ValidationException for what is no whole block, or another than was promised. */
function checkBlock({ DataLength: length, Checksum: expected, ChecksumAlgorithm: algorithm, Progress: progress }: PutSnapshotBlockRequest, bytes: Uint8Array): string {
  if (algorithm !== 'SHA256') throw refusals.invalid('INVALID_PARAMETER_VALUE', 'The only checksum algorithm is SHA256.');
  if (length !== blockSize || bytes.length !== blockSize) throw refusals.invalid('INVALID_BLOCK', `A block has ${blockSize} bytes.`);
  if (progress !== undefined && (progress < 0 || progress > 100)) throw refusals.invalid('INVALID_PARAMETER_VALUE', 'The progress must be from 0 to 100.');
  const checksum = createHash('sha256').update(bytes).digest('base64');
  if (checksum !== expected) throw refusals.invalid('INVALID_BLOCK', 'The checksum is not that of the data.');
  return checksum;
}

function putBlock(storage: BlockStorage, written: Table<string>, snapshot: ReturnType<typeof findWritable>, { index, bytes, progress }: { index: number; bytes: Uint8Array; progress?: number }): void {
  if (index < 0 || index >= snapshot.sizeGib * blocksInAGibibyte) throw refusals.invalid('INVALID_BLOCK', `The block index ${index} is not within the volume.`);
  const { blocks, maps } = storage.volumes.disks;
  const block = blocks.put(bytes);
  const isNew = maps.blockAt(snapshot.map, index) === undefined;
  const isFirst = written.get(`${snapshot.id}/${index}`) === undefined;
  const map = maps.changed(snapshot.map, new Map([[index, block]]));
  blocks.release(block);
  const writing = { ...snapshot.writing, last: storage.world.clock.now(), written: snapshot.writing.written + (isFirst ? 1 : 0), ...(progress !== undefined && { progress }) };
  storage.world.journal.together(() => {
    written.put(`${snapshot.id}/${index}`, block);
    storage.snapshots.remap({ ...snapshot, blocks: snapshot.blocks + (isNew ? 1 : 0), writing }, map);
  });
}

/** Throws ValidationException where what was written is not what the caller believes to have written. */
function checkComplete(input: CompleteSnapshotRequest, blocks: readonly { index: number; block: string }[]): void {
  const { ChangedBlocksCount: count, Checksum: expected, ChecksumAlgorithm: algorithm, ChecksumAggregationMethod: method } = input;
  if (count !== blocks.length) throw refusals.invalid('INVALID_PARAMETER_VALUE', `${blocks.length} blocks were written, not ${count ?? 0}.`);
  if (expected === undefined) return;
  if (algorithm !== 'SHA256' || method !== 'LINEAR') throw refusals.invalid('INVALID_PARAMETER_VALUE', 'A checksum needs its algorithm, SHA256, and its aggregation method, LINEAR.');
  const sum = createHash('sha256');
  // It is the digests' own bytes that are summed, not their text: what AWS's own client coldsnap sends (github.com/awslabs/coldsnap, src/upload.rs).
  for (const { block } of blocks.toSorted((one, other) => one.index - other.index)) sum.update(Buffer.from(block, 'hex'));
  if (sum.digest('base64') !== expected) throw refusals.invalid('INVALID_PARAMETER_VALUE', 'The checksum is not that of the blocks that were written.');
}

function complete({ snapshots, world }: BlockStorage, snapshot: Snapshot & { writing: NonNullable<Snapshot['writing']> }): void {
  const duration = draw(world.chance, 'ebs.complete-snapshot', snapshot.id);
  snapshots.put({ ...snapshot, writing: { ...snapshot.writing, sealed: true }, ready: world.clock.now().plus(duration) });
  snapshots.after(duration, { id: snapshot.id, what: 'ready' });
}
