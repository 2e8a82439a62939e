/** The things that a drill makes and breaks, as provisioning, experiments and recovery hand them to each other. */
import type { Owner } from './drill-password';
import type { DatabaseConfiguration } from './rds';
import type { S3 } from './s3/s3';
import type { DatabaseLogin, Sql } from './sql';

/** A database that was made as the plan says. */
export interface DatabaseResource {
  owner: Owner;
  region: string;
  /** The instance's identifier, which is also the first label of the name that the service uses. */
  identifier: string;
  login: DatabaseLogin;
  configuration: DatabaseConfiguration;
  /** What everything that belongs to the drill is tagged with. */
  tags: Readonly<Record<string, string>>;
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

/** A database as an experiment reaches it: through the service's own address and rights. */
export interface DatabaseTarget {
  kind: 'database';
  owner: Owner;
  region: string;
  identifier: string;
  sql: Sql;
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

export type ExperimentTarget = DatabaseTarget | BucketTarget;
