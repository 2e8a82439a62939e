/** The volumes of the world and the disks behind them, for EC2's own operations and for the rooms that ask or tell. */
import { Errands } from '../../durable/errands';
import { Table } from '../../durable/table';
import type { Access } from '../../access/access';
import type { EventBuses } from '../../events/event-buses';
import type { KeyRing } from '../../kms/key-ring';
import { Disks } from '../../planes/volumes/disks';
import type { MapName } from '../../planes/volumes/block-map';
import type { Duration } from '../../../time/duration';
import { draw, type TimingName } from '../../timings';
import type { Whereabouts } from '../../whereabouts';
import type { World } from '../../world';
import type { Machines } from './attaching/attachments';
import { Ids } from './ids';
import { gibibyte, type Volume } from './rows';

export interface EbsNeighbours {
  access: Access;
  keys: KeyRing;
  buses: EventBuses;
}

/** What becomes of a volume later. */
export type VolumeTask = { id: string } & ({ what: 'made' | 'gone' | 'detached' | 'grown' } | { what: 'attached'; instanceId: string });

export class Volumes {
  readonly rows: Table<Volume>;
  readonly disks: Disks;
  readonly ids: Ids;
  #machines: Machines | undefined;
  #perform: ((task: VolumeTask) => void | Promise<void>) | undefined;
  readonly #errands: Errands<VolumeTask>;

  constructor(
    readonly world: World,
    readonly neighbours: EbsNeighbours,
  ) {
    this.rows = new Table(world.journal, 'ebs.volumes');
    this.disks = new Disks(world);
    this.ids = new Ids(world);
    this.#errands = new Errands(world, 'ebs.volume-errands', (task) => this.#perform?.(task));
  }

  /** Says who does what was left for later. */
  onDue(perform: (task: VolumeTask) => void | Promise<void>): void {
    this.#perform = perform;
  }

  /** The room of instances makes itself known. */
  serve(machines: Machines): void {
    this.#machines = machines;
  }

  get machines(): Machines | undefined {
    return this.#machines;
  }

  /** A volume with the blocks of a snapshot, or with none. */
  make(volume: Volume, map: MapName): Volume {
    return this.world.journal.together(() => {
      this.disks.create(volume.id, volume.shape.size * gibibyte, map);
      return this.put(volume);
    });
  }

  put(volume: Volume): Volume {
    return this.rows.put(volume.id, volume);
  }

  /** Those of an account in a region, the oldest first. */
  of({ accountId, region }: Whereabouts): Volume[] {
    return [...this.rows.values()].filter((volume) => volume.accountId === accountId && volume.region === region);
  }

  /** What it holds now, counted once for the caller. An instance that has it stands still meanwhile. */
  capture({ id, accountId, region, attachment }: Volume): Promise<MapName> {
    const capture = (): Promise<MapName> => this.disks.capture(id);
    if (!attachment || !this.#machines) return capture();
    return this.#machines.still({ accountId, region }, attachment.instanceId, capture);
  }

  /** Leaves a task for a while that is drawn by its name. */
  later(task: VolumeTask, timing: TimingName, ...key: (string | number)[]): void {
    this.after(draw(this.world.chance, timing, task.id, ...key), task);
  }

  after(duration: Duration, task: VolumeTask): void {
    this.#errands.leave(this.world.clock.now().plus(duration), task);
  }
}
