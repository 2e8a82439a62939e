/** What all of RDS shares in one world: the tables of each account and region, the disk, and the clock to do things later. */
import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Duration } from '../../time/duration';
import type { Instant } from '../../time/instant';
import type { Metrics } from '../cloudwatch/metrics';
import { Errands } from '../durable/errands';
import type { Network } from '../ec2/network/network';
import type { KeyRing } from '../kms/key-ring';
import type { PostgresCluster } from '../planes/postgres/cluster';
import { assertReachable, type Ground, openUp, postgresGround } from '../planes/postgres/ground';
import { LsnRecord } from '../planes/postgres/log/lsn-record';
import { draw, type TimingName } from '../timings';
import type { Whereabouts } from '../whereabouts';
import type { World } from '../world';
import type { AutomatedBackup } from './backups/automated-backup';
import { KeptBackups } from './backups/kept-backups';
import { Records } from './durable/records';
import { type Act, type InstanceTask, type PlaceTask, readsOf, type Task, withDirectories } from './durable/tasks';
import { type EventLog, EventRecords } from './events';
import type { Instance } from './instance';
import { ParameterGroups } from './parameters/groups';
import type { Snapshot } from './snapshot';
import { SubnetGroups } from './subnets/groups';

/** One account in one region. */
export interface Place extends Whereabouts {
  readonly instances: Map<string, Instance>;
  readonly snapshots: Map<string, Snapshot>;
  /** By the resource id of the instance that they are of. */
  readonly backups: Map<string, AutomatedBackup>;
  readonly events: EventLog;
  /** How many instances were ever made here; their resource ids are drawn by it. */
  made: number;
}

/** What a server that outlives its process is told besides: SIGKILL may come in the middle of a page, which can be mended from the log alone. */
const whenKept = { full_page_writes: 'on' };

export class Room {
  readonly kept = new KeptBackups();
  readonly parameterGroups: ParameterGroups;
  readonly subnetGroups: SubnetGroups;
  readonly records: Records;
  /** Does what was left for later, when it is due. */
  acts: (task: Task) => Promise<void> = async () => undefined;
  readonly #errands: Errands<Task>;
  readonly #events: EventRecords;
  readonly #places = new Map<string, Place>();
  /** Directories that are going to be read, and by how many. */
  readonly #readers = new Map<string, number>();
  readonly #unwanted = new Set<string>();
  readonly #busy = new WeakMap<object, Promise<unknown>>();
  #disk: Promise<Ground> | undefined;
  #noted: Instant | undefined;
  #directories = 0;

  constructor(
    readonly world: World,
    readonly keys: KeyRing,
    readonly metrics: Metrics,
    network: Network,
  ) {
    this.parameterGroups = new ParameterGroups(world);
    this.subnetGroups = new SubnetGroups(world, network);
    this.records = new Records(world.journal, () => this.places());
    this.#events = new EventRecords(world);
    this.#errands = new Errands(world, 'rds.tasks', (task) => this.#perform(task));
  }

