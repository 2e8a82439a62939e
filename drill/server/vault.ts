/** The vault of a server's data volume: what it holds, and a volume made of it again. */
import type { RecoveryPoint, RestoreJob } from '../../aws/backup';
import type { VaultResource } from '../../aws/resources';
import { Compromised } from '../../measure/endings';
import type { Seen } from '../../measure/seen';
import type { BackupPromise } from '../../plan/plan';
import { Duration } from '../../time/duration';
import type { Instant } from '../../time/instant';
import { type Drill, PlanFellShort } from '../drill';
import { recoveryDeadline, waitInRecovery } from '../phases/recovery-wait';
import type { HeldCopy, Subject, Vault, VaultCopy } from '../subject';
import { putInPlace } from './attach';
import type { Server } from './server';

const every = Duration.seconds(30);
const over = new Set(['COMPLETED', 'FAILED', 'ABORTED']);

export class ServerVault implements Vault {
  readonly #server: Server;
  readonly #resource: VaultResource;

  constructor(
    server: Server,
    readonly promise: BackupPromise,
    resource: VaultResource,
  ) {
    this.#server = server;
    this.#resource = resource;
  }

  /** Never: https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html has no continuous backup of volumes. */
  async followsEveryMoment(): Promise<Seen> {
    const points = await this.#whole('home');
    return { good: false, saw: `${points.length} recovery points of a volume, which AWS Backup makes by schedule only` };
  }

  async isCopiedElsewhere(since: Instant): Promise<Seen> {
    const held = await this.#whole('elsewhere');
    const newest = held.findLast(({ createdAt }) => !createdAt.isBefore(since));
    return newest ? { good: true, saw: `${newest.arn} of ${newest.createdAt}` } : { good: false, saw: `${held.length} copies in the other region, none made since ${since}` };
  }

  async held(where: 'home' | 'elsewhere'): Promise<HeldCopy[]> {
    return (await this.#whole(where)).map(({ createdAt }) => ({ madeAt: createdAt }));
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
    const points = await this.#whole('home');
    const point = before ? points.findLast(({ createdAt }) => createdAt.isBefore(before)) : points[0];
    if (!point) throw new PlanFellShort(`The vault holds nothing that the volume of "${subject.component.name}" could be restored from.`);
    drill.look({ subject: `recovery point of ${subject.component.name}`, good: true, saw: `${point.arn} of ${point.createdAt}`, provesData: false });
    const backup = drill.services.backup(this.#server.resource.region);
    const requested = drill.clock.now();
    const metadata = await backup.restoreMetadata(this.#resource.name, point.arn);
    const job = await backup.startRestore({
      pointArn: point.arn,
      roleArn: this.#resource.roleArn,
      metadata: { ...metadata, availabilityZone: zone, volumeType: 'gp3' },
      token: `${drill.id}-volume`.replace(/[^\w.-]/g, '-').slice(-64),
    });
    drill.mark(subject, 'restore-requested', { notBefore: requested, notAfter: drill.clock.now() });
    let last: RestoreJob = { status: '', message: '', made: '' };
    const completed = await waitInRecovery(drill, {
      subject: `restore job ${job}`,
      every,
      within: recoveryDeadline(subject),
      notBefore: requested,
      look: async () => {
        last = await backup.restoreJob(job);
        return { good: over.has(last.status), saw: last.message ? `${last.status}: ${last.message}` : last.status };
      },
    });
    if (last.status !== 'COMPLETED') throw new PlanFellShort(`AWS Backup did not restore the volume of "${subject.component.name}": the job is ${last.status}. ${last.message}`);
    drill.mark(subject, 'restore-completed', completed);
    return last.made.slice(last.made.lastIndexOf('/') + 1);
  }

  async #whole(where: 'home' | 'elsewhere'): Promise<RecoveryPoint[]> {
    const { name, copy } = this.#resource;
    const vault = where === 'home' ? { region: this.#server.resource.region, name } : copy;
    if (!vault) throw new Compromised(`The plan has no backups of "${this.#server.component.name}" copied to another region. Add copy to its backup in the plan, or correct the runbook.`);
    return (await this.#server.services.backup(vault.region).recoveryPoints(vault.name)).filter(({ status }) => status === 'COMPLETED');
  }
}
