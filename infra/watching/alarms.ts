/** The alarms that watch over a replication. */
import type { Alarm } from '../../aws/alarms';
import type { BucketPlace, ReplicaResource } from '../../aws/resources';
import type { Services } from '../../aws/services';
import type { UndoArguments } from '../../drill/undo';
import type { ReplicaPromise } from '../../plan/plan';
import { Duration } from '../../time/duration';
import type { Ground } from '../ground';

interface Watched {
  bucket: BucketPlace;
  replica: BucketPlace;
  /** The id of the replication rule. */
  rule: string;
  tags: Readonly<Record<string, string>>;
}

const period = Duration.minutes(1);
/** One slow object is no stop. */
const periods = 3;

/**
 * One alarm goes off at half of the time within which a stop has to be noticed, which leaves the other half for S3 to report it
 * and for people to look. It lies where S3 reports how far behind a replica is: in the replica's region. The other one stops
 * an experiment when replication fails instead of waiting; it lies with the bucket, as FIS wants it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
 */
export async function provisionReplicationAlarms(ground: Ground, promise: ReplicaPromise, watched: Watched): Promise<Pick<ReplicaResource, 'lagAlarm' | 'stopAlarm'>> {
  const { bucket, replica, rule, tags } = watched;
  const dimensions = { SourceBucket: bucket.bucket, DestinationBucket: replica.bucket, RuleId: rule };
  const [lagAlarm, stopAlarm] = [`${bucket.bucket}-lags`, `${bucket.bucket}-fails-to-replicate`];
  await provisionAlarm(ground, replica.region, {
    name: lagAlarm,
    describes: 'The replica does not follow its bucket',
    namespace: 'AWS/S3',
    metric: 'ReplicationLatency',
    dimensions,
    threshold: promise.stopNoticedWithin.seconds / 2,
    period,
    periods,
    missingData: 'breaching',
    tags,
  });
  await provisionAlarm(ground, bucket.region, {
    name: stopAlarm,
    describes: 'Replication fails, which no experiment of ours does to it',
    namespace: 'AWS/S3',
    metric: 'OperationsFailedReplication',
    dimensions,
    threshold: 1,
    period,
    periods: 1,
    // S3 reports it only in minutes in which something was tried.
    missingData: 'notBreaching',
    tags,
  });
  return { lagAlarm, stopAlarm };
}

/** Makes an alarm, with its undo filed first. */
export async function provisionAlarm(ground: Ground, region: string, alarm: Alarm): Promise<void> {
  const { name } = alarm;
  ground.undo.file({ action: 'delete-alarm', does: `Deletes the alarm ${name} of the drill.`, arguments: { region, name } });
  await ground.services.alarms(region).put(alarm);
}

/** Undo action `delete-alarm`. */
export async function deleteAlarm(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  // Arguments come from our own undo entries, written by provisionAlarm.
  const { region, name } = args as { region: string; name: string };
  return (await services.alarms(region).delete(name)) ? 'done' : 'nothing left to do';
}
