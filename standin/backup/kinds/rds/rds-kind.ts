/** Databases, as AWS Backup protects them: https://docs.aws.amazon.com/aws-backup/latest/devguide/rds-backup.html */
import { Duration } from '../../../../time/duration';
import { arnOf } from '../../../rds/names';
import type { Snapshot } from '../../../rds/snapshot';
import { removeSnapshot } from '../../../rds/snapshots/snapshots';
import { takeSnapshot } from '../../../rds/snapshots/take-snapshot';
import type { Caller } from '../../../service';
import { type Whereabouts, whereaboutsOf } from '../../../whereabouts';
import { JobFailure } from '../../jobs/job-failure';
import type { RecoveryPoint } from '../../points/recovery-point';
import type { BackupWork, Begun, CopyWork, Progress, Resource, ResourceKind, RestoreBegun, RestoreProgress, RestoreWork } from '../kind';
import { contentOf, type RdsContent } from './content';
import { ContinuousInstances } from './continuous-instances';
import { copyOf } from './copy-of';
import { instanceNamed, isInstanceArn, resourceOf, usableInstance } from './protected-instances';
import { asFailure, type RdsAsRole } from './rds-as-role';
import { metadataOf, overridable, readMetadata, testMetadataOf } from './restore-metadata';
import { Restoring } from './restoring';

const gibibyte = 1024 ** 3;

export class RdsKind implements ResourceKind {
  readonly type = 'RDS';
  readonly traits = { continuous: true, cold: false, stoppable: false, fullyManaged: false };
  readonly overridable = overridable;
  readonly continuous: ContinuousInstances;
  readonly #restoring: Restoring;

  constructor(private readonly rds: RdsAsRole) {
    this.continuous = new ContinuousInstances(rds);
    this.#restoring = new Restoring(rds, this.continuous);
  }

  owns(arn: string): boolean {
    return isInstanceArn(arn);
  }

  *resources({ accountId, region }: Whereabouts): Iterable<Resource> {
    for (const instance of this.rds.room.place(accountId, region).instances.values()) yield resourceOf(instance);
  }

  find(arn: string): Resource | undefined {
    const instance = instanceNamed(this.rds.room, arn);
    return instance && resourceOf(instance);
  }

  async backUp({ resource, role, jobId, now, tags }: BackupWork): Promise<Begun> {
    const instance = usableInstance(this.rds.room, resource.arn);
    const identifier = `awsbackup:job-${jobId.toLowerCase()}`;
    const arn = arnOf(instance.place, 'snapshot', identifier);
    this.rds.require(role, 'rds:CreateDBSnapshot', resource.arn, arn);
    if (Object.keys(tags).length > 0) this.rds.require(role, 'rds:AddTagsToResource', arn);
    try {
      const snapshot = await takeSnapshot(this.rds.room, instance, { identifier, kind: 'awsbackup', tags: new Map(Object.entries(tags)) });
      return begunOf(snapshot, now);
    } catch (error) {
      throw asFailure(error);
    }
  }

  lookAtBackup(point: RecoveryPoint): Progress {
    const snapshot = this.#snapshotOf(point);
    const { world } = this.rds.room;
    if (!snapshot || snapshot.status === 'failed') return { state: 'failed', message: `The snapshot ${contentOf(point).snapshot ?? ''} could not be created.` };
    if (snapshot.status === 'available') return { state: 'done', sizeBytes: contentOf(point).sizeBytes };
    const now = world.clock.now();
    const [left, whole] = [snapshot.ready?.since(now) ?? Duration.zero, snapshot.ready?.since(snapshot.taken) ?? Duration.zero];
    const percent = whole.milliseconds > 0 ? Math.floor((1 - left.milliseconds / whole.milliseconds) * 100) : 0;
    return { state: 'running', percent, lookAfter: Duration.max(left, Duration.seconds(1)) };
  }

  async copy(work: CopyWork): Promise<Begun> {
    const copy = await copyOf(this.rds, this.continuous, work);
    const begun = begunOf(copy, work.now);
    return { ...begun, content: { ...begun.content, metadata: metadataIn(copy) } satisfies RdsContent };
  }

  async remove(point: RecoveryPoint, role: Caller | undefined): Promise<void> {
    if (point.continuous) return this.continuous.unfollow(point, false);
    const snapshot = this.#snapshotOf(point);
    // What came from another account is removed by AWS Backup's own role in this one.
    if (whereaboutsOf(point.roleArn).accountId === point.accountId) {
      if (!role) throw new JobFailure(`IAM Role ${point.roleArn} cannot be assumed by AWS Backup`, 'AccessDenied');
      this.rds.require(role, 'rds:DeleteDBSnapshot', point.arn);
    }
    if (snapshot) await removeSnapshot(this.rds.room, snapshot);
  }

  restoreMetadata(point: RecoveryPoint): Readonly<Record<string, string>> {
    return contentOf(point).metadata;
  }

  checkRestore(point: RecoveryPoint, metadata: Readonly<Record<string, string>>): void {
    readMetadata(metadata, point.continuous);
  }

  restore(work: RestoreWork): Promise<RestoreBegun> {
    return this.#restoring.begin(work);
  }

  lookAtRestore(work: Omit<RestoreWork, 'tags'>, content: object): RestoreProgress {
    return this.#restoring.look(work, content);
  }

  testMetadata(point: RecoveryPoint, job: string): Readonly<Record<string, string>> {
    return testMetadataOf(contentOf(point).metadata, job);
  }

  deleteTested(resourceArn: string, role: Caller): Promise<Duration | undefined> {
    return this.#restoring.deleteTested(resourceArn, role);
  }

  #snapshotOf(point: RecoveryPoint): Snapshot | undefined {
    const { accountId, region, snapshot = '' } = contentOf(point);
    return this.rds.room.place(accountId, region).snapshots.get(snapshot);
  }
}

function begunOf(snapshot: Snapshot, now: BackupWork['now']): Begun & { content: RdsContent } {
  const { place, identifier, instanceResourceId: resourceId, settings, ready } = snapshot;
  return {
    arn: arnOf(place, 'snapshot', identifier),
    content: { accountId: place.accountId, region: place.region, snapshot: identifier, resourceId, sizeBytes: settings.allocatedStorage * gibibyte, metadata: metadataOf(settings) },
    lookAfter: ready?.since(now) ?? Duration.zero,
    ...(settings.kmsKeyId !== undefined && { keyArn: settings.kmsKeyId }),
  };
}

/** In another region there is no such zone as the source's. */
function metadataIn({ settings, place, copyOf: source }: Snapshot): Record<string, string> {
  const { AvailabilityZone: zone = '', ...others } = metadataOf(settings);
  return source?.region === place.region ? { ...others, AvailabilityZone: zone } : others;
}
