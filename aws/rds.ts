/** RDS: databases created, looked at, restored to a moment, followed by replicas, and deleted. */
import * as sdk from '@aws-sdk/client-rds';
import { Instant } from '../time/instant';
import { clientConfig, signingByClock } from './calls/client-config';
import { AwsRefusal } from './calls/refusal';
import type { Caller } from './services';
import type { ClientSettings } from './target';

export interface DatabaseInstance {
  identifier: string;
  /** Stays the same when the instance is renamed. */
  resourceId: string;
  arn: string;
  status: string;
  /** Absent while the instance has no endpoint yet. */
  endpoint?: { host: string; port: number };
  createdAt?: Instant;
  /** Up to where a point-in-time restore can reach. */
  latestRestorableTime?: Instant;
  configuration: DatabaseConfiguration;
  tags: Readonly<Record<string, string>>;
  /** Whether it follows another one, and takes no writes. */
  isReplica: boolean;
}

/** What a database is supposed to be, and what is compared with what it is. */
export interface DatabaseConfiguration {
  engine: string;
  engineVersion: string;
  instanceClass: string;
  storageGiB: number;
  storageEncrypted: boolean;
  multiAz: boolean;
  publiclyAccessible: boolean;
  backupRetentionDays: number;
  deletionProtection: boolean;
}

export interface NewDatabase {
  identifier: string;
  databaseName: string;
  user: string;
  password: string;
  configuration: DatabaseConfiguration;
  tags: Readonly<Record<string, string>>;
}

export class Rds {
  readonly #client: sdk.RDSClient;
  readonly #region: string;
  readonly #call: Caller;

  constructor(settings: ClientSettings, call: Caller) {
    this.#client = signingByClock(new sdk.RDSClient(clientConfig(settings)), settings);
    this.#region = settings.region;
    this.#call = call;
  }

  async create(database: NewDatabase): Promise<void> {
    const { configuration } = database;
    const input: sdk.CreateDBInstanceCommandInput = {
      DBInstanceIdentifier: database.identifier,
      DBName: database.databaseName,
      Engine: configuration.engine,
      EngineVersion: configuration.engineVersion,
      AllocatedStorage: configuration.storageGiB,
      StorageEncrypted: configuration.storageEncrypted,
      MasterUsername: database.user,
      MasterUserPassword: database.password,
      BackupRetentionPeriod: configuration.backupRetentionDays,
      ...placement(configuration),
      Tags: tagList(database.tags),
    };
    await this.#ask('CreateDBInstance', input, () => this.#client.send(new sdk.CreateDBInstanceCommand(input)));
  }

  /** The instance of that identifier, or undefined when there is none. */
  async find(identifier: string): Promise<DatabaseInstance | undefined> {
    const input: sdk.DescribeDBInstancesCommandInput = { DBInstanceIdentifier: identifier };
    try {
      const answer = await this.#ask('DescribeDBInstances', input, () => this.#client.send(new sdk.DescribeDBInstancesCommand(input)));
      return answer.DBInstances?.map(asInstance)[0];
    } catch (error) {
      if (error instanceof AwsRefusal && error.code === 'DBInstanceNotFound') return undefined;
      throw error;
    }
  }

  /** Every instance of the account in the region. */
  async list(): Promise<DatabaseInstance[]> {
    const found: DatabaseInstance[] = [];
    let marker: string | undefined;
    do {
      const input: sdk.DescribeDBInstancesCommandInput = { Marker: marker };
      const answer = await this.#ask('DescribeDBInstances', input, () => this.#client.send(new sdk.DescribeDBInstancesCommand(input)));
      found.push(...(answer.DBInstances ?? []).map(asInstance));
      marker = answer.Marker;
    } while (marker);
    return found;
  }

  /** Makes a new instance with the data that `source` held at `moment`, to the second. */
  async restoreToMoment(source: string, moment: Instant, target: Pick<NewDatabase, 'identifier' | 'configuration' | 'tags'>): Promise<void> {
    const input: sdk.RestoreDBInstanceToPointInTimeCommandInput = {
      SourceDBInstanceIdentifier: source,
      TargetDBInstanceIdentifier: target.identifier,
      RestoreTime: moment.toDate(),
      ...placement(target.configuration),
      Tags: tagList(target.tags),
    };
    await this.#ask('RestoreDBInstanceToPointInTime', input, () => this.#client.send(new sdk.RestoreDBInstanceToPointInTimeCommand(input)));
  }

