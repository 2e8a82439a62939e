/** A snapshot as RDS describes it. */
import type { DBSnapshot } from '@aws-sdk/client-rds';
import { arnOf } from '../names';
import type { Snapshot } from '../snapshot';
import { tagList } from '../tags';
import { backedUpSettings } from './backed-up-settings';

/** The time of a snapshot is absent until it is there. */
export function snapshotAnswer(snapshot: Snapshot): DBSnapshot {
  const { place, identifier, settings, status } = snapshot;
  const taken = status === 'creating' ? undefined : snapshot.taken.toDate();
  return {
    DBSnapshotIdentifier: identifier,
    DBSnapshotArn: arnOf(place, 'snapshot', identifier),
    DBInstanceIdentifier: snapshot.instanceIdentifier,
    DbiResourceId: snapshot.instanceResourceId,
    InstanceCreateTime: snapshot.instanceCreated?.toDate(),
    SnapshotCreateTime: taken,
    OriginalSnapshotCreateTime: taken,
    SnapshotDatabaseTime: taken,
    SnapshotType: snapshot.kind,
    Status: status,
    PercentProgress: snapshot.percent,
    ...backedUpSettings(settings),
    ProcessorFeatures: [],
    SnapshotTarget: 'region',
    DedicatedLogVolume: false,
    TagList: tagList(snapshot.tags),
  };
}