  place(accountId: string, region: string): Place {
    const key = `${accountId}/${region}`;
    const known = this.#places.get(key);
    if (known) return known;
    const place: Place = { accountId, region, instances: new Map(), snapshots: new Map(), backups: new Map(), events: this.#events.of({ accountId, region }), made: 0 };
    this.#places.set(key, place);
    return place;
  }

  places(): Iterable<Place> {
    return this.#places.values();
  }

  /** Every instance of every account and region. */
  *instances(): Iterable<Instance> {
    for (const place of this.#places.values()) yield* place.instances.values();
  }

  /** Every snapshot in a region that belongs to another account than the place's. */
  snapshotsOfOthers({ accountId, region }: Whereabouts): Snapshot[] {
    return [...this.#places.values()].filter((one) => one.region === region && one.accountId !== accountId).flatMap((one) => [...one.snapshots.values()]);
  }

  /** Puts on record what changed. To be called before a change is acknowledged, and before anything is removed that the record speaks of. */
  save(): void {
    this.records.save();
  }

  /** Puts on record what time it is, so that the next start goes on no sooner than at what a database was told in this instant. */
  noteTime(): void {
    const { clock, journal } = this.world;
    if (!journal.keeps || this.#noted?.compare(clock.now()) === 0) return;
    this.#noted = clock.now();
    journal.tick();
  }

  /** What is left to be done. */
  *tasks(): Iterable<Task> {
    for (const task of this.#errands.tasks()) yield withDirectories(task, (directory) => this.here(directory));
  }

  /** Has an instance be acted on in a drawn time. The key makes the draw this one's own. */
  later(name: TimingName, key: (string | number)[], instance: Instance, act: Act, factor = 1): void {
    this.at(this.world.clock.now().plus(draw(this.world.chance, name, ...key).times(factor)), instance, act);
  }

  after(duration: Duration, instance: Instance, act: Act): void {
    this.at(this.world.clock.now().plus(duration), instance, act);
  }

  at(instant: Instant, { place: { accountId, region }, resourceId }: Instance, act: Act): void {
    this.leave(instant, { ...act, accountId, region, resourceId });
  }

  /** Links of a chain are left in the act before them. */
  next(instant: Instant, { place: { accountId, region }, resourceId }: Instance, act: Act): void {
    this.#errands.leave(instant, { ...act, accountId, region, resourceId }, `${act.do}/${accountId}/${region}/${resourceId}`);
  }

  /** What a task is going to read is kept until then. */
  leave(instant: Instant, task: InstanceTask | PlaceTask): void {
    this.hold(...readsOf(task));
    this.#errands.leave(instant, task);
  }

  /** Where a server's log stood at which instant; on record where anything is. */
  positionsOf(resourceId: string): LsnRecord {
    const { journal } = this.world;
    return new LsnRecord(journal.keeps ? (at, lsn) => journal.put('rds.positions', `${resourceId}/${at}`, lsn) : undefined);
  }

  /** What database servers stand on, with this world's directory for them made on first use. */
  ground(): Promise<Ground> {
    this.#disk ??= this.#prepareDisk();
    return this.#disk;
  }

  /** The directory that all of this world's databases and backups lie in. */
  get root(): string {
    return join(this.world.directory, 'rds');
  }

  /** A directory by its name on record: the folder that it lies in may have been moved. */
  here(directory: string): string {
    return join(this.root, basename(directory));
  }

  /** A path for a directory that does not exist yet. */
  freshDirectory(kind: 'data' | 'backup' | 'archive'): string {
    this.#directories += 1;
    return join(this.root, `${kind}-${this.#directories}`);
  }

  /** Has fresh directories be numbered from behind those that there are. */
  numberFrom(used: number): void {
    this.#directories = Math.max(this.#directories, used);
  }

  /** Makes a directory of a backup that of one more, also where it would be removed once its readers are done. Answers with the directory. */
  share(resourceId: string, directory: string): string {
    this.#unwanted.delete(directory);
    this.kept.add(resourceId, directory);
    return directory;
  }

  /** Removes a directory, once no backup holds it and nothing reads from it any longer. */
  async remove(directory: string): Promise<void> {
    if (!this.kept.forget(directory)) return;
    this.save();
    if (this.#readers.has(directory)) this.#unwanted.add(directory);
    else await rm(directory, { recursive: true, force: true });
  }

  /** Keeps directories from being removed until they are let go of as often: a restore that was accepted is carried through. */
  hold(...directories: string[]): void {
    for (const directory of directories) this.#readers.set(directory, (this.#readers.get(directory) ?? 0) + 1);
  }

  async letGo(...directories: string[]): Promise<void> {
    for (const directory of directories) {
      const left = (this.#readers.get(directory) ?? 1) - 1;
      if (left > 0) this.#readers.set(directory, left);
      else this.#readers.delete(directory);
      if (left <= 0 && this.#unwanted.delete(directory)) await this.remove(directory);
    }
  }

  /** Does what takes real time and must be over before an act of the clock goes on with the same thing. */
  async during<T>(thing: object, work: () => Promise<T>): Promise<T> {
    const working = work();
    this.#busy.set(thing, working.catch(() => undefined));
    return working;
  }

  async doneWith(thing: object): Promise<void> {
    await this.#busy.get(thing);
  }

  /**
   * Does work on a server that may be killed under it. What then fails is left to the crash to tell;
   * every other failure is a fault of the stand-in and goes on its way.
   */
  async survive(cluster: PostgresCluster, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (await cluster.isAlive()) throw error;
    }
  }

  async #perform(task: Task): Promise<void> {
    const here = withDirectories(task, (directory) => this.here(directory));
    await this.acts(here);
    this.save();
    await this.letGo(...readsOf(here));
  }

  async #prepareDisk(): Promise<Ground> {
    const ground = await postgresGround(this.records.password());
    await openUp(this.world.directory);
    await mkdir(this.root, { recursive: true });
    await openUp(this.root);
    await assertReachable(this.root, ground.user);
    return this.world.journal.keeps ? { ...ground, always: whenKept } : ground;
  }
}
