/** How RDS says no: the codes of its model, and the wordings that `aws-behaviour` gathered. */
import { AwsError } from '../aws-error';

export const refusals = {
  instanceNotFound: (identifier: string) => new AwsError('DBInstanceNotFound', `DBInstance ${identifier} not found.`, { status: 404 }),
  instanceExists: () => new AwsError('DBInstanceAlreadyExists', 'DB instance already exists'),
  notAvailable: (identifier: string) => new AwsError('InvalidDBInstanceState', `Instance ${identifier} is not in available state.`),
  instanceState: (message: string) => new AwsError('InvalidDBInstanceState', message),
  snapshotNotFound: (identifier: string) => new AwsError('DBSnapshotNotFound', `DBSnapshot ${identifier} not found.`, { status: 404 }),
  snapshotExists: (identifier: string) =>
    new AwsError('DBSnapshotAlreadyExists', `Cannot create the snapshot because a snapshot with the identifier ${identifier} already exists.`),
  snapshotState: (message: string) => new AwsError('InvalidDBSnapshotState', message),
  snapshotQuota: () => new AwsError('SnapshotQuotaExceeded', 'Cannot create more than 100 manual snapshots'),
  /** So many copies are under way to one region at a time; RDS has no other code for it. */
  copyQuota: (most: number) => new AwsError('SnapshotQuotaExceeded', `Cannot copy more than ${most} snapshots to a region at a time`),
  sharedQuota: (most: number) => new AwsError('SharedSnapshotQuotaExceeded', `A manual snapshot cannot be shared with more than ${most} accounts`),
  replicaQuota: (identifier: string, most: number) => new AwsError('InstanceQuotaExceeded', `The DB instance ${identifier} already has ${most} read replicas, the most there can be.`),
  keyNotAccessible: (key: string) =>
    new AwsError('KMSKeyNotAccessibleFault', `Specified KMS key [${key}] does not exist, is not enabled or you do not have permissions to access it.`),
  certificateNotFound: (identifier: string) => new AwsError('CertificateNotFound', `Certificate ${identifier} not found.`, { status: 404 }),
  parameterGroupNotFound: (name: string) => new AwsError('DBParameterGroupNotFound', `DBParameterGroup not found: ${name}`, { status: 404 }),
  parameterGroupExists: (name: string) => new AwsError('DBParameterGroupAlreadyExists', `Parameter group ${name} already exists`),
  parameterGroupState: (message: string) => new AwsError('InvalidDBParameterGroupState', message),
  parameterGroupQuota: (most: number) => new AwsError('DBParameterGroupQuotaExceeded', `Cannot have more than ${most} parameter groups in a region`),
  subnetGroupNotFound: (name: string) => new AwsError('DBSubnetGroupNotFoundFault', `DB subnet group '${name}' does not exist.`, { status: 404 }),
  subnetGroupExists: (name: string) => new AwsError('DBSubnetGroupAlreadyExists', `The DB subnet group '${name}' already exists.`),
  subnetGroupState: (message: string) => new AwsError('InvalidDBSubnetGroupStateFault', message),
  subnetGroupQuota: (most: number) => new AwsError('DBSubnetGroupQuotaExceeded', `Cannot have more than ${most} subnet groups in a region`),
  subnetGroupNotAllowed: () => new AwsError('DBSubnetGroupNotAllowedFault', 'The DBSubnetGroup shouldn\'t be specified while creating read replicas that lie in the same region as the source instance.'),
  subnetQuota: (most: number) => new AwsError('DBSubnetQuotaExceededFault', `A DB subnet group cannot have more than ${most} subnets`),
  subnetInUse: (message: string) => new AwsError('SubnetAlreadyInUse', message),
  subnet: (message: string) => new AwsError('InvalidSubnet', message),
  zonesNotCovered: (zones: number) =>
    new AwsError(
      'DBSubnetGroupDoesNotCoverEnoughAZs',
      `The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: ${zones}. Add subnets to cover at least 2 AZs.`,
    ),
  network: (message: string) => new AwsError('InvalidVPCNetworkStateFault', message),
  automatedBackupNotFound: (name: string) =>
    new AwsError('DBInstanceAutomatedBackupNotFound', `DBInstanceAutomatedBackup ${name} not found.`, { status: 404 }),
  automatedBackupState: (message: string) => new AwsError('InvalidDBInstanceAutomatedBackupState', message),
  automatedBackupQuota: (most: number) => new AwsError('DBInstanceAutomatedBackupQuotaExceeded', `Cannot have more than ${most} replicated automated backups in a region`),
  backupsNotEnabled: (identifier: string) =>
    new AwsError('PointInTimeRestoreNotEnabled', `Automated backups are not enabled for ${identifier}, so it cannot be restored to a point in time.`),
  /** Not modelled, but what RDS answers where a value is out of its range. */
  value: (message: string) => new AwsError('InvalidParameterValue', message),
  combination: (message: string) => new AwsError('InvalidParameterCombination', message),
  missing: (parameter: string) => new AwsError('MissingParameter', `The request must contain the parameter ${parameter}.`),
} as const;
