/** The instances of the world, with the processes that they run, for EC2's own operations and for the volumes that are attached to them. */
import { join } from 'node:path';
import type { Duration } from '../../../time/duration';
import { Errands } from '../../durable/errands';
import { Table } from '../../durable/table';
import { ProcessTree } from '../../planes/instances/process-tree';
import { draw, type TimingName } from '../../timings';
import type { Whereabouts } from '../../whereabouts';
import type { World } from '../../world';
import type { BlockStorage } from '../block-storage';
import type { Network } from '../network/network';
import type { Machine, Machines, Plugged } from '../volumes/attaching/attachments';
import type { Instance } from './rows';

/** What becomes of an instance later. */
export interface InstanceTask {
  id: string;
  turn: number;
  what: 'up' | 'stopped' | 'terminated' | 'rebooted' | 'forgotten';
}

export class Instances implements Machines {
  readonly rows: Table<Instance>;
  readonly #drawn: Table<number>;
  readonly #errands: Errands<InstanceTask>;
  readonly #trees = new Map<string, ProcessTree>();
  #perform: (task: InstanceTask) => Promise<void> = async () => undefined;

  constructor(
    readonly world: World,
    readonly network: Network,
    readonly storage: BlockStorage,
  ) {
    this.rows = new Table(world.journal, 'ec2.instances');
    this.#drawn = new Table(world.journal, 'ec2.instance-ids');
    this.#errands = new Errands(world, 'ec2.instance-errands', (task) => this.#perform(task));
    storage.volumes.serve(this);
    network.watch((where, id) => this.of(where).find((one) => one.state !== 'terminated' && (one.subnetId === id || one.groups.includes(id)))?.id);
  }

  /** Says who does what was left for later. */
  onDue(perform: (task: InstanceTask) => Promise<void>): void {
    this.#perform = perform;
  }

  put(instance: Instance): Instance {
    return this.rows.put(instance.id, instance);
  }

  /** Those of an account in a region, the oldest first. */
  of({ accountId, region }: Whereabouts): Instance[] {
    return [...this.rows.values()].filter((one) => one.accountId === accountId && one.region === region);
  }

  /** 17 hexadecimal digits that were not given before. */
  newId({ accountId, region }: Whereabouts, kind: 'i' | 'r' | 'eni'): string {
    const key = `${accountId}/${region}/${kind}`;
    const turn = this.#drawn.put(key, (this.#drawn.get(key) ?? 0) + 1);
    return this.#id(key, kind, turn);
  }

  #id(key: string, kind: string, turn: number): string {
    return `${kind}-0${this.world.chance.bytes('ec2.instances', key, turn).toString('hex').slice(0, 16)}`;
  }

  /** Whether none of its account was launched in its region before. */
  isFirst({ accountId, region, id }: Instance): boolean {
    return id === this.#id(`${accountId}/${region}/i`, 'i', 1);
  }

  /** Its processes, running or not. */
  tree({ id }: { id: string }): ProcessTree {
    const tree = this.#trees.get(id) ?? new ProcessTree(this.world.keeper, join(this.world.directory, 'instances', id));
    this.#trees.set(id, tree);
    return tree;
  }

  later(instance: Instance, what: InstanceTask['what'], timing: TimingName): void {
    this.after(draw(this.world.chance, timing, instance.id, instance.turn), instance, what);
  }

  after(duration: Duration, { id, turn }: Instance, what: InstanceTask['what']): void {
    this.#errands.leave(this.world.clock.now().plus(duration), { id, turn, what });
  }

  async close(): Promise<void> {
    await Promise.all([...this.#trees.values()].map((tree) => tree.stop(true)));
  }

  async forget(instance: Instance): Promise<void> {
    await this.tree(instance).remove();
    this.#trees.delete(instance.id);
    this.rows.delete(instance.id);
  }

  find({ accountId, region }: Whereabouts, instanceId: string): Machine | undefined {
    const instance = this.rows.get(instanceId);
    return instance?.accountId === accountId && instance.region === region ? instance : undefined;
  }

  async plug(_where: Whereabouts, instanceId: string, { device, path }: Plugged): Promise<void> {
    const tree = this.#trees.get(instanceId);
    if (tree?.address) await tree.plug(shortName(device), path);
  }

  async unplug(_where: Whereabouts, instanceId: string, volumeId: string): Promise<boolean> {
    const device = this.storage.volumes.rows.get(volumeId)?.attachment?.device;
    const tree = this.#trees.get(instanceId);
    if (device && tree?.address) await tree.unplug(shortName(device));
    // No file system is mounted on it: nothing holds it but who reads or writes at this moment.
    return true;
  }

  still<T>(_where: Whereabouts, instanceId: string, work: () => Promise<T>): Promise<T> {
    return this.#trees.get(instanceId)?.still(work) ?? work();
  }
}

/** `sdf` for `/dev/sdf`. */
export function shortName(device: string): string {
  return device.replace(/^\/dev\//, '');
}
