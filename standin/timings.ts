/** Every duration that the stand-in models, each with where it came from; a report calls them modelled. */
import type { EffectKind } from '../time/clock';
import { Duration } from '../time/duration';
import type { Chance } from './chance';

interface Timing {
  /** Drawn uniformly between the two. */
  least: Duration;
  most: Duration;
  /** The page or measurement behind it, or `assumed` where nothing published was found. */
  source: string;
}

const restoreTimes = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects-retrieval-options.html';

export const timings = {
  'rds.create': { least: Duration.minutes(4), most: Duration.minutes(8), source: 'assumed' },
  'rds.snapshot': { least: Duration.minutes(2), most: Duration.minutes(5), source: 'assumed, for a database of a few gigabytes' },
  'rds.copy-snapshot': { least: Duration.minutes(1), most: Duration.minutes(4), source: 'assumed, for a database of a few gigabytes' },
  'rds.copy-snapshot-to-another-region': {
    least: Duration.minutes(5),
    most: Duration.minutes(10),
    source: 'assumed around one public measurement of a small database: 7 minutes and 6 seconds',
  },
  'rds.restore-from-snapshot': { least: Duration.minutes(6), most: Duration.minutes(12), source: 'assumed' },
  'rds.restore-to-point-in-time': {
    least: Duration.minutes(8),
    most: Duration.minutes(15),
    source: 'assumed; a public acceptance test took 21 to 25 minutes for creating, backing up and restoring together',
  },
  'rds.reboot': { least: Duration.seconds(15), most: Duration.seconds(30), source: 'assumed' },
  'rds.failover': { least: Duration.seconds(60), most: Duration.seconds(120), source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.Failover.html: typically' },
  'rds.standby': { least: Duration.minutes(5), most: Duration.minutes(10), source: 'assumed, for a new standby after a failover or the loss of the old one' },
  'rds.create-replica': { least: Duration.minutes(8), most: Duration.minutes(15), source: 'assumed: as long as a restore' },
  'rds.promote-replica': { least: Duration.minutes(3), most: Duration.minutes(6), source: 'assumed; the user guide says several minutes or longer' },
  'rds.replica-lag': { least: Duration.seconds(1), most: Duration.seconds(3), source: 'assumed, within a region; the same at all times' },
  'rds.replica-lag-across-regions': { least: Duration.seconds(2), most: Duration.seconds(10), source: 'assumed; the same at all times' },
  'rds.replicate-first-backup': { least: Duration.minutes(5), most: Duration.minutes(15), source: 'assumed, for a database of a few gigabytes' },
  'rds.replicate-backup': { least: Duration.seconds(30), most: Duration.minutes(4), source: 'assumed; a shipment of the log to another region' },
  'rds.rename': { least: Duration.seconds(60), most: Duration.seconds(150), source: 'assumed; a rename reboots' },
  'rds.modify': { least: Duration.minutes(1), most: Duration.minutes(4), source: 'assumed' },
  'rds.password': { least: Duration.seconds(20), most: Duration.seconds(60), source: 'assumed' },
  'rds.apply-parameters': { least: Duration.seconds(10), most: Duration.seconds(60), source: 'assumed; AWS says immediately' },
  'rds.lose-key': { least: Duration.minutes(2), most: Duration.minutes(15), source: 'assumed; AWS says that it may take some time to notice' },
  'rds.stop': { least: Duration.minutes(2), most: Duration.minutes(5), source: 'assumed' },
  'rds.start': { least: Duration.minutes(3), most: Duration.minutes(7), source: 'assumed' },
  'rds.delete': { least: Duration.minutes(2), most: Duration.minutes(6), source: 'assumed' },
  'rds.crash-recovery': { least: Duration.seconds(20), most: Duration.seconds(60), source: 'assumed, for few changes since the last checkpoint' },
  's3.replication': {
    least: Duration.seconds(5),
    most: Duration.minutes(2),
    source: 'assumed; AWS says most objects take less than 15 minutes: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-troubleshoot.html',
  },
  's3.replication-of-a-gibibyte': { least: Duration.seconds(8), most: Duration.seconds(30), source: 'assumed; it comes on top, as large objects take up to hours' },
  's3.restore.glacier.expedited': { least: Duration.minutes(1), most: Duration.minutes(5), source: restoreTimes },
  's3.restore.glacier.standard': { least: Duration.hours(3), most: Duration.hours(5), source: restoreTimes },
  's3.restore.glacier.bulk': { least: Duration.hours(5), most: Duration.hours(12), source: restoreTimes },
  's3.restore.deep-archive.standard': { least: Duration.hours(9), most: Duration.hours(12), source: `${restoreTimes}; it says within 12 hours, the least is assumed` },
  's3.restore.deep-archive.bulk': { least: Duration.hours(24), most: Duration.hours(48), source: `${restoreTimes}; it says within 48 hours, the least is assumed` },
  'backup.start': { least: Duration.minutes(1), most: Duration.minutes(20), source: 'assumed for scheduled jobs; a published daily backup of 04:00 of a small database was done at 04:28' },
  'backup.start-on-demand': { least: Duration.seconds(5), most: Duration.minutes(5), source: 'assumed; AWS says within an hour: https://docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-on-demand-backup.html' },
  'backup.stop': { least: Duration.seconds(1), most: Duration.seconds(30), source: 'assumed; published events show a second' },
  'backup.follow': { least: Duration.seconds(30), most: Duration.minutes(3), source: 'assumed, from RUNNING to COMPLETED of a job that begins a continuous backup' },
  'backup.copy-start': { least: Duration.seconds(5), most: Duration.seconds(90), source: 'assumed, from CREATED to RUNNING; published events are minutes apart at most' },
  'backup.delete': { least: Duration.seconds(10), most: Duration.minutes(5), source: 'assumed, from DELETING to gone' },
  'backup.restore-start': { least: Duration.seconds(5), most: Duration.seconds(90), source: 'assumed, from PENDING to RUNNING; published events are 6 seconds apart' },
  'backup.thaw': { least: Duration.hours(24), most: Duration.hours(72), source: 'https://docs.aws.amazon.com/ebs/latest/userguide/restore-archived-snapshot.html: up to 72 hours; the least is assumed' },
  'events.delivery': { least: Duration.seconds(1), most: Duration.seconds(1), source: 'AWS calls half a second typical; whole seconds are drawn here' },
  'backup.s3': { least: Duration.minutes(2), most: Duration.minutes(8), source: 'assumed, for a small bucket' },
  'backup.s3.copy': { least: Duration.minutes(2), most: Duration.minutes(10), source: 'assumed, for a small bucket' },
  'backup.s3.restore': { least: Duration.minutes(3), most: Duration.minutes(10), source: 'assumed, for a small bucket' },
  'backup.s3.gibibyte': { least: Duration.seconds(10), most: Duration.seconds(40), source: 'assumed; it comes on top' },
  'ebs.create-volume': { least: Duration.seconds(2), most: Duration.seconds(8), source: 'assumed, from creating to available' },
  'ebs.delete-volume': { least: Duration.seconds(5), most: Duration.seconds(60), source: 'assumed; AWS says that a volume may stay in deleting for several minutes' },
  'ebs.attach': { least: Duration.seconds(2), most: Duration.seconds(8), source: 'assumed' },
  'ebs.detach': { least: Duration.seconds(2), most: Duration.seconds(15), source: 'assumed' },
  'ebs.snapshot': { least: Duration.seconds(30), most: Duration.minutes(3), source: 'assumed, for a volume on which nothing has changed' },
  'ebs.snapshot-of-a-gibibyte': { least: Duration.seconds(8), most: Duration.seconds(30), source: 'assumed; it comes on top, for what has changed since the snapshot before' },
  'ebs.copy': { least: Duration.seconds(30), most: Duration.minutes(3), source: 'assumed, for a snapshot without blocks' },
  'ebs.copy-of-a-gibibyte': { least: Duration.seconds(8), most: Duration.seconds(30), source: 'assumed; it comes on top' },
  'ebs.copy-of-a-gibibyte-to-another-region': { least: Duration.seconds(20), most: Duration.seconds(60), source: 'assumed; it comes on top' },
  'ebs.complete-snapshot': { least: Duration.seconds(5), most: Duration.seconds(60), source: 'assumed, from CompleteSnapshot of the EBS direct APIs to completed' },
  'ebs.initialize-a-gibibyte': { least: Duration.seconds(10), most: Duration.seconds(60), source: 'assumed; AWS names no rate but those that are paid for, of 100 to 300 MiB a second' },
  'ebs.modify': { least: Duration.seconds(5), most: Duration.seconds(60), source: 'assumed, from modifying to optimizing; the user guide says a few seconds' },
  'ebs.optimize-a-gibibyte': {
    least: Duration.seconds(10),
    most: Duration.seconds(21),
    source: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modify-volume.html: a fully used TiB takes about 6 hours; the least is assumed',
  },
  'ec2.launch': { least: Duration.seconds(10), most: Duration.seconds(40), source: 'assumed, from pending to running' },
  'ec2.check': { least: Duration.seconds(60), most: Duration.seconds(180), source: 'assumed, from running until both status checks have passed; AWS says a few minutes' },
  'ec2.notice': {
    least: Duration.seconds(60),
    most: Duration.seconds(120),
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-system-instance-status-check.html: checks are made every minute; up to two are assumed',
  },
  'ec2.stop': { least: Duration.seconds(15), most: Duration.seconds(60), source: 'assumed, from stopping to stopped' },
  'ec2.terminate': { least: Duration.seconds(15), most: Duration.seconds(60), source: 'assumed, from shutting-down to terminated' },
  'ec2.reboot': {
    least: Duration.seconds(15),
    most: Duration.seconds(60),
    source: 'assumed; the API reference has an instance that does not shut down cleanly be forced after a few minutes',
  },
  'lambda.create': { least: Duration.seconds(1), most: Duration.seconds(5), source: 'assumed, from Pending to Active' },
  'lambda.update': { least: Duration.seconds(1), most: Duration.seconds(5), source: 'assumed, from InProgress to Successful' },
  'lambda.duration': { least: Duration.milliseconds(5), most: Duration.milliseconds(60), source: 'assumed, of a handler that does little; told in the log and by its metric, and no time passes meanwhile' },
  'lambda.init': { least: Duration.milliseconds(120), most: Duration.milliseconds(350), source: 'assumed, from public logs of small functions' },
  's3.notification': {
    least: Duration.seconds(1),
    most: Duration.seconds(5),
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html: typically seconds, sometimes a minute or longer',
  },
  'route53.change': {
    least: Duration.seconds(5),
    most: Duration.seconds(60),
    source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html: generally within 60 seconds; the least is assumed',
  },
  'secretsmanager.replicate': { least: Duration.seconds(1), most: Duration.seconds(10), source: 'assumed, from a change of a secret to its copy in another region' },
  'cloudtrail.lookup': {
    least: Duration.minutes(2),
    most: Duration.minutes(8),
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html: within an average of about 5 minutes of a call; the spread is assumed',
  },
  'cloudtrail.delivery': {
    least: Duration.minutes(5),
    most: Duration.minutes(5),
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html: about every 5 minutes; from the first event that waits',
  },
  'fis.initiate': { least: Duration.seconds(1), most: Duration.seconds(3), source: 'assumed' },
  'fis.run': { least: Duration.seconds(2), most: Duration.seconds(6), source: 'assumed, for looking up targets' },
  'fis.halt': { least: Duration.seconds(1), most: Duration.seconds(1), source: 'public recordings of experiments: about a second after the alarm' },
  'fis.stop': { least: Duration.seconds(1), most: Duration.seconds(30), source: 'public recordings of experiments: up to half a minute' },
} as const satisfies Record<string, Timing>;

export type TimingName = keyof typeof timings;

/** Draws a duration, in whole seconds where it may take one. The same key always draws the same. */
export function draw(chance: Chance, name: TimingName, ...key: (string | number)[]): Duration {
  const { least, most } = timings[name];
  const drawn = least.milliseconds + most.minus(least).milliseconds * chance.fraction('timing', name, ...key);
  return most.compare(Duration.seconds(1)) < 0 ? Duration.milliseconds(Math.round(drawn)) : Duration.seconds(Math.round(drawn / 1_000));
}

const effects: Record<EffectKind, Duration> = {
  api: Duration.milliseconds(40),
  sql: Duration.milliseconds(2),
  http: Duration.milliseconds(20),
  file: Duration.zero,
};

/** How long one effect of a kind is modelled to take; constants, assumed for a client in the same region. */
export function effectDuration(kind: EffectKind): Duration {
  return effects[kind];
}
