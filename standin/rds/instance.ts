/** A database instance and what it is made of. */
import type { Instant } from '../../time/instant';
import type { PostgresCluster } from '../planes/postgres/cluster';
import type { LsnRecord } from '../planes/postgres/log/lsn-record';
import type { AutomatedBackup } from './backups/automated-backup';
import type { Standby } from './multi-az/standby';
import type { Promotion } from './replicas/promote-replica';
import type { Replication } from './replicas/replication';
import type { AppliedParameters } from './parameters/apply';
import type { Place } from './room';

/** The states of RDS that an instance passes through here. */
export type InstanceStatus =
  | 'creating'
  | 'available'
  | 'backing-up'
  | 'modifying'
  | 'renaming'
  | 'rebooting'
  | 'resetting-master-credentials'
  | 'starting'
  | 'stopping'
  | 'stopped'
  | 'deleting'
  | 'failed'
  | 'incompatible-restore'
  | 'incompatible-parameters'
  | 'moving-to-vpc'
  | 'inaccessible-encryption-credentials-recoverable'
  | 'inaccessible-encryption-credentials';

/** What was asked for when it was made, or changed since. */
export interface Settings {
  instanceClass: string;
  allocatedStorage: number;
  storageType: string;
  storageEncrypted: boolean;
  kmsKeyId?: string;
  engineVersion: string;
  masterUsername: string;
  databaseName?: string;
  port: number;
  parameterGroup: string;
  subnetGroup: string;
  /** Ids, of the network that the subnet group is of. */
  securityGroups: readonly string[];
  zone: string;
  multiAz: boolean;
  /** Where the standby of a Multi-AZ instance is. */
  secondaryZone?: string;
  backupRetentionDays: number;
  /** `hh:mm-hh:mm`, in UTC. */
  backupWindow: string;
  /** `ddd:hh:mm-ddd:hh:mm`, in UTC. */
  maintenanceWindow: string;
  deletionProtection: boolean;
  copyTagsToSnapshot: boolean;
  publiclyAccessible: boolean;
  autoMinorVersionUpgrade: boolean;
}

/** What waits for the maintenance window, or for the change under way to be done. */
export interface PendingChanges {
  identifier?: string;
  instanceClass?: string;
  allocatedStorage?: number;
  backupRetentionDays?: number;
  masterPassword?: string;
  multiAz?: boolean;
  /** Of another network. */
  subnetGroup?: string;
  securityGroups?: readonly string[];
}

export interface Instance {
  readonly place: Place;
  readonly resourceId: string;
  identifier: string;
  status: InstanceStatus;
  /** Unset until it is up for the first time. */
  created?: Instant;
  settings: Settings;
  pending: PendingChanges;
  /** What is being changed now. */
  underWay?: PendingChanges;
  tags: Map<string, string>;
  /** Unset until there is data. */
  cluster?: PostgresCluster;
  /** Where its log stood at which instant; noted while somebody follows it. */
  readonly positions: LsnRecord;
  /** Of a Multi-AZ instance; unset while there is none yet, or none any longer. */
  standby?: Standby;
  /** Since when nobody gets in because its standby is to take over. */
  failingOver?: Instant;
  /** The read replicas that follow it. */
  readonly replicas: Set<Instance>;
  /** Of a read replica. */
  replication?: Replication;
  /** Of a replica that left its source and is to stand alone. */
  promotion?: Promotion;
  /** Unset while automated backups are off. */
  backup?: AutomatedBackup;
  /** The continuous backup by which AWS Backup has taken over its automated backups. */
  awsBackupPoint?: string;
  /** What its server was last told; unset before it was told anything. */
  parameters?: AppliedParameters;
  /** Whether it was ever up: it has an endpoint then. */
  hasEndpoint: boolean;
  /** When a stopped instance is started again by itself. */
  startsAgain?: Instant;
}
