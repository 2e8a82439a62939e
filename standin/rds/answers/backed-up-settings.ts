/** What snapshots and automated backups say alike of the instance that they are of. */
import type { DBInstanceAutomatedBackup, DBSnapshot } from '@aws-sdk/client-rds';
import type { Instance } from '../instance';

/** `settings` are the instance's when it was backed up. */
export function backedUpSettings(settings: Instance['settings']): DBSnapshot & DBInstanceAutomatedBackup {
  return {
    Engine: 'postgres',
    EngineVersion: settings.engineVersion,
    LicenseModel: 'postgresql-license',
    MasterUsername: settings.masterUsername,
    AllocatedStorage: settings.allocatedStorage,
    StorageType: settings.storageType,
    Encrypted: settings.storageEncrypted,
    KmsKeyId: settings.kmsKeyId,
    Port: settings.port,
    AvailabilityZone: settings.zone,
    OptionGroupName: 'default:postgres-18',
    IAMDatabaseAuthenticationEnabled: false,
  };
}
