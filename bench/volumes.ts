/** Volumes: what a snapshot, a copy, a restore and a digest cost follows the blocks written, not the size; a thousand snapshots take up what has changed. */
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Duration } from '../time/duration';
import { medianOf } from './median';
import { compared, type Row } from './row';
import { type BenchWorld, benchWorld } from './s3/world';

const SIZES_GIB = [1, 16] as const;
const BLOCKS = 32;
const ROUNDS = 3;
/** Of a volume that is snapshot a thousand times. */
const IN_USE = 4;
const SNAPSHOTS = 1_000;
const blockBytes = 524_288;
const away = 'eu-west-1';

type Step = 'first snapshot' | 'next snapshot' | 'copy' | 'restore' | 'digest';
type Times = Record<Step, number>;

export async function volumes(): Promise<Row[]> {
  const world = await benchWorld();
  try {
    // The engine compiles what it runs often, which must not be counted against the first.
    await round(world, 1, 0);
    const [small, large] = [await times(world, SIZES_GIB[0]), await times(world, SIZES_GIB[1])];
    const steps: Step[] = ['first snapshot', 'next snapshot', 'copy', 'restore', 'digest'];
    const rows = steps.map((step): Row => ({
      ...compared(`${step} of a volume of ${SIZES_GIB[1]} GiB with ${BLOCKS} blocks written; peer: of ${SIZES_GIB[0]} GiB with as many`, 'ms', large[step], small[step]),
      aim: 'a ratio near 1',
    }));
    return [...rows, await thousandSnapshots(world)];
  } finally {
    await world.close();
  }
}

async function times(world: BenchWorld, sizeGib: number): Promise<Times> {
  const all: Times[] = [];
  for (let number = 1; number <= ROUNDS; number += 1) all.push(await round(world, sizeGib, number));
  const of = (step: Step): Promise<number> => {
    let at = 0;
    return medianOf(ROUNDS, () => Promise.resolve(all[at++]?.[step] ?? 0));
  };
  return { 'first snapshot': await of('first snapshot'), 'next snapshot': await of('next snapshot'), copy: await of('copy'), restore: await of('restore'), digest: await of('digest') };
}

/** Each round writes what no other has, so that no block is there already. */
async function round(world: BenchWorld, sizeGib: number, number: number): Promise<Times> {
  const volume = await volumeOf(world, sizeGib);
  await writeBlocks(world, volume, sizeGib, `${sizeGib} GiB, round ${number}`);
  const [, first] = await timed(() => taken(world, volume));
  await writeBlocks(world, volume, sizeGib, `${sizeGib} GiB, round ${number} once more`);
  const [snapshot, next] = await timed(() => taken(world, volume));
  const [, copy] = await timed(() => done(world, 'CopySnapshot', { SourceRegion: 'us-east-1', SourceSnapshotId: snapshot }, away));
  const [restored, restore] = await timed(async () => {
    const id = await volumeOf(world, sizeGib, snapshot);
    await world.open.disks.device(id);
    return id;
  });
  const [blocks, digest] = await timed(() => digestOf(world, snapshot));
  // What did not do its work must not look fast.
  if (blocks !== BLOCKS || (await world.open.disks.capture(restored)) !== world.open.disks.mapOf(volume)) throw new Error(`${blocks} blocks came back of ${BLOCKS}`);
  return { 'first snapshot': first, 'next snapshot': next, copy, restore, digest };
}

async function thousandSnapshots(world: BenchWorld): Promise<Row> {
  const volume = await volumeOf(world, 1);
  await writeBlocks(world, volume, 1, 'to begin with', IN_USE);
  await taken(world, volume);
  const before = bytesOnDisk(world);
  const begun = performance.now();
  const file = await open(await world.open.disks.device(volume), 'r+');
  for (let turn = 0; turn < SNAPSHOTS; turn += 1) {
    await file.write(Buffer.alloc(blockBytes, `turn ${turn} `), 0, blockBytes, (turn % IN_USE) * blockBytes);
    await taken(world, volume);
  }
  await file.close();
  const seconds = (performance.now() - begun) / 1_000;
  const mebibyte = 2 ** 20;
  return {
    ...compared(`${SNAPSHOTS.toLocaleString('en')} snapshots of a volume of 1 GiB, one block changed before each, ${seconds.toFixed(1)} s; peer: the changed blocks`, 'MiB', (bytesOnDisk(world) - before) / mebibyte, (SNAPSHOTS * blockBytes) / mebibyte),
    aim: 'a ratio near 1',
  };
}

async function volumeOf(world: BenchWorld, Size: number, SnapshotId?: string): Promise<string> {
  const { VolumeId } = (await world.call('ec2', 'CreateVolume', { AvailabilityZone: 'us-east-1a', Size, ...(SnapshotId !== undefined && { SnapshotId }) })) as { VolumeId: string };
  await world.open.world.clock.advance(Duration.minutes(1));
  return VolumeId;
}

/** Whole blocks all over the volume, no two alike. */
async function writeBlocks(world: BenchWorld, volume: string, sizeGib: number, what: string, blocks = BLOCKS): Promise<void> {
  const apart = Math.floor((sizeGib * 2 ** 30) / blockBytes / BLOCKS);
  const file = await open(await world.open.disks.device(volume), 'r+');
  for (let block = 0; block < blocks; block += 1) await file.write(Buffer.alloc(blockBytes, `${what}, block ${block} `), 0, blockBytes, block * apart * blockBytes);
  await file.close();
}

const taken = (world: BenchWorld, VolumeId: string): Promise<string> => done(world, 'CreateSnapshot', { VolumeId });

/** Makes a snapshot, lets time pass until it is completed, and answers its id. */
async function done({ call, open: { world } }: BenchWorld, operation: string, input: object, region = 'us-east-1'): Promise<string> {
  const { SnapshotId } = (await call('ec2', operation, input, region)) as { SnapshotId: string };
  for (;;) {
    const { Snapshots: [snapshot] = [] } = (await call('ec2', 'DescribeSnapshots', { SnapshotIds: [SnapshotId] }, region)) as { Snapshots?: { State?: string }[] };
    if (snapshot?.State === 'completed') return SnapshotId;
    if (snapshot?.State !== 'pending') throw new Error(`${operation} ended as ${snapshot?.State}`);
    await world.clock.advance(Duration.minutes(1));
  }
}

/** Reads each block that a snapshot lists, and answers how many there were. */
async function digestOf({ call }: BenchWorld, SnapshotId: string): Promise<number> {
  const { Blocks } = (await call('ebs', 'ListSnapshotBlocks', { SnapshotId })) as { Blocks: { BlockIndex: number; BlockToken: string }[] };
  const sum = createHash('sha256');
  for (const block of Blocks) {
    const { BlockData } = (await call('ebs', 'GetSnapshotBlock', { SnapshotId, ...block })) as { BlockData: Uint8Array };
    sum.update(BlockData);
  }
  sum.digest();
  return Blocks.length;
}

function bytesOnDisk({ open: { world } }: BenchWorld): number {
  const files = readdirSync(join(world.directory, 'volumes', 'blocks'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).blocks * 512, 0);
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const begun = performance.now();
  const result = await work();
  return [result, performance.now() - begun];
}
