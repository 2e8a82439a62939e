/** The snapshots of the world, for EC2's own operations and for the rooms that ask or tell. */
import { Errands } from '../../durable/errands';
import { Table } from '../../durable/table';
import type { MapName } from '../../planes/volumes/block-map';
import type { Duration } from '../../../time/duration';
import type { Whereabouts } from '../../whereabouts';
import type { World } from '../../world';
import type { Volumes } from '../volumes/volumes';
import type { Snapshot } from './rows';

/** What becomes of a snapshot later. */
export interface SnapshotTask {
  id: string;
  what: 'ready' | 'idle';
}

/** Answers with the image that needs a snapshot; undefined where none does. */
export type ImageOf = (snapshotId: string) => string | undefined;

export class Snapshots {
  readonly rows: Table<Snapshot>;
  readonly #errands: Errands<SnapshotTask>;
  readonly #images: ImageOf[] = [];
  #perform: ((task: SnapshotTask) => void) | undefined;

  /** All maps of blocks are counted once this is made, and what nobody counts on is removed. */
  constructor(
    readonly world: World,
    readonly volumes: Volumes,
  ) {
    this.rows = new Table(world.journal, 'ebs.snapshots');
    this.#errands = new Errands(world, 'ebs.snapshot-errands', (task) => this.#perform?.(task));
    for (const { map } of this.rows.values()) this.volumes.disks.maps.retain(map);
    this.volumes.disks.maps.removeUncounted();
  }

  /** Says who does what was left for later. */
  onDue(perform: (task: SnapshotTask) => void): void {
    this.#perform = perform;
  }

  /** Has the room of images tell which of them need a snapshot. */
  watch(imageOf: ImageOf): void {
    this.#images.push(imageOf);
  }

  imageOf(id: string): string | undefined {
    return this.#images.map((imageOf) => imageOf(id)).find((image) => image !== undefined);
  }

  /** Those that are in a region, of whatever account, the oldest first. */
  in(region: string): Snapshot[] {
    return [...this.rows.values()].filter((snapshot) => snapshot.region === region);
  }

  put(snapshot: Snapshot): Snapshot {
    return this.rows.put(snapshot.id, snapshot);
  }

  /** Gives a snapshot another map, which is counted once for it already. */
  remap(snapshot: Snapshot, map: MapName): Snapshot {
    const changed = this.put({ ...snapshot, map });
    this.volumes.disks.maps.release(snapshot.map);
    return changed;
  }

  drop({ id, map }: Snapshot): void {
    this.rows.delete(id);
    this.volumes.disks.maps.release(map);
  }

  /** The youngest one of a volume that did not fail. */
  latestOf({ id, accountId, region }: Whereabouts & { id: string }): Snapshot | undefined {
    return [...this.rows.values()].findLast((one) => one.volumeId === id && one.accountId === accountId && one.region === region && one.status !== 'error');
  }

  after(duration: Duration, task: SnapshotTask): void {
    this.#errands.leave(this.world.clock.now().plus(duration), task);
  }
}
