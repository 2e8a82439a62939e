/** The alarms that watch over a replication. */
import type { BucketPlace, ReplicaResource } from '../aws/resources';
import type { Services } from '../aws/services';
import type { UndoArguments } from '../drill/undo';
import type { ReplicaPromise } from '../plan/plan';
import { Duration } from '../time/duration';
import type { Ground } from './ground';

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
/** An experiment that leaves the replica this far behind has gone too far. */
const tooFar = Duration.hours(3);

/**
 * One alarm goes off at half of the time within which a stop has to be noticed, which leaves the other half for S3 to report it
 * and for people to look; the other one stops an experiment.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
 */
export async function provisionReplicationAlarms(ground: Ground, promise: ReplicaPromise, watched: Watched): Promise<Pick<ReplicaResource, 'lagAlarm' | 'stopAlarm'>> {
  const { bucket, replica, rule, tags } = watched;
  const [lagAlarm, stopAlarm] = [`${bucket.bucket}-lags`, `${bucket.bucket}-too-far-behind`];
  const metric = {
    namespace: 'AWS/S3',
    metric: 'ReplicationLatency',
    dimensions: { SourceBucket: bucket.bucket, DestinationBucket: replica.bucket, RuleId: rule },
    period,
    periods,
    tags,
  };
  const alarms = [
    { name: lagAlarm, describes: 'The replica does not follow its bucket', threshold: promise.stopNoticedWithin.seconds / 2, ...metric },
    { name: stopAlarm, describes: 'An experiment on the replication goes too far', threshold: tooFar.seconds, ...metric },
  ];
  for (const alarm of alarms) {
    const { name } = alarm;
    ground.undo.file({ action: 'delete-alarm', does: `Deletes the alarm ${name} of the drill.`, arguments: { region: bucket.region, name } });
    await ground.services.alarms(bucket.region).put(alarm);
  }
  return { lagAlarm, stopAlarm };
}

/** Undo action `delete-alarm`. */
export async function deleteAlarm(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  // Arguments come from our own undo entries, written by provisionReplicationAlarms.
  const { region, name } = args as { region: string; name: string };
  return (await services.alarms(region).delete(name)) ? 'done' : 'nothing left to do';
}
