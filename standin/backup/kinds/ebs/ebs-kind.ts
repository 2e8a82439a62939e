/** Volumes, as AWS Backup protects them: https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-ebs.html */
import { Duration } from '../../../../time/duration';
import { takeSnapshot } from '../../../ec2/snapshots/create';
import { checkRemovable } from '../../../ec2/snapshots/describe';
import { type Snapshot, snapshotArn } from '../../../ec2/snapshots/rows';
import { gibibyte, volumeArn } from '../../../ec2/volumes/rows';
import { zonesOf } from '../../../ec2/zones';
import type { Caller } from '../../../service';
import { tagList } from '../../../tag-record';
import { type Whereabouts, whereaboutsOf } from '../../../whereabouts';
import { JobFailure } from '../../jobs/job-failure';
import type { RecoveryPoint } from '../../points/recovery-point';
import type { BackupWork, Begun, CopyWork, Progress, Resource, ResourceKind, RestoreBegun, RestoreProgress, RestoreWork } from '../kind';
import { asFailure } from '../rds/rds-as-role';
import { contentOf, type EbsContent } from './content';
import { copyOf } from './copy-of';
import type { EbsAsRole } from './ebs-as-role';
import { flipped } from './mischief';
import { isVolumeArn, resourceOf, usableVolume, volumeNamed } from './protected-volumes';
import { overridable, readMetadata } from './restore-metadata';
import { backupTags, description } from './words';

const lookAfter = Duration.seconds(10);

export class EbsKind implements ResourceKind {
  readonly type = 'EBS';
  readonly traits = { continuous: false, cold: false, stoppable: false, fullyManaged: false };
  readonly overridable = overridable;

  constructor(private readonly ebs: EbsAsRole) {}

  owns(arn: string): boolean {
    return isVolumeArn(arn);
  }

  *resources(where: Whereabouts): Iterable<Resource> {
    for (const volume of this.ebs.storage.volumes.of(where)) yield resourceOf(volume);
  }

  find(arn: string): Resource | undefined {
    const volume = volumeNamed(this.ebs.storage.volumes, arn);
    return volume && resourceOf(volume);
  }

  async backUp({ resource, role, jobId, now, tags }: BackupWork): Promise<Begun> {
    const { snapshots, volumes } = this.ebs.storage;
    const volume = usableVolume(volumes, resource.arn);
    const any = snapshotArn({ region: volume.region, id: '*' });
    this.ebs.require(role, { action: 'ec2:CreateSnapshot', resources: [volumeArn(volume), any] });
    this.ebs.require(role, { action: 'ec2:CreateTags', resources: [any] });
    try {
      return begunOf(await takeSnapshot(snapshots, volume, { description, tags: { ...tags, ...backupTags(resource.arn) }, requestId: jobId, ofBackup: true }), now);
    } catch (error) {
      throw asFailure(error);
    }
  }

  lookAtBackup(point: RecoveryPoint): Progress {
    const snapshot = this.#snapshotOf(point);
    const { clock } = this.ebs.storage.world;
    if (!snapshot || snapshot.status === 'error') return { state: 'failed', message: `Snapshot ${contentOf(point).snapshot} failed. ${snapshot?.message ?? 'It is gone.'}` };
    if (snapshot.status === 'completed') return { state: 'done', sizeBytes: contentOf(point).sizeBytes };
    const [left, whole] = [snapshot.ready?.since(clock.now()) ?? Duration.zero, snapshot.ready?.since(snapshot.started) ?? Duration.zero];
    const percent = whole.milliseconds > 0 ? Math.floor((1 - left.milliseconds / whole.milliseconds) * 100) : 0;
    return { state: 'running', percent, lookAfter: Duration.max(left, Duration.seconds(1)) };
  }

  copy(work: CopyWork): Begun {
    const begun = begunOf(copyOf(this.ebs, work), work.now);
    return { ...begun, content: { ...begun.content, volumeId: contentOf(work.source).volumeId } satisfies EbsContent };
  }

