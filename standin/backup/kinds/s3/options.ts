/** Which parts of objects a backup takes, by its options. */
import type { Parts } from './reading';

/**
 * All of them unless told otherwise. The guide calls the options `BackupACLs` and `BackupObjectTags`, the API reference puts an `S3` before:
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_AdvancedBackupSetting.html
 */
export function partsOf(options: Readonly<Record<string, string>>): Parts {
  const isOn = (name: string): boolean => (options[name] ?? options[`S3${name}`]) !== 'disabled';
  return { acls: isOn('BackupACLs'), tags: isOn('BackupObjectTags') };
}
