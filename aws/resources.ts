/** The things that a drill makes and breaks, as provisioning, experiments and recovery hand them to each other. */
import type { Owner } from './inventory/owner';
import type { Configuration } from '../measure/parity';
import type { Seen } from '../measure/seen';
import type { Lambda } from './lambda/lambda';
import type { DatabaseConfiguration } from './rds';
import type { S3 } from './s3/s3';
import type { SecretPlace } from './secrets';
import type { Http } from './servers/http';
import type { Launch } from './servers/instances';
import type { DatabaseLogin, Sql } from './sql';

/** A database that was made as the plan says. */
export interface DatabaseResource {
  owner: Owner;
  region: string;
  /** The instance's identifier, which is also the first label of the name that the service uses. */
  identifier: string;
  login: KeptLogin;
  configuration: DatabaseConfiguration;
  /** What everything that belongs to the drill is tagged with. */
  tags: Readonly<Record<string, string>>;
  /** The name that the service reaches it by, where it can move to another region. */
  serviceName?: ServiceName;
  vault?: VaultResource;
  replica?: DatabaseReplica;
  /** Present where FIS may act on it. */
  fault?: FaultGround;
}

/** A login whose password is in Secrets Manager. */
export interface KeptLogin extends DatabaseLogin {
  password: SecretPlace;
}

/** A name of Route 53 that leads to where a service is now. */
export interface ServiceName {
  zone: string;
  name: string;
}

/** A vault of AWS Backup that is filled with copies of one component. */
export interface VaultResource {
  name: string;
  /** ARN of the role in which AWS Backup copies and restores. */
  roleArn: string;
  /** The vault in another region that each copy is copied to. */
  copy?: { region: string; name: string };
}

/** A read replica in another region, and the alarm there that goes off when it no longer follows. */
export interface DatabaseReplica {
  region: string;
  identifier: string;
  lagAlarm: string;
}

/** What a FIS experiment needs: the role that FIS takes on, and the alarm that stops it. */
export interface FaultGround {
  roleArn: string;
  stopAlarm: string;
}

/** Where a bucket is. */
export interface BucketPlace {
  region: string;
  bucket: string;
}

/** A bucket that was made as the plan says. */
export interface BucketResource extends BucketPlace {
  owner: Owner;
  tags: Readonly<Record<string, string>>;
  replica?: ReplicaResource;
  /** Where the record of deletions of its objects arrives. Present where it is locked. */
  deletionLogs?: BucketPlace;
}

/** The bucket that follows another one, and what watches over it. */
export interface ReplicaResource extends BucketPlace {
  /** The alarm that goes off when it no longer follows, in the replica's region. */
  lagAlarm: string;
  /** The alarm that stops an experiment on the replication, in the region of the bucket. */
  stopAlarm: string;
  /** ARN of the role that FIS takes on in such an experiment. */
  faultRole: string;
}

/** An EC2 instance that was launched as the plan says, with its data volume. */
export interface ServerResource {
  owner: Owner;
  region: string;
  instanceId: string;
  volumeId: string;
  /** The name and port that its users reach it by. */
  publicName: string;
  port: number;
  /** Where the data volume is attached, and the root. */
  device: string;
  rootDevice: string;
  /** How it is launched again, in the zone that it was launched in. */
  launch: Launch & { zone: string };
  /** What everything that belongs to the drill is tagged with. */
  tags: Readonly<Record<string, string>>;
  /** The bodies of the records that it was filled with, by number. */
  records: ReadonlyMap<number, string>;
  /** The vault of the data volume. */
  vault?: VaultResource;
}

/** A database as an experiment reaches it: through the service's own address and rights. */
export interface DatabaseTarget {
  kind: 'database';
  owner: Owner;
  region: string;
  identifier: string;
  tags: Readonly<Record<string, string>>;
  sql: Sql;
  /** Where the password is by which `sql` logs in. */
  password: SecretPlace;
  /** Each undefined where it has none. */
  vault?: VaultResource;
  replica?: DatabaseReplica;
  fault?: FaultGround;
}

/** A bucket as an experiment reaches it. */
export interface BucketTarget extends BucketPlace {
  kind: 'bucket';
  owner: Owner;
  tags: Readonly<Record<string, string>>;
  s3: S3;
  /** Undefined where the bucket has none. */
  replica?: ReplicaResource;
}

/** Where a function is, and the name that its callers use. */
export interface FunctionPlace {
  region: string;
  name: string;
  alias: string;
}

/** A function that was made as the plan says. */
export interface FunctionResource extends FunctionPlace {
  owner: Owner;
  tags: Readonly<Record<string, string>>;
  /** What the version in service was made to be. */
  configuration: Configuration;
}

/** A function as an experiment reaches it. */
export interface FunctionTarget extends FunctionPlace {
  kind: 'function';
  lambda: Lambda;
  /** Whether it answers well, as its callers see it. */
  probe: () => Promise<Seen>;
}

/** A server as an experiment reaches it. */
export interface ServerTarget extends Pick<ServerResource, 'owner' | 'region' | 'instanceId' | 'volumeId' | 'device' | 'launch' | 'tags' | 'records' | 'vault'> {
  kind: 'server';
  /** The way that its users take. */
  http: Http;
}

export type ExperimentTarget = DatabaseTarget | BucketTarget | FunctionTarget | ServerTarget;
