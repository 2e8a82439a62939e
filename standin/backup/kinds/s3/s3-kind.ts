/** Buckets, as AWS Backup protects them: https://docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html */
import type { Duration } from '../../../../time/duration';
import { isEnforced } from '../../../s3/access/decide';
import type { S3State } from '../../../s3/state';
import { draw } from '../../../timings';
import type { Whereabouts } from '../../../whereabouts';
import { JobFailure } from '../../jobs/job-failure';
import type { RecoveryPoint } from '../../points/recovery-point';
import type { BackupWork, Begun, CopyWork, Progress, Resource, ResourceKind, RestoreBegun, RestoreProgress, RestoreWork } from '../kind';
import { contentOf, type S3Content } from './content';
import { ContinuousBuckets } from './continuous';
import { partsOf } from './options';
import { snapshotArn } from './point-arns';
import { bucketNamed, isBucketArn, resourceOf, resourcesIn, whyUnfollowable } from './protected-buckets';
import { canRead, requireDescribable } from './reading';
import { askedRestore } from './restore/asked-restore';
import { Restoring } from './restore/restoring';
import { deleteTested, testMetadata } from './tested-buckets';
import type { Timeline } from './timeline/timeline';
import { Timelines } from './timeline/timelines';
import { requireUsableKey } from './usable-key';

const gibibyte = 1024 ** 3;

export class S3Kind implements ResourceKind {
  readonly type = 'S3';
  readonly traits = { continuous: true, cold: false, stoppable: true, fullyManaged: true };
  readonly overridable = ['encryptiontype', 'kmskey', 'restoreacls'];
  readonly continuous: ContinuousBuckets;
  readonly #timelines: Timelines;
  readonly #restoring: Restoring;

