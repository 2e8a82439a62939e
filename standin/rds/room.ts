/** What all of RDS shares in one world: the tables of each account and region, the disk, and the clock to do things later. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Duration } from '../../time/duration';
import type { Metrics } from '../cloudwatch/metrics';
import type { Network } from '../ec2/network/network';
import type { KeyRing } from '../kms/key-ring';
import type { PostgresCluster } from '../planes/postgres/cluster';
import { assertReachable, type Ground, openUp, postgresGround } from '../planes/postgres/ground';
import { draw, type TimingName } from '../timings';
import type { Whereabouts } from '../whereabouts';
import type { World } from '../world';
import type { AutomatedBackup } from './backups/automated-backup';
import { KeptBackups } from './backups/kept-backups';
import { EventLog } from './events';
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

export class Room {
  readonly kept = new KeptBackups();
  readonly parameterGroups: ParameterGroups;
  readonly subnetGroups: SubnetGroups;
  readonly #places = new Map<string, Place>();
  /** Directories that a restore reads from, and how many read. */
  readonly #readers = new Map<string, number>();
  readonly #unwanted = new Set<string>();
  #disk: Promise<Ground> | undefined;
  #directories = 0;

  constructor(
    readonly world: World,
    readonly keys: KeyRing,
    readonly metrics: Metrics,
    network: Network,
  ) {
    this.parameterGroups = new ParameterGroups(world);
    this.subnetGroups = new SubnetGroups(world, network);
  }

  place(accountId: string, region: string): Place {
    const key = `${accountId}/${region}`;
    const known = this.#places.get(key);
    if (known) return known;
    const place: Place = { accountId, region, instances: new Map(), snapshots: new Map(), backups: new Map(), events: new EventLog(), made: 0 };
    this.#places.set(key, place);
    return place;
  }

  /** Every instance of every account and region. */
  *instances(): Iterable<Instance> {
    for (const place of this.#places.values()) yield* place.instances.values();
  }

  /** Every snapshot in a region that belongs to another account than the place's. */
  snapshotsOfOthers({ accountId, region }: Whereabouts): Snapshot[] {
    return [...this.#places.values()].filter((one) => one.region === region && one.accountId !== accountId).flatMap((one) => [...one.snapshots.values()]);
  }

  /** Has `work` done in a drawn time. The key makes the draw this one's own. */
  later(name: TimingName, key: (string | number)[], work: () => Promise<void> | void, factor = 1): void {
    this.after(draw(this.world.chance, name, ...key).times(factor), work);
  }

  after(duration: Duration, work: () => Promise<void> | void): void {
    this.world.clock.schedule(this.world.clock.now().plus(duration), work);
  }

  /** What database servers stand on, with this world's directory for them made on first use. */
  ground(): Promise<Ground> {
    this.#disk ??= this.#prepareDisk();
    return this.#disk;
  }

  /** A path for a directory that does not exist yet. */
  freshDirectory(kind: 'data' | 'backup' | 'archive'): string {
    this.#directories += 1;
    return join(this.#root, `${kind}-${this.#directories}`);
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
    if (this.#readers.has(directory)) this.#unwanted.add(directory);
    else await rm(directory, { recursive: true, force: true });
  }

  /** Keeps directories from being removed until `release` is called: a restore that was accepted is carried through. */
  hold(...directories: string[]): { release(): Promise<void> } {
    for (const directory of directories) this.#readers.set(directory, (this.#readers.get(directory) ?? 0) + 1);
    return {
      release: async () => {
        for (const directory of directories) {
          const left = (this.#readers.get(directory) ?? 1) - 1;
          if (left > 0) this.#readers.set(directory, left);
          else this.#readers.delete(directory);
          if (left === 0 && this.#unwanted.delete(directory)) await this.remove(directory);
        }
      },
    };
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

  get #root(): string {
    return join(this.world.directory, 'rds');
  }

  async #prepareDisk(): Promise<Ground> {
    const ground = await postgresGround();
    await openUp(this.world.directory);
    await mkdir(this.#root, { recursive: true });
    await openUp(this.#root);
    await assertReachable(this.#root, ground.user);
    return ground;
  }
}
