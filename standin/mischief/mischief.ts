/** The ways in which a platform can lie or fail, each there to prove that a drill goes red. */

export const mischiefs = {
  'stale-restore': 'a restore answers with the data of half an hour before the asked instant, or before its snapshot was taken',
  'flipped-byte': 'one byte of the restored data differs from what was backed up',
  'slow-restore': 'a restore takes ten times as long as it usually does',
  'stuck-restore': 'a restore job of AWS Backup stays at 99 percent, although what it restores is there',
  'skipped-backups': 'a schedule of AWS Backup comes round and no job is made, every third time or so',
  'lossy-failover': 'the standby of a Multi-AZ database lacks what was acknowledged in the last half minute',
  'lagging-replica': 'read replicas of databases are half an hour behind, and their metric says seconds',
  'lost-versions': 'a delete marker takes the versions below it along',
  'ignored-lock': 'a locked version is removed all the same',
  'left-behind': 'S3 says that a bucket is deleted, and keeps it',
  'ignored-damage': 'damaging statements and overwrites are acknowledged and change nothing',
  'stalled-replication': 'S3 replication takes hours instead of seconds',
  'calm-metrics': 'S3 reports that replication is never behind, whatever waits',
  'silent-trail': 'calls that were refused are missing from the record of calls',
  'deaf-instance': 'an instance that is launched after the first runs and passes its checks, and answers nobody',
  'stuck-alias': 'an alias of a function is moved once, and every later move is acknowledged and leaves it where it is',
  'ignored-settings': 'a function takes one change of its settings, and every later one is acknowledged and changes nothing',
} as const;

export type Mischief = keyof typeof mischiefs;

export function isMischief(name: string): name is Mischief {
  return Object.hasOwn(mischiefs, name);
}
