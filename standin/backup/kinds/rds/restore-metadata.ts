/** The metadata of restores: RDS's own parameters, each as text. https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-rds.html */
import { Instant } from '../../../../time/instant';
import { engineVersion } from '../../../rds/instances/new-settings';
import type { Settings } from '../../../rds/instance';
import { flag, invalid, type Metadata, number, readBy, type Reader, text } from '../metadata-text';

const list: Reader = (value, name) => {
  try {
    const read: unknown = JSON.parse(value);
    if (Array.isArray(read)) return read as unknown[];
  } catch {
    // It is refused below, as what is JSON but no array.
  }
  throw invalid(`${name} must be a JSON array, not ${value}.`);
};

const moment: Reader = (value, name) => {
  try {
    return Instant.parse(value).toDate();
  } catch {
    throw invalid(`${name} must be a time like 2026-01-05T10:00:00Z, not ${value}.`);
  }
};

const readers: Readonly<Record<string, Reader>> = {
  DBInstanceIdentifier: text, DBInstanceClass: text, AvailabilityZone: text, DBSubnetGroupName: text, LicenseModel: text, DBName: text, Engine: text,
  OptionGroupName: text, StorageType: text, Domain: text, DomainIAMRoleName: text, NetworkType: text, BackupTarget: text, DBParameterGroupName: text,
  CACertificateIdentifier: text, CustomIamInstanceProfile: text, EngineLifecycleSupport: text,
  AllocatedStorage: number, Port: number, Iops: number, StorageThroughput: number,
  MultiAZ: flag, PubliclyAccessible: flag, AutoMinorVersionUpgrade: flag, CopyTagsToSnapshot: flag, DeletionProtection: flag,
  EnableIAMDatabaseAuthentication: flag, UseDefaultProcessorFeatures: flag, DedicatedLogVolume: flag, EnableCustomerOwnedIp: flag,
  VpcSecurityGroupIds: list, EnableCloudwatchLogsExports: list, ProcessorFeatures: list,
};

const ofContinuous: Readonly<Record<string, Reader>> = { ...readers, RestoreTime: moment, UseLatestRestorableTime: flag };

/** Told with a recovery point, and of no effect when it is handed back. */
const informational = ['engineversion', 'kmskeyid', 'encrypted', 'vpcid'];

/**
 * The parameters that metadata stand for. Names are taken in any case; empty text and `null` are as if they were not there.
 * Throws InvalidParameterValueException for what is unknown or cannot be read, where the new name is missing, and for a continuous backup without its engine and its one time.
 */
export function readMetadata(metadata: Metadata, continuous: boolean): Record<string, unknown> {
  const read = readBy(continuous ? ofContinuous : readers, informational, metadata);
  if (read.DBInstanceIdentifier === undefined) throw invalid('DBInstanceIdentifier is missing.');
  if (continuous && read.Engine === undefined) throw invalid('Engine is missing, which a restore to a point in time needs.');
  if (continuous && (read.RestoreTime !== undefined) === (read.UseLatestRestorableTime === true)) {
    throw invalid('either RestoreTime or UseLatestRestorableTime has to be specified, and not both.');
  }
  return read;
}

/** How an instance was set up, as a restore of its backup can be told. A zone is one of the instance's own region. */
export function metadataOf(settings: Settings): Record<string, string> {
  return {
    AllocatedStorage: String(settings.allocatedStorage),
    AutoMinorVersionUpgrade: String(settings.autoMinorVersionUpgrade),
    AvailabilityZone: settings.zone,
    CopyTagsToSnapshot: String(settings.copyTagsToSnapshot),
    DBInstanceClass: settings.instanceClass,
    DBParameterGroupName: 'default.postgres18',
    DeletionProtection: String(settings.deletionProtection),
    Encrypted: String(settings.storageEncrypted),
    Engine: 'postgres',
    EngineVersion: engineVersion,
    ...(settings.kmsKeyId !== undefined && { KmsKeyId: settings.kmsKeyId }),
    LicenseModel: 'postgresql-license',
    MultiAZ: 'false',
    OptionGroupName: 'default:postgres-18',
    Port: String(settings.port),
    PubliclyAccessible: String(settings.publiclyAccessible),
    StorageType: settings.storageType,
  };
}

/** What restore testing changes of that: https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html */
export function testMetadataOf({ AvailabilityZone: _, ...metadata }: Metadata, job: string): Metadata {
  return { ...metadata, DBInstanceIdentifier: `awsbackup-restore-test-${job}`.toLowerCase(), MultiAZ: 'false', PubliclyAccessible: 'false', DeletionProtection: 'false' };
}

/** In lower case: the same page. */
export const overridable = [
  'allocatedstorage', 'availabilityzone', 'dbinstanceclass', 'dbname', 'dbparametergroupname', 'dbsubnetgroupname', 'domain', 'domainiamrolename',
  'enablecloudwatchlogsexports', 'enableiamdatabaseauthentication', 'iops', 'licensemodel', 'multiaz', 'optiongroupname', 'port', 'processorfeatures',
  'publiclyaccessible', 'storagetype', 'vpcsecuritygroupids',
] as const;
