/** A PostgreSQL database on RDS, as something to write to, read and recover to a moment. */
import type { DatabaseConfiguration, DatabaseInstance } from '../../aws/rds';
import type { DatabaseResource, ExperimentTarget, KeptLogin } from '../../aws/resources';
import type { Services } from '../../aws/services';
import type { Sql } from '../../aws/sql';
import { Compromised } from '../../measure/endings';
import type { DatabaseComponent } from '../../plan/plan';
import type { Instant } from '../../time/instant';
import type { Drill } from '../drill';
import type { Manifest } from '../../measure/manifest';
import type { Seen } from '../../measure/seen';
import type { Copy, ParityReading, Recoverable, Replica, Subject, Vault, WitnessPath } from '../subject';
import { readTables } from './manifest';
import { restoreToMoment } from './restore';
import { DatabaseReplica } from './replica';
import { intoService } from './switch-over';
import { DatabaseVault } from './vault';
import { readWitnessTable, witnessTablePath } from './witness-table';

/** With how its service is probed. */
export interface ProtectedDatabase extends DatabaseResource {
  probe: (service: Sql) => Promise<Seen>;
}

/** What a restore made, or a promotion: where it is, what it is tagged with and how it is read before the service uses it. */
export interface RestoredDatabase {
  region: string;
  identifier: string;
  tags: Readonly<Record<string, string>>;
  /** What it is meant to be, where that is not what the plan says of the component. */
  configuration?: DatabaseConfiguration;
  sql: Sql;
}

export class Database implements Recoverable {
  /** A connection at the address that the service uses. */
  readonly service: Sql;
  readonly replica: Replica | undefined;
  readonly vault: Vault | undefined;
  restored: RestoredDatabase | undefined;
  #login: KeptLogin;

  constructor(
    readonly component: DatabaseComponent,
    readonly services: Services,
    readonly resource: ProtectedDatabase,
  ) {
    this.#login = resource.login;
    this.service = services.sql(() => this.#login);
    this.replica = component.replica && resource.replica && new DatabaseReplica(this, component.replica, resource.replica);
    this.vault = component.backup && resource.vault && new DatabaseVault(this, component.backup, resource.vault);
  }

  /** What a restored instance is tagged with: so that undoing the restore leaves alone what was there before. */
  get restoredTags(): Readonly<Record<string, string>> {
    return { ...this.resource.tags, 'muster:made-by': 'restore' };
  }

  probe(): Promise<Seen> {
    return this.resource.probe(this.service);
  }

  openWitnessPath(): WitnessPath {
    return witnessTablePath(this.services.sql(() => this.#login));
  }

  manifest(of: Copy): Promise<Manifest> {
    return readTables(this.#copy(of), this.resource.owner.seed, this.component.name);
  }

  readWitnesses(of: Copy): Promise<Map<number, string>> {
    return readWitnessTable(this.#copy(of));
  }

  restore(drill: Drill, subject: Subject, moment: Instant): Promise<void> {
    return restoreToMoment(drill, subject, this, moment);
  }

  switchOver(drill: Drill): Promise<Instant | undefined> {
    return intoService(drill, this);
  }

  /** How a database that was made from this one is logged in to: by the copy of the password in its own region. */
  loginAt(region: string, endpoint: DatabaseInstance['endpoint']): KeptLogin {
    const { login } = this.resource;
    return { ...login, ...endpoint, password: { ...login.password, region } };
  }

  /** From its next connection on the service goes by its name to this port: the name leads to another database, in another region, from now on. */
  useItsNameAt(region: string, port: number): void {
    const { host } = this.#login;
    this.#login = this.loginAt(region, { host, port });
  }

  experimentTarget(): ExperimentTarget {
    const { owner, region, identifier, login, tags, vault, replica, fault } = this.resource;
    return { kind: 'database', owner, region, identifier, tags, sql: this.service, password: login.password, ...(vault && { vault }), ...(replica && { replica }), ...(fault && { fault }) };
  }

  async parity(): Promise<ParityReading> {
    const { region, identifier, tags } = this.restored ?? this.resource;
    const found = await this.services.rds(region).find(identifier);
    const configuration = this.restored?.configuration ?? this.resource.configuration;
    return { expected: { ...configuration, tags }, actual: found ? { ...found.configuration, tags: found.tags } : {} };
  }

  async close(): Promise<void> {
    await this.service.close();
    await this.restored?.sql.close();
  }

  #copy(of: Copy): Sql {
    if (of === 'in service') return this.service;
    if (!this.restored) throw new Compromised(`The runbook reads the restored "${this.component.name}" before it is restored. Put the restore before it.`);
    return this.restored.sql;
  }
}
