/** The things that a drill makes and breaks, as provisioning, experiments and recovery hand them to each other. */
import type { Owner } from './drill-password';
import type { DatabaseConfiguration } from './rds';
import type { S3 } from './s3';
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

/** A bucket that was made as the plan says. */
export interface BucketResource {
  owner: Owner;
  region: string;
  bucket: string;
  tags: Readonly<Record<string, string>>;
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
export interface BucketTarget {
  kind: 'bucket';
  region: string;
  bucket: string;
  s3: S3;
}

export type ExperimentTarget = DatabaseTarget | BucketTarget;
