/** An instance as RDS describes it. */
import type { DBInstance } from '@aws-sdk/client-rds';
import type { Call } from '../../service';
import { authorityAnswer } from '../certificates';
import { endpointFor } from '../instances/endpoint';
import type { Instance, PendingChanges } from '../instance';
import { arnOf } from '../names';
import { parameterGroupAnswer } from '../parameters/apply';
import type { Room } from '../room';
import { placementAnswer } from '../subnets/placement';
import { tagList } from '../tags';

/** The endpoint is absent until the instance was up once. Times are of the world's clock. */
export function instanceAnswer(room: Room, instance: Instance, call: Call): DBInstance {
  const { place, identifier, settings, backup } = instance;
  return {
    DBInstanceIdentifier: identifier,
    DBInstanceArn: arnOf(place, 'db', identifier),
    DbiResourceId: instance.resourceId,
    DBInstanceStatus: instance.status,
    ...whatItIs(settings),
    Endpoint: endpointAnswer(room, instance, call),
    InstanceCreateTime: instance.created?.toDate(),
    LatestRestorableTime: backup && backup.status !== 'creating' ? backup.latest.toDate() : undefined,
    AwsBackupRecoveryPointArn: instance.awsBackupPoint,
    DBInstanceAutomatedBackupsReplications: backup?.copies.size ? [...backup.copies].map((copy) => ({ DBInstanceAutomatedBackupsArn: copy.backup.arn })) : undefined,
    AutomaticRestartTime: instance.startsAgain?.toDate(),
    PendingModifiedValues: pendingAnswer(instance.pending),
    ...replicationAnswer(instance),
    TagList: tagList(instance.tags),
    ...placementAnswer(room, instance),
    DBParameterGroups: parameterGroupAnswer(room, instance),
    ...unchanging,
  };
}

/** Those of the same region go by their identifiers, others by their ARNs. */
function replicationAnswer({ place, replicas, replication }: Instance): DBInstance {
  const told = (other: Instance): string => (other.place.region === place.region ? other.identifier : arnOf(other.place, 'db', other.identifier));
  const names = [...replicas].map(told).sort();
  if (!replication) return { ReadReplicaDBInstanceIdentifiers: names };
  const { isBroken, source } = replication;
  const status = { StatusType: 'read replication', Normal: !isBroken, Status: isBroken ? 'error' : 'replicating' };
  return { ReadReplicaDBInstanceIdentifiers: names, ReadReplicaSourceDBInstanceIdentifier: told(source), StatusInfos: [status] };
}

function whatItIs(settings: Instance['settings']): DBInstance {
  return {
    DBInstanceClass: settings.instanceClass,
    Engine: 'postgres',
    EngineVersion: settings.engineVersion,
    LicenseModel: 'postgresql-license',
    MasterUsername: settings.masterUsername,
    DBName: settings.databaseName,
    AllocatedStorage: settings.allocatedStorage,
    StorageType: settings.storageType,
    StorageEncrypted: settings.storageEncrypted,
    KmsKeyId: settings.kmsKeyId,
    AvailabilityZone: settings.zone,
    MultiAZ: settings.multiAz,
    SecondaryAvailabilityZone: settings.secondaryZone,
    BackupRetentionPeriod: settings.backupRetentionDays,
    PreferredBackupWindow: settings.backupWindow,
    PreferredMaintenanceWindow: settings.maintenanceWindow,
    DeletionProtection: settings.deletionProtection,
    CopyTagsToSnapshot: settings.copyTagsToSnapshot,
    PubliclyAccessible: settings.publiclyAccessible,
    AutoMinorVersionUpgrade: settings.autoMinorVersionUpgrade,
  };
}

/** What every instance here has in common. */
const unchanging: DBInstance = {
  DbInstancePort: 0,
  DBSecurityGroups: [],
  ...authorityAnswer,
  OptionGroupMemberships: [{ OptionGroupName: 'default:postgres-18', Status: 'in-sync' }],
  MonitoringInterval: 0,
  DomainMemberships: [],
  IAMDatabaseAuthenticationEnabled: false,
  PerformanceInsightsEnabled: false,
  AssociatedRoles: [],
  NetworkType: 'IPV4',
  BackupTarget: 'region',
  CustomerOwnedIpEnabled: false,
  DedicatedLogVolume: false,
};

function endpointAnswer(room: Room, instance: Instance, call: Call): DBInstance['Endpoint'] {
  if (!instance.hasEndpoint) return undefined;
  const { host, port } = endpointFor(room, instance, call);
  return { Address: host, Port: port };
}

function pendingAnswer(pending: PendingChanges): DBInstance['PendingModifiedValues'] {
  return {
    DBInstanceIdentifier: pending.identifier,
    DBSubnetGroupName: pending.subnetGroup,
    DBInstanceClass: pending.instanceClass,
    AllocatedStorage: pending.allocatedStorage,
    BackupRetentionPeriod: pending.backupRetentionDays,
    MultiAZ: pending.multiAz,
    MasterUserPassword: pending.masterPassword === undefined ? undefined : '****',
  };
}
