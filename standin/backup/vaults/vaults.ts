/** The backup vaults of the world. */
import { Table } from '../../durable/table';
import type { World } from '../../world';
import { arnOf, type Whereabouts } from '../whereabouts';
import type { Vault } from './vault';

export class Vaults {
  readonly #table: Table<Vault>;

  constructor(world: World) {
    this.#table = new Table(world.journal, 'backup.vaults');
  }

  named(where: Whereabouts, name: string): Vault | undefined {
    return this.#table.get(arnOf(where, 'backup-vault', name));
  }

  withArn(arn: string): Vault | undefined {
    return this.#table.get(arn);
  }

  /** Oldest first. */
  in({ accountId, region }: Whereabouts): Vault[] {
    return [...this.#table.values()].filter((vault) => vault.accountId === accountId && vault.region === region);
  }

  keep(vault: Vault): Vault {
    return this.#table.put(vault.arn, vault);
  }

  drop(vault: Vault): void {
    this.#table.delete(vault.arn);
  }
}