  /** Makes a read replica here, in the region of this client, of an instance of any region, which is named by its ARN. */
  async createReplica(sourceArn: string, replica: Pick<NewDatabase, 'identifier' | 'configuration' | 'tags'>): Promise<void> {
    const { identifier, configuration, tags } = replica;
    const input: sdk.CreateDBInstanceReadReplicaCommandInput = {
      DBInstanceIdentifier: identifier,
      SourceDBInstanceIdentifier: sourceArn,
      DBInstanceClass: configuration.instanceClass,
      PubliclyAccessible: configuration.publiclyAccessible,
      ...(configuration.storageEncrypted && { KmsKeyId: 'alias/aws/rds' }),
      Tags: tagList(tags),
    };
    await this.#ask('CreateDBInstanceReadReplica', input, () => this.#client.send(new sdk.CreateDBInstanceReadReplicaCommand(input)));
  }

  /** Makes a read replica an instance of its own, which is backed up for so many days. */
  async promote(identifier: string, backupRetentionDays: number): Promise<void> {
    const input: sdk.PromoteReadReplicaCommandInput = { DBInstanceIdentifier: identifier, BackupRetentionPeriod: backupRetentionDays };
    await this.#ask('PromoteReadReplica', input, () => this.#client.send(new sdk.PromoteReadReplicaCommand(input)));
  }

  /** Has an instance backed up for so many days, from now on. */
  async setBackupRetention(identifier: string, backupRetentionDays: number): Promise<void> {
    const input: sdk.ModifyDBInstanceCommandInput = { DBInstanceIdentifier: identifier, BackupRetentionPeriod: backupRetentionDays, ApplyImmediately: true };
    await this.#ask('ModifyDBInstance', input, () => this.#client.send(new sdk.ModifyDBInstanceCommand(input)));
  }

  async rename(identifier: string, to: string): Promise<void> {
    const input: sdk.ModifyDBInstanceCommandInput = { DBInstanceIdentifier: identifier, NewDBInstanceIdentifier: to, ApplyImmediately: true };
    await this.#ask('ModifyDBInstance', input, () => this.#client.send(new sdk.ModifyDBInstanceCommand(input)));
  }

  /** Deletes an instance with its automated backups and without a last snapshot. */
  async delete(identifier: string): Promise<void> {
    const input: sdk.DeleteDBInstanceCommandInput = { DBInstanceIdentifier: identifier, SkipFinalSnapshot: true, DeleteAutomatedBackups: true };
    await this.#ask('DeleteDBInstance', input, () => this.#client.send(new sdk.DeleteDBInstanceCommand(input)));
  }

  #ask<Output>(operation: string, input: object, send: () => Promise<Output>): Promise<Output> {
    return this.#call({ service: 'rds', operation, region: this.#region, input, send });
  }
}

/** The settings that creating and restoring have in common. */
function placement(configuration: DatabaseConfiguration) {
  return {
    DBInstanceClass: configuration.instanceClass,
    MultiAZ: configuration.multiAz,
    PubliclyAccessible: configuration.publiclyAccessible,
    DeletionProtection: configuration.deletionProtection,
  };
}

function tagList(tags: Readonly<Record<string, string>>): sdk.Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function asInstance(instance: sdk.DBInstance): DatabaseInstance {
  const { Endpoint: endpoint } = instance;
  return {
    identifier: instance.DBInstanceIdentifier ?? '',
    resourceId: instance.DbiResourceId ?? '',
    arn: instance.DBInstanceArn ?? '',
    status: instance.DBInstanceStatus ?? '',
    endpoint: endpoint?.Address && endpoint.Port ? { host: endpoint.Address, port: endpoint.Port } : undefined,
    createdAt: instance.InstanceCreateTime && Instant.ofDate(instance.InstanceCreateTime),
    latestRestorableTime: instance.LatestRestorableTime && Instant.ofDate(instance.LatestRestorableTime),
    configuration: {
      engine: instance.Engine ?? '',
      engineVersion: instance.EngineVersion ?? '',
      instanceClass: instance.DBInstanceClass ?? '',
      storageGiB: instance.AllocatedStorage ?? 0,
      storageEncrypted: instance.StorageEncrypted ?? false,
      multiAz: instance.MultiAZ ?? false,
      publiclyAccessible: instance.PubliclyAccessible ?? false,
      backupRetentionDays: instance.BackupRetentionPeriod ?? 0,
      deletionProtection: instance.DeletionProtection ?? false,
    },
    isReplica: instance.ReadReplicaSourceDBInstanceIdentifier !== undefined,
    tags: Object.fromEntries((instance.TagList ?? []).map((tag) => [tag.Key ?? '', tag.Value ?? ''])),
  };
}
