/** The options that backups of a type can be given, by a job or by a plan. */
import { invalidParameter } from '../refusals';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_AdvancedBackupSetting.html; the names of S3's are in the developer guide. */
const known: Readonly<Record<string, readonly string[]>> = { EC2: ['WindowsVSS'], S3: ['BackupACLs', 'BackupObjectTags', 'S3BackupACLs', 'S3BackupObjectTags'] };

/** Whether there is anything to choose for a type. */
export function hasOptions(type: string): boolean {
  return Object.hasOwn(known, type);
}

/** Throws InvalidParameterValueException. */
export function checkedOptions(type: string, options: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const names = hasOptions(type) ? known[type] : undefined;
  for (const [name, value] of Object.entries(options)) {
    if (!names?.includes(name) || (value !== 'enabled' && value !== 'disabled')) {
      throw invalidParameter(`Invalid backup option: ${name}=${value} is not supported for resource type ${type}.`, [name]);
    }
  }
  return options;
}
