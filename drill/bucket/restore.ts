/** Brings back the versions of objects that were current at a moment: removes delete markers, copies over overwritten content. */
import { isArchived } from '../../aws/s3/object-states';
import type { ObjectVersion } from '../../aws/s3/s3';
import { Compromised } from '../../measure/endings';
import type { InstantInterval } from '../../measure/marks';
import type { Drill } from '../drill';
import type { Subject } from '../subject';
import type { Bucket } from './bucket';

/** What is done to one key. */
export type Repair =
  | { act: 'remove marker'; key: string; versionId: string }
  | { act: 'copy over'; key: string; versionId: string };

/**
 * Repairs every key that the damage changed and that has a version from before it. Marks `restore-requested`, `restore-completed` and `resource-ready`.
 */
export async function bringVersionsBack(drill: Drill, subject: Subject, bucket: Bucket): Promise<void> {
  const fault = subject.marks.get('fault');
  if (!fault) throw new Compromised(`There is no moment to restore "${subject.component.name}" to: no damage was seen. Put the damage before the restore.`);
  const { s3 } = bucket;
  const name = bucket.inService.bucket;
  const requested = drill.clock.now();
  const versions = await s3.versions(name, '');
  drill.mark(subject, 'restore-requested', { notBefore: requested, notAfter: drill.clock.now() });
  for (const repair of repairsOf(bucket, versions, fault)) {
    if (repair.act === 'remove marker') await s3.delete(name, repair.key, { versionId: repair.versionId });
    else await s3.copyVersionOver(name, repair.key, repair.versionId);
  }
  const completed: InstantInterval = { notBefore: drill.clock.now(), notAfter: drill.clock.now() };
  drill.mark(subject, 'restore-completed', completed);
  drill.mark(subject, 'resource-ready', completed);
}

/**
 * What has to be done to a bucket. Only a bucket without a replica has its markers removed: S3 replicates a marker and never its removal,
 * so that the object would stay hidden in the replica. A copy is a new version, which replicates like any other.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html
 */
export function repairsOf({ resource }: Bucket, versions: readonly ObjectVersion[], fault: InstantInterval): Repair[] {
  return repairs(versions, fault, { byCopyAlone: resource.replica !== undefined });
}

/**
 * Decides from a version listing (newest of a key first) what has to be done. Only changes made while the damage was done count:
 * what the application has written or deleted since is its own. S3 dates versions to the second, so the whole second in which
 * the damage began counts as damage: a second of the application's overwrites at most is taken back with it.
 * A version that lies in an archive is copied over, too: below a marker it would come to light as unreadable as it lies there.
 */
export function repairs(versions: readonly ObjectVersion[], fault: InstantInterval, { byCopyAlone }: { byCopyAlone: boolean }): Repair[] {
  const began = fault.notBefore.toWholeSecond();
  const isDamage = ({ lastModified }: ObjectVersion): boolean => !lastModified.isBefore(began) && !lastModified.isAfter(fault.notAfter);
  const keys = Map.groupBy(versions, ({ key }) => key);
  return [...keys].flatMap(([key, all]) => {
    const [current] = all;
    const before = all.find(({ lastModified }) => lastModified.isBefore(began));
    // A key that did not exist before, or that was deleted before, was not damaged.
    if (!current || !isDamage(current) || !before || before.isDeleteMarker) return [];
    if (byCopyAlone || !current.isDeleteMarker || isArchived(before.storageClass)) return [{ act: 'copy over', key, versionId: before.versionId } as const];
    // What is from before the damage lies below the marker, whatever else does.
    const [, below = before] = all;
    const marker = { act: 'remove marker', key, versionId: current.versionId } as const;
    return isDamage(below) ? [marker, { act: 'copy over', key, versionId: before.versionId } as const] : [marker];
  });
}
