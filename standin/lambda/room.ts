/** The functions of all accounts and regions, kept on record, with their code and the processes that run it. */
import { join } from 'node:path';
import type { Access } from '../access/access';
import type { Metrics } from '../cloudwatch/metrics';
import { Errands } from '../durable/errands';
import { Table } from '../durable/table';
import type { EventBuses } from '../events/event-buses';
import type { Identities } from '../iam/identities';
import type { KeyRing } from '../kms/key-ring';
import { CodeStore } from '../planes/functions/code-store';
import { FunctionProcesses } from '../planes/functions/function-processes';
import type { Call, Service } from '../service';
import type { Topics } from '../sns/topics';
import type { Sessions } from '../sts/sessions';
import { draw } from '../timings';
import type { Whereabouts } from '../whereabouts';
import type { World } from '../world';
import { arnOf, type Asked, askedFunction } from './names';
import { refusals } from './refusals';
import { Events } from './running/events';
import { Runs } from './running/run';
import type { Alias, EventConfig, FunctionRow, Permissions, Version } from './rows';

/** The other services that Lambda asks and tells. */
export interface LambdaNeighbours {
  access: Access;
  identities: Identities;
  sessions: Sessions;
  keys: KeyRing;
  metrics: Metrics;
  topics: Topics;
  buses: EventBuses;
  s3: Service;
  /** Where functions reach the services of this world over HTTP. */
  endpoint: () => Promise<string>;
}

interface Change {
  functionArn: string;
  version: string;
  revision: string;
}

export class Functions {
  readonly rows: Table<FunctionRow>;
  readonly versions: Table<Version>;
  readonly aliases: Table<Alias>;
  readonly permissions: Table<Permissions>;
  readonly eventConfigs: Table<EventConfig>;
  readonly code: CodeStore;
  readonly processes: FunctionProcesses;
  readonly runs: Runs;
  readonly events: Events;
  readonly #made: Table<number>;
  readonly #changes: Errands<Change>;

  constructor(
    readonly world: World,
    readonly neighbours: LambdaNeighbours,
  ) {
    const { journal } = world;
    this.rows = new Table(journal, 'lambda.functions');
    this.versions = new Table(journal, 'lambda.versions');
    this.aliases = new Table(journal, 'lambda.aliases');
    this.permissions = new Table(journal, 'lambda.permissions');
    this.eventConfigs = new Table(journal, 'lambda.event-configs');
    this.#made = new Table(journal, 'lambda.made');
    this.code = new CodeStore(join(world.directory, 'function-code'));
    this.processes = new FunctionProcesses(world.keeper, join(world.directory, 'functions'));
    this.runs = new Runs(this);
    this.events = new Events(this);
    this.#changes = new Errands(world, 'lambda.changes', (change) => this.#settle(change));
    this.dropCode();
  }

  /** Oldest first. */
  of({ accountId, region }: Whereabouts): FunctionRow[] {
    return [...this.rows.values()].filter((row) => row.accountId === accountId && row.region === region);
  }

  /** Throws ResourceNotFoundException. */
  require(asked: Asked): FunctionRow {
    const row = this.rows.get(arnOf({ ...asked, qualifier: undefined }));
    if (!row) throw refusals.noFunction(arnOf(asked));
    return row;
  }

  /** A version, by its number or by an alias. Throws ResourceNotFoundException. */
  versionOf(asked: Asked): Version {
    const { arn } = this.require(asked);
    const { qualifier = '$LATEST' } = asked;
    const alias = this.alias(arn, qualifier);
    const version = this.versions.get(`${arn}:${alias?.version ?? qualifier}`);
    if (!version) throw refusals.noFunction(arnOf(asked));
    return version;
  }

  latestOf(call: Call, name: string | undefined): { row: FunctionRow; latest: Version } {
    const asked = askedFunction(call, name);
    return { row: this.require(asked), latest: this.versionOf({ ...asked, qualifier: '$LATEST' }) };
  }

  alias(functionArn: string, name: string): Alias | undefined {
    return this.aliases.get(`${functionArn}:${name}`);
  }

  /** `$LATEST` first, then as they were published. */
  versionsOf(functionArn: string): Version[] {
    return [...this.versions.values()].filter((version) => version.functionArn === functionArn);
  }

  aliasesOf(functionArn: string): Alias[] {
    return [...this.aliases.values()].filter((alias) => alias.functionArn === functionArn).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** The revision id of the `changes`th state of something; another one where a function of the name was there before. */
  revisionOf(functionArn: string, what: string, changes: number): string {
    return this.world.chance.uuid('lambda', 'revision', functionArn, this.#made.get(functionArn) ?? 0, what, changes);
  }

  /** Takes in a function that is new, which becomes active after a while. */
  add(row: FunctionRow): void {
    this.#made.put(row.arn, (this.#made.get(row.arn) ?? 0) + 1);
    this.rows.put(row.arn, row);
  }

  keepVersion(version: Version): Version {
    return this.versions.put(`${version.functionArn}:${version.version}`, version);
  }

  keepAlias(alias: Alias): Alias {
    return this.aliases.put(`${alias.functionArn}:${alias.name}`, alias);
  }

  /** Has a pending version become active, or an update be done, when its time has come. */
  leaveChange({ functionArn, version, revision }: Version, timing: 'lambda.create' | 'lambda.update'): void {
    const { clock, chance } = this.world;
    this.#changes.leave(clock.now().plus(draw(chance, timing, revision)), { functionArn, version, revision });
  }

  /** Forgets a function, with its versions, aliases and all that was said of them. */
  async drop({ arn }: FunctionRow): Promise<void> {
    const [versions, aliases] = [this.versionsOf(arn), this.aliasesOf(arn)];
    this.world.journal.together(() => {
      this.rows.delete(arn);
      this.dropQualified(arn);
      for (const { version } of versions) this.dropQualified(`${arn}:${version}`);
      for (const { name } of aliases) this.dropQualified(`${arn}:${name}`);
    });
    this.dropCode();
    for (const { version } of versions) await this.runs.forget(`${arn}:${version}`);
  }

  async dropVersion(qualified: string): Promise<void> {
    this.world.journal.together(() => this.dropQualified(qualified));
    this.dropCode();
    await this.runs.forget(qualified);
  }

  /** What is kept of a version, or of an alias. */
  dropQualified(qualified: string): void {
    for (const table of [this.versions, this.aliases, this.permissions, this.eventConfigs]) if (table.get(qualified)) table.delete(qualified);
  }

  /** Forgets zips that no version has. */
  dropCode(): void {
    this.code.removeAllBut(new Set([...this.versions.values()].flatMap(({ configuration, inForce }) => [configuration.code, inForce.code])));
  }

  async #settle({ functionArn, version: number, revision }: Change): Promise<void> {
    const version = this.versions.get(`${functionArn}:${number}`);
    if (version?.revision !== revision) return;
    const changes = version.changes + 1;
    this.keepVersion({ ...version, inForce: version.configuration, state: 'Active', update: 'Successful', changes, revision: this.revisionOf(functionArn, number, changes) });
    if (version.configuration !== version.inForce) await this.runs.forget(`${functionArn}:${number}`);
    this.dropCode();
  }
}
