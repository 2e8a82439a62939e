/** S3: what a bucket does by itself, set and read: lifecycle, replication, object lock. */
import * as sdk from '@aws-sdk/client-s3';
import { Duration } from '../../time/duration';
import { noneWhen } from '../calls/refusal';
import type { S3Calls } from './s3-calls';

/** Versions that were replaced so long ago go to another storage class. */
export interface ArchiveRule {
  after: Duration;
  storageClass: 'GLACIER' | 'DEEP_ARCHIVE';
}

export interface ReplicationRule {
  id: string;
  /** ARN of the role that S3 takes on to copy. */
  role: string;
  destination: string;
}

export interface LockRule {
  mode: 'GOVERNANCE' | 'COMPLIANCE';
  for: Duration;
}

const archiveRuleId = 'archive-replaced-versions';

export class S3Settings {
  readonly #s3: S3Calls;

  constructor(s3: S3Calls) {
    this.#s3 = s3;
  }

  /**
   * Archives versions once they were replaced. Objects of any size: unless told, S3 leaves those under 128 KiB where they are.
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
   */
  async archiveReplacedVersions(bucket: string, { after, storageClass }: ArchiveRule): Promise<void> {
    const NoncurrentVersionTransitions = [{ NoncurrentDays: days(after), StorageClass: storageClass }];
    const input: sdk.PutBucketLifecycleConfigurationCommandInput = {
      Bucket: bucket,
      TransitionDefaultMinimumObjectSize: 'varies_by_storage_class',
      LifecycleConfiguration: { Rules: [{ ID: archiveRuleId, Status: 'Enabled', Filter: { Prefix: '' }, NoncurrentVersionTransitions }] },
    };
    await this.#s3.ask('PutBucketLifecycleConfiguration', input, () => this.#s3.client.send(new sdk.PutBucketLifecycleConfigurationCommand(input)));
  }

  /** The rule that `archiveReplacedVersions` sets, as the bucket has it now; undefined where it is not there or not enabled. */
  async archiveRule(bucket: string): Promise<ArchiveRule | undefined> {
    const input = { Bucket: bucket };
    const asked = this.#s3.ask('GetBucketLifecycleConfiguration', input, () => this.#s3.client.send(new sdk.GetBucketLifecycleConfigurationCommand(input)));
    const rule = (await noneWhen(['NoSuchLifecycleConfiguration'], asked))?.Rules?.find(({ ID, Status }) => ID === archiveRuleId && Status === 'Enabled');
    const [transition] = rule?.NoncurrentVersionTransitions ?? [];
    if (transition?.NoncurrentDays === undefined) return undefined;
    // It is one of the two that are ever set.
    return { after: Duration.days(transition.NoncurrentDays), storageClass: transition.StorageClass as ArchiveRule['storageClass'] };
  }

  /** Has every new version and delete marker copied to another bucket, within the 15 minutes of S3's replication time control, and measured. */
  async replicate(bucket: string, { id, role, destination }: ReplicationRule): Promise<void> {
    const Time = { Minutes: 15 };
    const rule: sdk.ReplicationRule = {
      ID: id,
      Priority: 1,
      Status: 'Enabled',
      Filter: { Prefix: '' },
      DeleteMarkerReplication: { Status: 'Enabled' },
      Destination: { Bucket: `arn:aws:s3:::${destination}`, ReplicationTime: { Status: 'Enabled', Time }, Metrics: { Status: 'Enabled', EventThreshold: Time } },
    };
    const input = { Bucket: bucket, ReplicationConfiguration: { Role: role, Rules: [rule] } };
    await this.#s3.ask('PutBucketReplication', input, () => this.#s3.client.send(new sdk.PutBucketReplicationCommand(input)));
  }

  /** The names of the buckets that are replicated to now. */
  async replicatedTo(bucket: string): Promise<string[]> {
    const input = { Bucket: bucket };
    const asked = this.#s3.ask('GetBucketReplication', input, () => this.#s3.client.send(new sdk.GetBucketReplicationCommand(input)));
    const rules = (await noneWhen(['ReplicationConfigurationNotFoundError'], asked))?.ReplicationConfiguration?.Rules ?? [];
    return rules.filter(({ Status }) => Status === 'Enabled').map(({ Destination }) => (Destination?.Bucket ?? '').replace('arn:aws:s3:::', ''));
  }

  /** Locks every new version of a bucket that keeps versions. */
  async lockNewVersions(bucket: string, { mode, for: length }: LockRule): Promise<void> {
    const Rule = { DefaultRetention: { Mode: mode, Days: days(length) } };
    const input = { Bucket: bucket, ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' as const, Rule } };
    await this.#s3.ask('PutObjectLockConfiguration', input, () => this.#s3.client.send(new sdk.PutObjectLockConfigurationCommand(input)));
  }

  /** Undefined where new versions are not locked. */
  async lockRule(bucket: string): Promise<LockRule | undefined> {
    const input = { Bucket: bucket };
    const asked = this.#s3.ask('GetObjectLockConfiguration', input, () => this.#s3.client.send(new sdk.GetObjectLockConfigurationCommand(input)));
    const retention = (await noneWhen(['ObjectLockConfigurationNotFoundError'], asked))?.ObjectLockConfiguration?.Rule?.DefaultRetention;
    return retention?.Mode && retention.Days !== undefined ? { mode: retention.Mode, for: Duration.days(retention.Days) } : undefined;
  }

  /** Sets who else may do what with the bucket. */
  async setPolicy(bucket: string, policy: string): Promise<void> {
    const input = { Bucket: bucket, Policy: policy };
    await this.#s3.ask('PutBucketPolicy', input, () => this.#s3.client.send(new sdk.PutBucketPolicyCommand(input)));
  }

  /** Stops keeping versions from now on. */
  async suspendVersioning(bucket: string): Promise<void> {
    const input: sdk.PutBucketVersioningCommandInput = { Bucket: bucket, VersioningConfiguration: { Status: 'Suspended' } };
    await this.#s3.ask('PutBucketVersioning', input, () => this.#s3.client.send(new sdk.PutBucketVersioningCommand(input)));
  }
}

function days(length: Duration): number {
  return Math.round(length.seconds / 86_400);
}
