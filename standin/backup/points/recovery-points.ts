/** The recovery points of the world, found by ARN, by vault and by what they are copies of. */
import { Table } from '../../durable/table';
import type { Whereabouts } from '../../whereabouts';
import type { World } from '../../world';
import { arnOf } from '../arns';
import type { RecoveryPoint } from './recovery-point';

export class RecoveryPoints {
  readonly #table: Table<RecoveryPoint>;
  readonly #byVault = new Map<string, Set<string>>();
  readonly #byResource = new Map<string, Set<string>>();

  constructor(world: World) {
    this.#table = new Table(world.journal, 'backup.points');
    for (const point of this.#table.values()) this.#index(point);
  }

  get(arn: string): RecoveryPoint | undefined {
    return this.#table.get(arn);
  }

  /** All of them, oldest first. */
  values(): IterableIterator<RecoveryPoint> {
    return this.#table.values();
  }

  /** Oldest first. */
  inVault(where: Whereabouts, vault: string): RecoveryPoint[] {
    return this.#of(this.#byVault.get(arnOf(where, 'backup-vault', vault)));
  }

  /** Of every vault that has one, copies included; oldest first. */
  ofResource(resourceArn: string): RecoveryPoint[] {
    return this.#of(this.#byResource.get(resourceArn));
  }

  keep(point: RecoveryPoint): RecoveryPoint {
    this.#table.put(point.arn, point);
    this.#index(point);
    return point;
  }

  drop(point: RecoveryPoint): void {
    this.#table.delete(point.arn);
    this.#byVault.get(arnOf(point, 'backup-vault', point.vault))?.delete(point.arn);
    this.#byResource.get(point.resourceArn)?.delete(point.arn);
  }

  #index(point: RecoveryPoint): void {
    entry(this.#byVault, arnOf(point, 'backup-vault', point.vault)).add(point.arn);
    entry(this.#byResource, point.resourceArn).add(point.arn);
  }

  #of(arns: ReadonlySet<string> | undefined): RecoveryPoint[] {
    return [...(arns ?? [])].flatMap((arn) => this.#table.get(arn) ?? []);
  }
}

function entry(index: Map<string, Set<string>>, key: string): Set<string> {
  const found = index.get(key) ?? new Set<string>();
  index.set(key, found);
  return found;
}