  remove(point: RecoveryPoint, role: Caller | undefined): void {
    const snapshot = this.#snapshotOf(point);
    // What came from another account is removed by AWS Backup's own role in this one.
    if (whereaboutsOf(point.roleArn).accountId === point.accountId) {
      if (!role) throw new JobFailure(`IAM Role ${point.roleArn} cannot be assumed by AWS Backup`, 'AccessDenied');
      const context = Object.fromEntries(Object.entries(snapshot?.tags ?? {}).map(([key, value]) => [`ec2:resourcetag/${key.toLowerCase()}`, value]));
      this.ebs.require(role, { action: 'ec2:DeleteSnapshot', resources: [point.arn], context });
    }
    if (!snapshot) return;
    try {
      checkRemovable(this.ebs.storage.snapshots, snapshot);
    } catch (error) {
      throw asFailure(error);
    }
    this.ebs.storage.snapshots.drop(snapshot);
  }

  restoreMetadata(point: RecoveryPoint): Readonly<Record<string, string>> {
    const { volumeId, encrypted } = contentOf(point);
    return { encrypted: String(encrypted), volumeId };
  }

  checkRestore(_point: RecoveryPoint, metadata: Readonly<Record<string, string>>): void {
    readMetadata(metadata);
  }

  async restore({ point, where, role, metadata, tags, jobId }: RestoreWork): Promise<RestoreBegun> {
    const wanted = tagList(tags).filter(({ Key: key }) => !/^aws:/i.test(key));
    const input = { ...readMetadata(metadata), SnapshotId: contentOf(point).snapshot, ClientToken: jobId, ...(wanted.length > 0 && { TagSpecifications: [{ ResourceType: 'volume', Tags: wanted }] }) };
    const { VolumeId: id } = await this.ebs.call<{ VolumeId: string }>(role, where.region, 'CreateVolume', input);
    await flipped(this.ebs.storage, id);
    return { resource: volumeArn({ ...where, id }), content: { id }, lookAfter };
  }

  lookAtRestore({ where }: Omit<RestoreWork, 'tags'>, content: object): RestoreProgress {
    // The engine hands back what `restore` gave it.
    const { id } = content as { id: string };
    const resource = volumeArn({ ...where, id });
    const { status, shape } = volumeNamed(this.ebs.storage.volumes, resource) ?? {};
    if (shape && (status === 'available' || status === 'in-use')) return { resource, state: 'done', sizeBytes: shape.size * gibibyte };
    if (status === 'creating') return { resource, state: 'running', percent: 50, lookAfter };
    return { resource, state: 'failed', message: `The volume ${id} could not be restored: it is ${status ?? 'gone'}.` };
  }

  testMetadata(point: RecoveryPoint, job: string): Readonly<Record<string, string>> {
    const zones = zonesOf(contentOf(point).region);
    const zone = zones[Math.floor(this.ebs.storage.world.chance.fraction('backup.ebs.test-zone', job) * zones.length)] ?? '';
    return { availabilityZone: zone, encrypted: 'true' };
  }

  async deleteTested(resourceArn: string, role: Caller): Promise<Duration | undefined> {
    const volume = volumeNamed(this.ebs.storage.volumes, resourceArn);
    if (!volume) return undefined;
    if (volume.status !== 'deleting') await this.ebs.call(role, volume.region, 'DeleteVolume', { VolumeId: volume.id });
    return Duration.minutes(1);
  }

  #snapshotOf(point: RecoveryPoint): Snapshot | undefined {
    return this.ebs.storage.snapshots.rows.get(contentOf(point).snapshot);
  }
}

function begunOf({ id, accountId, region, volumeId, sizeGib, encrypted, keyArn, ready }: Snapshot, now: BackupWork['now']): Begun & { content: EbsContent } {
  return {
    arn: snapshotArn({ region, id }),
    content: { accountId, region, snapshot: id, volumeId, sizeBytes: sizeGib * gibibyte, encrypted },
    lookAfter: ready?.since(now) ?? Duration.zero,
    ...(keyArn !== undefined && { keyArn }),
  };
}
