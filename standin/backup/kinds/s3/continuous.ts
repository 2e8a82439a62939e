/** Buckets that are backed up continuously: https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html */
import { Duration } from '../../../../time/duration';
import { Instant } from '../../../../time/instant';
import { isEnforced, roleMay } from '../../../s3/access/decide';
import type { Bucket } from '../../../s3/buckets/bucket';
import type { S3State } from '../../../s3/state';
import { JobFailure } from '../../jobs/job-failure';
import type { RecoveryPoint } from '../../points/recovery-point';
import type { BackupWork, Begun, ContinuousKind } from '../kind';
import { contentOf, type S3Content } from './content';
import { bucketNamed, whyUnfollowable } from './protected-buckets';
import { continuousArn } from './point-arns';
import { canRead, requireDescribable } from './reading';
import { lastMomentOf } from './timeline/moment';
import { earliest } from './timeline/span';
import type { Timelines } from './timeline/timelines';
import type { Timeline } from './timeline/timeline';
import { requireUsableKey } from './usable-key';

/** AWS: up to any second of the last 35 days but the latest 15 minutes. */
const lag = Duration.minutes(15);

export class ContinuousBuckets implements ContinuousKind {
  constructor(
    private readonly s3: S3State,
    private readonly timelines: Timelines,
  ) {}

  follow({ resource, role, vault, now, jobId }: BackupWork, keepDays: number): Omit<Begun, 'lookAfter'> {
    const bucket = bucketNamed(this.s3, resource.arn);
    if (!bucket) throw new JobFailure(`The bucket ${resource.name} does not exist.`);
    requireDescribable(this.s3, role, bucket, ['s3:GetBucketNotification']);
    requireUsableKey(this.s3, vault.keyArn);
    this.#announceToBridge(bucket, role);
    const why = whyUnfollowable(bucket);
    if (why !== undefined) throw new JobFailure(why);
    const timeline = this.timelines.of(bucket);
    const roleArn = role.session?.roleArn ?? role.arn;
    const [known, span] = liveSpanOf(timeline) ?? [continuousArn(this.s3.world.chance, vault, bucket.name, jobId), { since: now }];
    timeline.keepSpan(known, { ...span, keepDays, roleArn });
    timeline.catchUp(bucket, now, canRead(this.s3, role, { acls: true, tags: true }));
    const { bytes, missed } = timeline;
    const content: S3Content = { timeline: timeline.id, region: bucket.origin.region, acls: true, tags: true, aclsCount: !isEnforced(bucket), bytes, missed, isEmpty: false, began: now, ready: now };
    return { arn: known, content };
  }

  window(point: RecoveryPoint): { from: Instant; to: Instant; broken?: string } | undefined {
    const timeline = this.timelines.get(contentOf(point).timeline);
    const span = timeline?.spans.get(point.arn);
    if (!span) return undefined;
    const now = this.s3.now();
    const latest = now.minus(lag);
    const from = earliest(span, now);
    const to = span.stopped ? Instant.earliest(span.stopped.at, latest) : latest;
    if (to.isBefore(from)) return span.stopped && { from, to: from, broken: span.stopped.why };
    return { from, to, ...(span.stopped && { broken: span.stopped.why }) };
  }

  /** The last moment that a backup which was stopped goes up to; undefined for one that goes on. */
  lastMoment(point: RecoveryPoint): number | undefined {
    const span = this.timelines.get(contentOf(point).timeline)?.spans.get(point.arn);
    return span?.stopped && lastMomentOf(span.stopped.at);
  }

  /** S3 keeps nothing of its own that a bucket could be restored from, whether asked to or not. */
  unfollow(point: RecoveryPoint): void {
    const timeline = this.timelines.get(contentOf(point).timeline);
    if (!timeline) return;
    timeline.dropSpan(point.arn, this.s3.now());
    this.timelines.settle(timeline);
  }

  /** AWS Backup has S3 tell EventBridge by itself, where its role may: AWSBackupServiceRolePolicyForS3Backup. */
  #announceToBridge(bucket: Bucket, role: BackupWork['role']): void {
    const { notification } = bucket.settings;
    if (notification?.EventBridgeConfiguration || !roleMay(this.s3, role, { action: 's3:PutBucketNotification', bucket })) return;
    bucket.configure({ notification: { ...notification, EventBridgeConfiguration: {} } });
  }
}

function liveSpanOf(timeline: Timeline): [string, { since: Instant }] | undefined {
  for (const [id, { since, stopped }] of timeline.spans) if (!stopped) return [id, { since }];
  return undefined;
}
