/** A database's read replica in another region: whether it follows, who is told when it does not, and how it takes over. */
import type { DatabaseReplica as ReplicaResource } from '../../aws/resources';
import type { Seen } from '../../measure/seen';
import type { ReplicaPromise } from '../../plan/plan';
import { Duration } from '../../time/duration';
import type { Instant } from '../../time/instant';
import { type Drill, PlanFellShort } from '../drill';
import { recoveryDeadline, waitInRecovery } from '../phases/recovery-wait';
import { isQuiet } from '../quiet-alarm';
import type { Compared, Replica, Subject } from '../subject';
import { isAvailable } from './availability';
import type { Database } from './database';
import { connectToRestored } from './restore';
import { intoService } from './switch-over';

const every = Duration.seconds(15);

export class DatabaseReplica implements Replica {
  readonly #database: Database;
  readonly #resource: ReplicaResource;

  constructor(
    database: Database,
    readonly promise: ReplicaPromise,
    resource: ReplicaResource,
  ) {
    this.#database = database;
    this.#resource = resource;
  }

  /** Good when the newest witness in the replica is not older than `upTo`. Null when neither has any. */
  async follows(upTo: Instant): Promise<Compared> {
    const { services, service } = this.#database;
    const endpoint = (await services.rds(this.#resource.region).find(this.#resource.identifier))?.endpoint;
    const replica = services.sql(this.#database.loginAt(this.#resource.region, endpoint));
    try {
      const newest = 'SELECT coalesce(max(witness), -1) AS newest FROM muster_witness';
      const [[there], [here]] = [await replica.query<{ newest: number }>(newest), await service.query<{ newest: number }>(newest)];
      const [has, should] = [there?.newest ?? -1, here?.newest ?? -1];
      return { good: should < 0 ? null : has >= should, saw: `witness ${has} of ${should} by ${upTo}`, compared: should + 1 };
    } finally {
      await replica.close();
    }
  }

  alarmIsQuiet(): Promise<Seen> {
    return isQuiet(this.#database.services, this.#resource.region, this.#resource.lagAlarm);
  }

  /** Makes the replica a database of its own, and points the service at it. It stands in one zone: a standby comes when the region is to stay. */
  async takeOver(drill: Drill, subject: Subject): Promise<Instant> {
    const { region, identifier } = this.#resource;
    const { configuration, tags } = this.#database.resource;
    const rds = drill.services.rds(region);
    const requested = drill.clock.now();
    // RDS has made it a database of its own already where it saw its source go.
    if ((await rds.find(identifier))?.isReplica) await rds.promote(identifier, configuration.backupRetentionDays);
    else await rds.setBackupRetention(identifier, configuration.backupRetentionDays);
    drill.mark(subject, 'restore-requested', { notBefore: requested, notAfter: drill.clock.now() });
    const promoted = await waitInRecovery(drill, {
      subject: `promotion of ${identifier}`,
      every,
      within: recoveryDeadline(subject),
      notBefore: requested,
      look: async () => ((await rds.find(identifier))?.isReplica ? { good: false, saw: 'still a replica' } : isAvailable(rds, identifier)),
    });
    drill.mark(subject, 'restore-completed', promoted);
    await connectToRestored(drill, subject, this.#database, { region, identifier, tags, configuration: { ...configuration, multiAz: false } });
    const last = await intoService(drill, this.#database);
    if (!last) throw new PlanFellShort(`The replica of "${subject.component.name}" lies in its own region, where a lost region takes it along.`);
    return last;
  }
}
