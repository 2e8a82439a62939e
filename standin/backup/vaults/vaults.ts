/** The backup vaults of the world. */
import type { Instant } from '../../../time/instant';
import { Table } from '../../durable/table';
import type { Whereabouts } from '../../whereabouts';
import type { World } from '../../world';
import { arnOf } from '../arns';
import type { Vault } from './vault';

/** The vault that AWS makes wherever an account begins to use AWS Backup. */
const first = 'Default';

export class Vaults {
  readonly #table: Table<Vault>;
  /** Where the first vault was made, so that it stays deleted where somebody deletes it. */
  readonly #begun: Table<{ at: Instant }>;

  constructor(
    private readonly world: World,
    /** The ARN of AWS Backup's own key of an account and region. */
    readonly defaultKey: (where: Whereabouts) => string,
  ) {
    this.#table = new Table(world.journal, 'backup.vaults');
    this.#begun = new Table(world.journal, 'backup.begun');
  }

  named(where: Whereabouts, name: string): Vault | undefined {
    if (name === first) this.#begin(where);
    return this.#table.get(arnOf(where, 'backup-vault', name));
  }

  withArn(arn: string): Vault | undefined {
    return this.#table.get(arn);
  }

  /** Oldest first. */
  in(where: Whereabouts): Vault[] {
    this.#begin(where);
    return [...this.#table.values()].filter((vault) => vault.accountId === where.accountId && vault.region === where.region);
  }

  /** Those of every account and region that are there by now, oldest first. */
  values(): IterableIterator<Vault> {
    return this.#table.values();
  }

  keep(vault: Vault): Vault {
    return this.#table.put(vault.arn, vault);
  }

  drop(vault: Vault): void {
    this.#table.delete(vault.arn);
  }

  #begin({ accountId, region }: Whereabouts): void {
    const place = `${accountId}:${region}`;
    if (this.#begun.get(place)) return;
    const [created, where] = [this.world.clock.now(), { accountId, region }];
    this.#begun.put(place, { at: created });
    const arn = arnOf(where, 'backup-vault', first);
    if (!this.#table.get(arn)) this.keep({ ...where, name: first, arn, created, keyArn: this.defaultKey(where), tags: {} });
  }
}
