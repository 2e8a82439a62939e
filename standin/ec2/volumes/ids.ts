/** The ids of volumes and snapshots: 17 hexadecimal digits, the next of their place and kind. */
import { Table } from '../../durable/table';
import type { Whereabouts } from '../../whereabouts';
import type { World } from '../../world';

export class Ids {
  /** How many were drawn. */
  readonly #drawn: Table<number>;

  constructor(private readonly world: World) {
    this.#drawn = new Table(world.journal, 'ebs.ids');
  }

  next({ accountId, region }: Whereabouts, kind: 'vol' | 'snap'): string {
    const key = `${accountId}/${region}/${kind}`;
    const turn = this.#drawn.put(key, (this.#drawn.get(key) ?? 0) + 1);
    return `${kind}-0${this.world.chance.bytes('ebs', key, turn).toString('hex').slice(0, 16)}`;
  }
}
