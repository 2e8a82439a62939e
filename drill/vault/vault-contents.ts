/** What the vault of a component holds, and the vault of the other region that its copies go to. */
import type { RecoveryPoint } from '../../aws/backup';
import type { VaultResource } from '../../aws/resources';
import type { Services } from '../../aws/services';
import { Compromised } from '../../measure/endings';
import type { Seen } from '../../measure/seen';
import type { Instant } from '../../time/instant';
import type { HeldCopy } from '../subject';

export type Where = 'home' | 'elsewhere';

export class VaultContents {
  constructor(
    private readonly services: Services,
    /** The component's name, and the region that it is in. */
    private readonly of: { name: string; region: string },
    private readonly resource: VaultResource,
  ) {}

  /** Throws Compromised where the plan has no backups copied elsewhere. */
  vaultIn(where: Where): { region: string; name: string } {
    const { name, copy } = this.resource;
    if (where === 'home') return { region: this.of.region, name };
    if (copy) return copy;
    throw new Compromised(`The plan has no backups of "${this.of.name}" copied to another region. Add copy to its backup in the plan, or correct the runbook.`);
  }

  /** All of its recovery points, the oldest first. */
  points(where: Where): Promise<RecoveryPoint[]> {
    const { region, name } = this.vaultIn(where);
    return this.services.backup(region).recoveryPoints(name);
  }

  /** Those that hold one moment, and all of it. */
  async whole(where: Where): Promise<RecoveryPoint[]> {
    return (await this.points(where)).filter(isWhole);
  }

  async isCopiedElsewhere(since: Instant): Promise<Seen> {
    const held = await this.whole('elsewhere');
    const newest = held.findLast(({ createdAt }) => !createdAt.isBefore(since));
    return newest ? { good: true, saw: `${newest.arn} of ${newest.createdAt}` } : { good: false, saw: `${held.length} copies in the other region, none made since ${since}` };
  }

  async held(where: Where): Promise<HeldCopy[]> {
    return (await this.whole(where)).map(({ createdAt }) => ({ madeAt: createdAt }));
  }
}

export function isWhole({ continuous, status }: RecoveryPoint): boolean {
  return !continuous && status === 'COMPLETED';
}
