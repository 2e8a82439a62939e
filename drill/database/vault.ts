/** The vault of a database: what it holds, and a database made of it again, here or in the other region. */
import type { RecoveryPoint } from '../../aws/backup';
import type { VaultResource } from '../../aws/resources';
import type { Seen } from '../../measure/seen';
import type { BackupPromise } from '../../plan/plan';
import { Duration } from '../../time/duration';
import type { Instant } from '../../time/instant';
import { type Drill, PlanFellShort } from '../drill';
import { recoveryDeadline, waitInRecovery } from '../phases/recovery-wait';
import type { HeldCopy, Subject, Vault, VaultCopy } from '../subject';
import { runRestoreJob } from '../vault/restore-job';
import { isWhole, VaultContents, type Where } from '../vault/vault-contents';
import type { Database } from './database';
import { connectToRestored, fileDeletion } from './restore';

const every = Duration.seconds(30);

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
  readonly #contents: VaultContents;

  constructor(
    database: Database,
    readonly promise: BackupPromise,
    resource: VaultResource,
  ) {
    this.#database = database;
    this.#resource = resource;
    this.#contents = new VaultContents(database.services, { name: database.component.name, region: database.resource.region }, resource);
  }

  async followsEveryMoment(): Promise<Seen> {
    const points = await this.#contents.points('home');
    const following = points.find(({ continuous, status }) => continuous && status === 'AVAILABLE');
    return following ? { good: true, saw: `${following.arn} is AVAILABLE` } : { good: false, saw: `${points.length} recovery points, none of them continuous and available` };
  }

  isCopiedElsewhere(since: Instant): Promise<Seen> {
    return this.#contents.isCopiedElsewhere(since);
  }

  held(where: Where): Promise<HeldCopy[]> {
    return this.#contents.held(where);
  }

  async restore(drill: Drill, subject: Subject, copy: VaultCopy): Promise<void> {
    const { region, vault, point, identifier } = await this.#source(subject, copy);
    const { tags } = this.#database.resource;
    drill.look({ subject: `recovery point of ${subject.component.name}`, good: true, saw: `${point.arn} of ${point.createdAt}`, provesData: false });
    await this.#awaitFree(drill, subject, { region, identifier });
    fileDeletion(drill, subject, { region, tags });
    await runRestoreJob(drill, subject, {
      ...{ region, vault, point, roleArn: this.#resource.roleArn },
      asked: this.#asked(point, { region, identifier }),
      name: copy,
      what: `"${subject.component.name}"`,
    });
    await connectToRestored(drill, subject, this.#database, { region, identifier, tags });
  }

  /** Throws PlanFellShort where the vault has nothing of the kind. */
  async #source({ component }: Subject, copy: VaultCopy): Promise<Source> {
    const { identifier } = this.#database.resource;
    const where = copy === 'elsewhere' ? 'elsewhere' : 'home';
    const { region, name: vault } = this.#contents.vaultIn(where);
    const point = chosen(await this.#contents.points(where), copy);
    if (!point) throw new PlanFellShort(`The vault holds nothing that "${component.name}" could be restored from.`);
    // The oldest is brought back beside a database that is still there.
    return { region, vault, point, identifier: copy === 'oldest' ? `${identifier}-restored` : identifier };
  }

  /** What the restore is told beside what was recorded. Groups of the other region's network are not those of this one. */
  #asked({ continuous }: RecoveryPoint, { region, identifier }: { region: string; identifier: string }): Record<string, string> {
    const { configuration, region: home } = this.#database.resource;
    return {
      DBInstanceIdentifier: identifier,
      DBInstanceClass: configuration.instanceClass,
      MultiAZ: String(configuration.multiAz),
      PubliclyAccessible: String(configuration.publiclyAccessible),
      ...(continuous && { UseLatestRestorableTime: 'true' }),
      ...(region !== home && { DBSubnetGroupName: 'default' }),
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
}

/** Of points that are in order, the oldest first; what follows every moment is the newest there is. */
function chosen(points: readonly RecoveryPoint[], copy: VaultCopy): RecoveryPoint | undefined {
  if (copy === 'oldest') return points.find(isWhole);
  const following = copy === 'newest' ? points.find(({ continuous, status }) => continuous && status !== 'CREATING') : undefined;
  return following ?? points.findLast(isWhole);
}
