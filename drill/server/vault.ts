/** The vault of a server's data volume: what it holds, and a volume made of it again. */
import type { VaultResource } from '../../aws/resources';
import { Compromised } from '../../measure/endings';
import type { Seen } from '../../measure/seen';
import type { BackupPromise } from '../../plan/plan';
import type { Instant } from '../../time/instant';
import { type Drill, PlanFellShort } from '../drill';
import type { HeldCopy, Subject, Vault, VaultCopy } from '../subject';
import { runRestoreJob } from '../vault/restore-job';
import { VaultContents, type Where } from '../vault/vault-contents';
import { putInPlace } from './attach';
import type { Server } from './server';

export class ServerVault implements Vault {
  readonly #server: Server;
  readonly #resource: VaultResource;
  readonly #contents: VaultContents;

  constructor(
    server: Server,
    readonly promise: BackupPromise,
    resource: VaultResource,
  ) {
    this.#server = server;
    this.#resource = resource;
    this.#contents = new VaultContents(server.services, { name: server.component.name, region: server.resource.region }, resource);
  }

  /** Never: https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html has no continuous backup of volumes. */
  async followsEveryMoment(): Promise<Seen> {
    const points = await this.#contents.whole('home');
    return { good: false, saw: `${points.length} recovery points of a volume, which AWS Backup makes by schedule only` };
  }

  isCopiedElsewhere(since: Instant): Promise<Seen> {
    return this.#contents.isCopiedElsewhere(since);
  }

  held(where: Where): Promise<HeldCopy[]> {
    return this.#contents.held(where);
  }

  /** Brings the volume back into the server, from the newest recovery point that is from before the damage, or the oldest. */
  async restore(drill: Drill, subject: Subject, copy: VaultCopy): Promise<void> {
    if (copy === 'elsewhere') throw new Compromised(`A volume of the other region attaches to no server of this one. Let the runbook restore "${subject.component.name}" from its vault.`);
    const before = copy === 'newest' ? (subject.marks.get('fault')?.notBefore ?? drill.clock.now()) : undefined;
    await putInPlace(drill, subject, this.#server, await this.volumeFrom(drill, subject, { before, zone: this.#server.standing.zone }));
  }

  /** As `restore`, from the newest recovery point that is from before `moment`. */
  async restoreFrom(drill: Drill, subject: Subject, moment: Instant): Promise<void> {
    await putInPlace(drill, subject, this.#server, await this.volumeFrom(drill, subject, { before: moment, zone: this.#server.standing.zone }));
  }

  /** Makes a volume in a zone and answers its id. Marks `restore-requested` and `restore-completed`. Throws PlanFellShort where that fails. */
  async volumeFrom(drill: Drill, subject: Subject, { before, zone }: { before: Instant | undefined; zone: string }): Promise<string> {
    const points = await this.#contents.whole('home');
    const point = before ? points.findLast(({ createdAt }) => createdAt.isBefore(before)) : points[0];
    if (!point) throw new PlanFellShort(`The vault holds nothing that the volume of "${subject.component.name}" could be restored from.`);
    drill.look({ subject: `recovery point of ${subject.component.name}`, good: true, saw: `${point.arn} of ${point.createdAt}`, provesData: false });
    const { region, name: vault } = this.#contents.vaultIn('home');
    const { made } = await runRestoreJob(drill, subject, {
      ...{ region, vault, point, roleArn: this.#resource.roleArn },
      asked: { availabilityZone: zone, volumeType: 'gp3' },
      name: 'volume',
      what: `the volume of "${subject.component.name}"`,
    });
    return made.slice(made.lastIndexOf('/') + 1);
  }
}
