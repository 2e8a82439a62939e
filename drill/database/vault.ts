/** The vault of a database: what it holds, and a database made of it again, here or in the other region. */
import type { Backup, RecoveryPoint, RestoreJob } from '../../aws/backup';
import type { VaultResource } from '../../aws/resources';
import { Compromised } from '../../measure/endings';
import type { Seen } from '../../measure/seen';
import type { BackupPromise } from '../../plan/plan';
import { Duration } from '../../time/duration';
import type { Instant } from '../../time/instant';
import { type Drill, PlanFellShort } from '../drill';
import { recoveryDeadline, waitInRecovery } from '../phases/recovery-wait';
import type { HeldCopy, Subject, Vault, VaultCopy } from '../subject';
import type { Database } from './database';
import { connectToRestored, fileDeletion } from './restore';

const every = Duration.seconds(30);
const over = new Set(['COMPLETED', 'FAILED', 'ABORTED']);

/** Where a copy is brought back from, and where to. */
interface Source {
  region: string;
  vault: string;
  point: RecoveryPoint;
  identifier: string;
}

export class DatabaseVault implements Vault {
  readonly #database: Database;
  readonly #resource: VaultResource;

  constructor(
    database: Database,
    readonly promise: BackupPromise,
    resource: VaultResource,
  ) {
    this.#database = database;
    this.#resource = resource;
  }

  async followsEveryMoment(): Promise<Seen> {
    const points = await this.#backup(this.#home).recoveryPoints(this.#resource.name);
    const following = points.find(({ continuous, status }) => continuous && status === 'AVAILABLE');
    return following ? { good: true, saw: `${following.arn} is AVAILABLE` } : { good: false, saw: `${points.length} recovery points, none of them continuous and available` };
  }

  async isCopiedElsewhere(since: Instant): Promise<Seen> {
    const held = await this.#whole('elsewhere');
    const newest = held.findLast(({ createdAt }) => !createdAt.isBefore(since));
    return newest ? { good: true, saw: `${newest.arn} of ${newest.createdAt}` } : { good: false, saw: `${held.length} copies in the other region, none made since ${since}` };
  }

  async held(where: 'home' | 'elsewhere'): Promise<HeldCopy[]> {
    return (await this.#whole(where)).map(({ createdAt }) => ({ madeAt: createdAt }));
  }

  async restore(drill: Drill, subject: Subject, copy: VaultCopy): Promise<void> {
    const { region, vault, point, identifier } = await this.#source(subject, copy);
    const { tags } = this.#database.resource;
    drill.look({ subject: `recovery point of ${subject.component.name}`, good: true, saw: `${point.arn} of ${point.createdAt}`, provesData: false });
    await this.#awaitFree(drill, subject, { region, identifier });
    fileDeletion(drill, subject, { region, tags });
    const backup = this.#backup(region);
    const requested = drill.clock.now();
    const metadata = await backup.restoreMetadata(vault, point.arn);
    const job = await backup.startRestore({
      pointArn: point.arn,
      roleArn: this.#resource.roleArn,
      metadata: { ...metadata, ...this.#asked(point, { region, identifier }) },
      token: `${drill.id}-${copy}`.replace(/[^\w.-]/g, '-').slice(-64),
    });
    drill.mark(subject, 'restore-requested', { notBefore: requested, notAfter: drill.clock.now() });
    drill.mark(subject, 'restore-completed', await this.#completed(drill, subject, { backup, job, requested }));
    await connectToRestored(drill, subject, this.#database, { region, identifier, tags });
  }

  get #home(): string {
    return this.#database.resource.region;
  }

  #backup(region: string): Backup {
    return this.#database.services.backup(region);
  }

  /** Throws Compromised where the plan has no backups copied elsewhere. */
  #vaultIn(where: 'home' | 'elsewhere'): { region: string; name: string } {
    const { name, copy } = this.#resource;
    if (where === 'home') return { region: this.#home, name };
    if (copy) return copy;
    throw new Compromised(`The plan has no backups of "${this.#database.component.name}" copied to another region. Add copy to its backup in the plan, or correct the runbook.`);
  }

  async #whole(where: 'home' | 'elsewhere'): Promise<RecoveryPoint[]> {
    const { region, name } = this.#vaultIn(where);
    return (await this.#backup(region).recoveryPoints(name)).filter(isWhole);
  }

  /** Throws PlanFellShort where the vault has nothing of the kind. */
  async #source({ component }: Subject, copy: VaultCopy): Promise<Source> {
    const { identifier } = this.#database.resource;
    const { region, name: vault } = this.#vaultIn(copy === 'elsewhere' ? 'elsewhere' : 'home');
    const point = chosen(await this.#backup(region).recoveryPoints(vault), copy);
    if (!point) throw new PlanFellShort(`The vault holds nothing that "${component.name}" could be restored from.`);
    // The oldest is brought back beside a database that is still there.
    return { region, vault, point, identifier: copy === 'oldest' ? `${identifier}-restored` : identifier };
  }

  /** What the restore is told beside what was recorded. Groups of the other region's network are not those of this one. */
  #asked({ continuous }: RecoveryPoint, { region, identifier }: { region: string; identifier: string }): Record<string, string> {
    const { configuration } = this.#database.resource;
    return {
      DBInstanceIdentifier: identifier,
      DBInstanceClass: configuration.instanceClass,
      MultiAZ: String(configuration.multiAz),
      PubliclyAccessible: String(configuration.publiclyAccessible),
      ...(continuous && { UseLatestRestorableTime: 'true' }),
      ...(region !== this.#home && { DBSubnetGroupName: 'default' }),
    };
  }

  /** A name that a lost database bore is free once the last of it is gone. */
  async #awaitFree(drill: Drill, subject: Subject, { region, identifier }: { region: string; identifier: string }): Promise<void> {
    await waitInRecovery(drill, {
      subject: `the name ${identifier} in ${region}`,
      every,
      within: recoveryDeadline(subject),
      look: async () => {
        const there = await this.#database.services.rds(region).find(identifier);
        return there ? { good: false, saw: `still ${there.status}` } : { good: true, saw: 'free' };
      },
    });
  }

  async #completed(drill: Drill, subject: Subject, { backup, job, requested }: { backup: Backup; job: string; requested: Instant }) {
    let last: RestoreJob = { status: '', message: '', made: '' };
    const interval = await waitInRecovery(drill, {
      subject: `restore job ${job}`,
      every,
      within: recoveryDeadline(subject),
      notBefore: requested,
      look: async () => {
        last = await backup.restoreJob(job);
        return { good: over.has(last.status), saw: last.message ? `${last.status}: ${last.message}` : last.status };
      },
    });
    if (last.status !== 'COMPLETED') throw new PlanFellShort(`AWS Backup did not restore "${subject.component.name}": the job is ${last.status}. ${last.message}`);
    return interval;
  }
}

/** Whether it holds one moment, and all of it. */
function isWhole({ continuous, status }: RecoveryPoint): boolean {
  return !continuous && status === 'COMPLETED';
}

/** Of points that are in order, the oldest first; what follows every moment is the newest there is. */
function chosen(points: readonly RecoveryPoint[], copy: VaultCopy): RecoveryPoint | undefined {
  if (copy === 'oldest') return points.find(isWhole);
  const following = copy === 'newest' ? points.find(({ continuous, status }) => continuous && status !== 'CREATING') : undefined;
  return following ?? points.findLast(isWhole);
}