  /** To be made before S3 takes back its buckets. */
  constructor(private readonly s3: S3State) {
    this.#timelines = new Timelines(s3, whyUnfollowable);
    this.continuous = new ContinuousBuckets(s3, this.#timelines);
    this.#restoring = new Restoring(s3, this.#timelines);
  }

  owns(arn: string): boolean {
    return isBucketArn(arn);
  }

  resources(where: Whereabouts): Iterable<Resource> {
    return resourcesIn(this.s3, where);
  }

  find(arn: string): Resource | undefined {
    const bucket = bucketNamed(this.s3, arn);
    return bucket && resourceOf(bucket);
  }

  backUp({ resource, role, vault, options, now, jobId }: BackupWork): Begun {
    const bucket = bucketNamed(this.s3, resource.arn);
    if (!bucket) throw new JobFailure(`The bucket ${resource.name} does not exist.`);
    const { unusable } = resourceOf(bucket);
    if (unusable !== undefined) throw new JobFailure(unusable);
    requireDescribable(this.s3, role, bucket);
    requireUsableKey(this.s3, vault.keyArn);
    const parts = partsOf(options);
    const timeline = this.#timelines.of(bucket);
    timeline.catchUp(bucket, now, canRead(this.s3, role, parts));
    const arn = snapshotArn(this.s3.world.chance, vault, bucket.name, { now, key: jobId });
    const { bytes, missed, isEmpty } = timeline;
    const lookAfter = this.#duration('backup.s3', bytes, arn);
    const at = timeline.pinNow(arn, now);
    const content: S3Content = { ...parts, timeline: timeline.id, at, region: bucket.origin.region, aclsCount: !isEnforced(bucket), bytes, missed, isEmpty, began: now, ready: now.plus(lookAfter) };
    return { arn, content, lookAfter };
  }

  /** The messages are those of restores, said of backups. */
  lookAtBackup(point: RecoveryPoint): Progress {
    const { bytes, missed, isEmpty, began, ready } = contentOf(point);
    const now = this.s3.now();
    const left = ready.since(now);
    if (left.milliseconds > 0) return { state: 'running', percent: Math.floor((now.since(began).milliseconds / ready.since(began).milliseconds) * 100), lookAfter: left };
    if (missed === 0) return { state: 'done', sizeBytes: bytes };
    const notice = 'To get notified of these failures, enable SNS event notifications.';
    if (isEmpty) {
      this.remove(point);
      return { state: 'failed', message: `No objects were backed up from ${point.resourceName}. ${notice}`, category: 'FAILURE' };
    }
    return { state: 'done', sizeBytes: bytes, message: `One or more objects failed to be backed up from ${point.resourceName}. ${notice}`, category: 'FAILURE' };
  }

  /** A copy counts on the same versions. What is copied of a continuous backup is the bucket as it is now, or as it was last seen. */
  copy({ source, vault, now, jobId }: CopyWork): Begun {
    const content = contentOf(source);
    const timeline = this.#timelineOf(source);
    if (source.keyArn !== undefined) requireUsableKey(this.s3, source.keyArn);
    requireUsableKey(this.s3, vault.keyArn);
    const arn = snapshotArn(this.s3.world.chance, vault, source.resourceName, { now, key: jobId });
    this.#timelines.keepUp(timeline);
    const bytes = content.at === undefined ? timeline.bytes : content.bytes;
    const lookAfter = this.#duration('backup.s3.copy', bytes, arn);
    const at = content.at ?? this.continuous.lastMoment(source);
    const pinned = at === undefined ? timeline.pinNow(arn, now) : timeline.pin(arn, at);
    return { arn, content: { ...content, at: pinned, bytes, missed: 0, isEmpty: false, began: now, ready: now.plus(lookAfter) } satisfies S3Content, lookAfter };
  }

  remove(point: RecoveryPoint): void {
    if (point.continuous) return this.continuous.unfollow(point);
    const timeline = this.#timelines.get(contentOf(point).timeline);
    timeline?.unpin(point.arn, this.s3.now());
    if (timeline) this.#timelines.settle(timeline);
  }

  /** A bucket's own settings are no part of its backups. */
  restoreMetadata(point: RecoveryPoint): Readonly<Record<string, string>> {
    return { EncryptionType: 'original', RestoreACLs: String(contentOf(point).acls) };
  }

  checkRestore(point: RecoveryPoint, metadata: Readonly<Record<string, string>>): void {
    askedRestore(point, metadata);
  }

  restore(work: RestoreWork): RestoreBegun {
    const timeline = this.#timelineOf(work.point);
    if (work.point.keyArn !== undefined) requireUsableKey(this.s3, work.point.keyArn);
    const lookAfter = this.#duration('backup.s3.restore', contentOf(work.point).bytes, work.jobId);
    return this.#restoring.begin(work, { timeline, asked: askedRestore(work.point, work.metadata), lookAfter });
  }

  lookAtRestore(work: Omit<RestoreWork, 'tags'>, content: object): Promise<RestoreProgress> {
    return this.#restoring.look(work, content);
  }

  testMetadata(point: RecoveryPoint, job: string): Readonly<Record<string, string>> {
    return testMetadata(point, job, this.#windowOf(point));
  }

  deleteTested(resourceArn: string): Duration | undefined {
    return deleteTested(this.s3, resourceArn);
  }

  #windowOf(point: RecoveryPoint): ReturnType<ContinuousBuckets['window']> {
    return point.continuous ? this.continuous.window(point) : undefined;
  }

  #timelineOf(point: RecoveryPoint): Timeline {
    const timeline = this.#timelines.get(contentOf(point).timeline);
    if (!timeline) throw new JobFailure(`There is no backup behind ${point.arn}.`);
    return timeline;
  }

  #duration(name: 'backup.s3' | 'backup.s3.copy' | 'backup.s3.restore', bytes: number, key: string): Duration {
    const usual = draw(this.s3.world.chance, name, key);
    return bytes === 0 ? usual : usual.plus(draw(this.s3.world.chance, 'backup.s3.gibibyte', key).times(bytes / gibibyte));
  }
}
