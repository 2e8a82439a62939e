/** ListSnapshotBlocks, ListChangedBlocks and GetSnapshotBlock. */
import type {
  Block, ChangedBlock, GetSnapshotBlockRequest, GetSnapshotBlockResponse, ListChangedBlocksRequest, ListChangedBlocksResponse, ListSnapshotBlocksRequest, ListSnapshotBlocksResponse,
} from '@aws-sdk/client-ebs';
import { Duration } from '../../time/duration';
import type { BlockStorage } from '../ec2/block-storage';
import { blockSize } from '../planes/volumes/block';
import { emptyMap } from '../planes/volumes/block-map';
import { operation, type Operations } from '../service';
import { findReadable } from './find';
import { refusals } from './refusals';
import { readToken, writeToken } from './tokens';

/** How long tokens are good for: https://docs.aws.amazon.com/ebs/latest/userguide/readsnapshots.html, and the reference of each call. */
const blockTokenLife = Duration.days(7);
const pageTokenLife = Duration.minutes(60);
const [leastResults, mostResults] = [100, 10_000];

interface Asked {
  NextToken?: string;
  MaxResults?: number;
  StartingBlockIndex?: number;
}

export function readOperations(storage: BlockStorage): Operations {
  const { maps, blocks } = storage.volumes.disks;
  return {
    ListSnapshotBlocks: operation<ListSnapshotBlocksRequest, ListSnapshotBlocksResponse>((input, call) => {
      const snapshot = findReadable(storage, call, input.SnapshotId);
      const pages = new Pages(storage, [snapshot.id]);
      const { items, next } = pages.cut(maps.entries(snapshot.map, pages.from(input)), input);
      const list: Block[] = items.map(({ index }) => ({ BlockIndex: index, BlockToken: pages.blockToken(snapshot.id, index) }));
      return Promise.resolve({ Blocks: list, ...pages.words(snapshot.sizeGib), NextToken: next });
    }),
    ListChangedBlocks: operation<ListChangedBlocksRequest, ListChangedBlocksResponse>((input, call) => {
      const second = findReadable(storage, call, input.SecondSnapshotId);
      const first = input.FirstSnapshotId === undefined ? undefined : findReadable(storage, call, input.FirstSnapshotId);
      if (first && first.lineage !== second.lineage) throw refusals.invalid('UNRELATED_SNAPSHOTS', `The snapshots '${first.id}' and '${second.id}' are not related.`);
      const pages = new Pages(storage, [first?.id ?? '', second.id]);
      const { items, next } = pages.cut(maps.differences(first?.map ?? emptyMap, second.map, pages.from(input)), input);
      const list: ChangedBlock[] = items.map(({ index, before, after }) => ({
        BlockIndex: index,
        ...(first && before !== undefined && { FirstBlockToken: pages.blockToken(first.id, index) }),
        ...(after !== undefined && { SecondBlockToken: pages.blockToken(second.id, index) }),
      }));
      return Promise.resolve({ ChangedBlocks: list, ...pages.words(second.sizeGib), NextToken: next });
    }),
    GetSnapshotBlock: operation<GetSnapshotBlockRequest, object>((input, call) => {
      const snapshot = findReadable(storage, call, input.SnapshotId);
      const index = input.BlockIndex ?? -1;
      checkBlockToken(storage, input.BlockToken, [snapshot.id, index]);
      const block = maps.blockAt(snapshot.map, index);
      if (block === undefined) throw refusals.invalid('INVALID_BLOCK_TOKEN', 'The block token is not valid.');
      const said: GetSnapshotBlockResponse = { DataLength: blockSize, Checksum: Buffer.from(block, 'hex').toString('base64'), ChecksumAlgorithm: 'SHA256' };
      return Promise.resolve({ ...said, BlockData: blocks.read(block) });
    }),
  };
}

function checkBlockToken({ world }: BlockStorage, given: string | undefined, of: readonly (string | number)[]): void {
  const token = readToken(world.chance, given ?? '');
  if (token?.of.length !== of.length || of.some((part, place) => token.of[place] !== part)) throw refusals.invalid('INVALID_BLOCK_TOKEN', 'The block token is not valid.');
  if (world.clock.now().compare(token.expires) >= 0) throw refusals.invalid('INVALID_BLOCK_TOKEN', 'The block token has expired.');
}

/** The pages of one list, which a token of another list does not fit. */
class Pages {
  constructor(
    private readonly storage: BlockStorage,
    private readonly list: readonly string[],
  ) {}

  /** The index at which the page begins. A token outweighs an index. Throws ValidationException. */
  from({ NextToken: given, StartingBlockIndex: index = 0 }: Asked): number {
    if (given === undefined) {
      if (index < 0) throw refusals.invalid('INVALID_PARAMETER_VALUE', `The starting block index ${index} is not valid.`);
      return index;
    }
    const { chance, clock } = this.storage.world;
    const token = readToken(chance, given);
    const [next, ...list] = token?.of ?? [];
    if (!token || typeof next !== 'number' || list.join() !== this.list.join() || clock.now().compare(token.expires) >= 0) {
      throw refusals.invalid('INVALID_PAGE_TOKEN', 'The page token is not valid or has expired.');
    }
    return next;
  }

  cut<T extends { index: number }>(all: Iterable<T>, { MaxResults: most = mostResults }: Asked): { items: T[]; next?: string } {
    if (most < leastResults || most > mostResults) throw refusals.invalid('INVALID_PARAMETER_VALUE', `The maximum number of results must be from ${leastResults} to ${mostResults}, not ${most}.`);
    const items: T[] = [];
    for (const item of all) {
      if (items.length === most) return { items, next: this.#token([item.index, ...this.list], pageTokenLife) };
      items.push(item);
    }
    return { items };
  }

  blockToken(snapshotId: string, index: number): string {
    return this.#token([snapshotId, index], blockTokenLife);
  }

  words(sizeGib: number): { ExpiryTime: Date; VolumeSize: number; BlockSize: number } {
    return { ExpiryTime: this.storage.world.clock.now().plus(blockTokenLife).toDate(), VolumeSize: sizeGib, BlockSize: blockSize };
  }

  #token(of: readonly (string | number)[], life: Duration): string {
    const { chance, clock } = this.storage.world;
    return writeToken(chance, { of, expires: clock.now().plus(life) });
  }
}
