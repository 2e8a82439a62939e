/** What a plan says, once it has been read: every component with its objectives, and where drills may take place. */
import type { Duration } from '../time/duration';

export interface Plan {
  name: string;
  /** The plan's own version, which its owner raises at each change. */
  version: string;
  owner: string;
  /** Digest of the file as it was read: `sha256:` and hex. */
  digest: string;
  /** Where the file lies, as it was given. */
  path: string;
  risks: readonly Risk[];
  allowed: AllowedGround;
  /** A resource without this tag is never touched by a live drill. */
  drillTag: { key: string; value: string };
  classes: readonly DataClass[];
  components: readonly Component[];
}

/** A line of the risk register that drills answer to. */
export interface Risk {
  id: string;
  title: string;
}

export interface AllowedGround {
  accounts: readonly string[];
  regions: readonly string[];
}

export interface Objectives {
  rto: Duration;
  /** Undefined for what keeps no data: nothing can be lost there. */
  rpo: Duration | undefined;
}

/** A retention and recovery policy that components share. */
export interface DataClass extends Objectives {
  name: string;
  /** How long copies are kept; undefined for what keeps no data. */
  retention: Duration | undefined;
  /** Why the objectives are what they are. */
  reason: string;
  /** What holds instead when a component's region, or all that the plan has in it, is lost; undefined where the plan has no answer to that. */
  regionLost?: Objectives;
}

export type Criticality = 'vital' | 'important' | 'supporting';

interface AnyComponent {
  name: string;
  /** What it is for, in one sentence. */
  purpose: string;
  owner: string;
  criticality: Criticality;
  region: string;
  class: DataClass;
  /** Those of its class. */
  objectives: Objectives;
  /** Ids of the risks that recovering it answers to. */
  risks: readonly string[];
}

export interface DatabaseComponent extends AnyComponent {
  kind: 'database';
  engine: 'postgres';
  engineVersion: string;
  instanceClass: string;
  storageGiB: number;
  encrypted: boolean;
  multiAz: boolean;
  /** How long automated backups and the logs for point-in-time restore are kept. */
  backupRetentionDays: number;
  backup?: BackupPromise;
  /** A read replica in another region. */
  replica?: ReplicaPromise;
}

/** Copies in a vault of AWS Backup, where what deletes a component does not reach them. */
export interface BackupPromise {
  /** When they are made: a schedule expression of AWS Backup, in UTC. */
  schedule: string;
  keepFor: Duration;
  /** A copy of each in a vault of another region. */
  copy?: { region: string; keepFor: Duration };
}

/** S3's classes that cannot be read at once, its ways to bring objects back from them, and its kinds of lock: S3's own words. */
export type ArchiveClass = 'GLACIER' | 'DEEP_ARCHIVE';
export type RetrievalTier = 'Expedited' | 'Standard' | 'Bulk';
export type LockMode = 'GOVERNANCE' | 'COMPLIANCE';

/** Where older versions of a bucket's objects go, and how soon they can be read again. */
export interface ArchivePromise {
  /** How long after it was replaced a version stays at hand. */
  after: Duration;
  storageClass: ArchiveClass;
  /** How versions are brought back. */
  tier: RetrievalTier;
  readableWithin: Duration;
}

/** A copy of a component in another region that follows it by itself. */
export interface ReplicaPromise {
  region: string;
  /** How soon its owners know when it does not follow any more. */
  stopNoticedWithin: Duration;
}

/** What keeps versions from being removed, by whomever. */
export interface LockPromise {
  mode: LockMode;
  for: Duration;
}

export interface BucketComponent extends AnyComponent {
  kind: 'bucket';
  versioning: boolean;
  archive?: ArchivePromise;
  replica?: ReplicaPromise;
  lock?: LockPromise;
}

/** A function of Lambda behind an alias. It computes and keeps nothing. */
export interface FunctionComponent extends AnyComponent {
  kind: 'function';
  /** Lambda's own word, such as `nodejs22.x`. */
  runtime: string;
  memoryMiB: number;
  /** After so long a call is given up. */
  timeout: Duration;
  /** The name that its callers use, which leads to one of its versions. */
  alias: string;
}

/** An instance of EC2 with a data volume, which is what backups are made of. */
export interface ServerComponent extends AnyComponent {
  kind: 'server';
  instanceType: string;
  /** Undefined for any zone of its region. */
  zone?: string;
  /** Size of the data volume. */
  volumeGiB: number;
  /** Whether the data volume is. */
  encrypted: boolean;
  backup?: BackupPromise;
}

export type Component = DatabaseComponent | BucketComponent | FunctionComponent | ServerComponent;
