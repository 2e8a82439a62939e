/** A snapshot as RDS describes it. */
import type { DBSnapshot } from '@aws-sdk/client-rds';
import type { Whereabouts } from '../../whereabouts';
import { arnOf } from '../names';
import type { Snapshot } from '../snapshot';
import { tagList } from '../tags';
import { backedUpSettings } from './backed-up-settings';

/** As `reader` sees it: a snapshot of another account goes by its ARN, and its tags are not told. Its time is absent until it is there. */
export function snapshotAnswer(snapshot: Snapshot, reader: Whereabouts): DBSnapshot {
  const { place, identifier, settings, status, copyOf } = snapshot;
  const there = status !== 'creating';
  const original = there ? (copyOf?.originally ?? snapshot.taken).toDate() : undefined;
  const arn = arnOf(place, 'snapshot', identifier);
  const own = place.accountId === reader.accountId;
  return {
    DBSnapshotIdentifier: own ? identifier : arn,
    DBSnapshotArn: arn,
    DBInstanceIdentifier: snapshot.instanceIdentifier,
    DbiResourceId: snapshot.instanceResourceId,
    InstanceCreateTime: snapshot.instanceCreated?.toDate(),
    SnapshotCreateTime: there ? snapshot.taken.toDate() : undefined,
    OriginalSnapshotCreateTime: original,
    SnapshotDatabaseTime: original,
    SnapshotType: snapshot.kind,
    Status: status,
    PercentProgress: snapshot.percent,
    SourceRegion: copyOf?.region,
    SourceDBSnapshotIdentifier: copyOf?.arn,
    ...backedUpSettings(settings),
    ProcessorFeatures: [],
    SnapshotTarget: 'region',
    DedicatedLogVolume: false,
    TagList: own ? tagList(snapshot.tags) : undefined,
  };
}
