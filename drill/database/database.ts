/** A PostgreSQL database on RDS, as something to write to, read and recover to a moment. */
import type { DatabaseResource, ExperimentTarget } from '../../aws/resources';
import type { Services } from '../../aws/services';
import type { Sql } from '../../aws/sql';
import { Compromised } from '../../measure/endings';
import type { Component } from '../../plan/plan';
import type { Instant } from '../../time/instant';
import type { Drill } from '../drill';
import type { Manifest } from '../../measure/manifest';
import type { Seen } from '../../measure/seen';
import type { Copy, ParityReading, Recoverable, Subject, WitnessPath } from '../subject';
import { readTables } from './manifest';
import { restoreToMoment } from './restore';
import { renameIntoService } from './switch-over';
import { readWitnessTable, witnessTablePath } from './witness-table';

/** With how its service is probed. */
export interface ProtectedDatabase extends DatabaseResource {
  probe: (service: Sql) => Promise<Seen>;
}

export class Database implements Recoverable {
  /** A connection at the address that the service uses. */
  readonly service: Sql;
  restored: { identifier: string; sql: Sql } | undefined;

  constructor(
    readonly component: Component,
    readonly services: Services,
    readonly resource: ProtectedDatabase,
  ) {
    this.service = services.sql(resource.login);
  }

  /** What a restored instance is tagged with: so that undoing the restore leaves alone what was there before. */
  get restoredTags(): Readonly<Record<string, string>> {
    return { ...this.resource.tags, 'muster:made-by': 'restore' };
  }

  probe(): Promise<Seen> {
    return this.resource.probe(this.service);
  }

  openWitnessPath(): WitnessPath {
    return witnessTablePath(this.services.sql(this.resource.login));
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

  switchOver(drill: Drill): Promise<Instant> {
    return renameIntoService(drill, this);
  }

  experimentTarget(): ExperimentTarget {
    const { owner, region, identifier } = this.resource;
    return { kind: 'database', owner, region, identifier, sql: this.service };
  }

  async parity(): Promise<ParityReading> {
    const identifier = this.restored?.identifier ?? this.resource.identifier;
    const found = await this.services.rds(this.resource.region).find(identifier);
    const { configuration } = this.resource;
    const tags = this.restored ? this.restoredTags : this.resource.tags;
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
