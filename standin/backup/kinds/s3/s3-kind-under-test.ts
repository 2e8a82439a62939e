/** Buckets, and what backs them up and restores them, for a test: S3 and this kind alone, with the engine's part played here. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'node:test';
import { Duration } from '../../../../time/duration';
import { VirtualClock } from '../../../../time/virtual-clock';
import { Access } from '../../../access/access';
import { Chance } from '../../../chance';
import { Metrics } from '../../../cloudwatch/metrics';
import { Journal } from '../../../durable/journal';
import { EventBuses } from '../../../events/event-buses';
import { Identities } from '../../../iam/identities';
import { iamService } from '../../../iam/service';
import { KeyRing } from '../../../kms/key-ring';
import { kmsService } from '../../../kms/service';
import type { Mischief } from '../../../mischief/mischief';
import { Outages } from '../../../outages';
import type { ObjectVersion } from '../../../s3/keys/version';
import { s3Service } from '../../../s3/service';
import { S3State } from '../../../s3/state';
import type { Call, Caller, Service } from '../../../service';
import { Topics } from '../../../sns/topics';
import { virtualEpoch } from '../../../virtual-epoch';
import type { Whereabouts } from '../../../whereabouts';
import type { World } from '../../../world';
import type { RecoveryPoint } from '../../points/recovery-point';
import type { BackupWork, Begun, Progress, RestoreProgress } from '../kind';
import { arnOfBucket } from '../../../s3/buckets/bucket-tags';
import { S3Kind } from './s3-kind';

export const home: Whereabouts = { accountId: '123456789012', region: 'us-east-1' };
export const away: Whereabouts = { accountId: '210987654321', region: 'eu-west-1' };
const roleName = 'backups';

export interface Options {
  directory: string;
  mischief?: readonly Mischief[];
}

/**
 * Gives each test of a suite buckets of its own, among them a versioned one named `shop`, and takes them away again.
 * `current` answers with those that the test has by then: a restart makes others of them.
 */
export function bucketsForEach(give: (made: BucketsUnderTest) => void, current: () => BucketsUnderTest): void {
  let directory: string;
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'muster-s3-kind-'));
    const made = await BucketsUnderTest.make({ directory });
    await made.bucket('shop');
    give(made);
  });
  afterEach(() => {
    assert.deepEqual(current().faults, []);
    current().close();
    rmSync(directory, { recursive: true });
  });
}

export class BucketsUnderTest {
  readonly clock: VirtualClock;
  readonly world: World;
  readonly s3: S3State;
  readonly kind: S3Kind;
  readonly faults: unknown[] = [];
  readonly #access: Access;
  readonly #services: Readonly<Record<string, Service>>;
  #jobs = 0;

  private constructor(
    private readonly options: Options,
    journal: Journal,
  ) {
    this.clock = new VirtualClock({ start: journal.latest ?? virtualEpoch, effectDuration: () => Duration.zero });
    const parts = { clock: this.clock, journal, chance: new Chance('test'), outages: new Outages(journal), directory: options.directory, mischief: new Set(options.mischief) };
    // eslint-disable-next-line no-restricted-syntax -- neither processes nor connections are needed here
    this.world = { ...parts, onFault: (error: unknown) => void this.faults.push(error), beforeJump: () => undefined } as unknown as World;
    const identities = new Identities(this.world);
    this.#access = new Access(identities, () => this.clock.now());
    const keys = new KeyRing(this.world, this.#access);
    const topics = new Topics(this.world, this.#access);
    const neighbours = { access: this.#access, keys, topics, buses: new EventBuses(this.world, topics), metrics: new Metrics(this.world) };
    this.s3 = new S3State(this.world, neighbours);
    this.kind = new S3Kind(this.s3);
    this.#services = { s3: s3Service(this.s3), iam: iamService(this.world, identities, this.#access), kms: kmsService(keys) };
  }

  /** With a role in each account that may do everything with buckets. */
  static async make(options: Options): Promise<BucketsUnderTest> {
    const made = BucketsUnderTest.#open(options);
    for (const where of [home, away]) {
      await made.role(roleName, where);
      await made.allow(roleName, { Action: ['s3:*', 'kms:*'] }, where);
    }
    return made;
  }

  static #open(options: Options): BucketsUnderTest {
    const journal: Journal = Journal.open(join(options.directory, 'journal'), () => made.clock.now());
    const made: BucketsUnderTest = new BucketsUnderTest(options, journal);
    return made;
  }

  /** The world as another process takes it up. This one must not be used any more. */
  again(): BucketsUnderTest {
    this.world.journal.tick();
    this.close();
    return BucketsUnderTest.#open(this.options);
  }

  close(): void {
    this.s3.store.close();
    this.world.journal.close();
  }

  /** How many contents of objects and parts are stored. */
  contents(): number {
    return this.s3.store.contents;
  }

  /** What an operation answers to the root of an account. Its input and output are the SDK's. */
  async call<Output = Record<string, unknown>>(operation: string, input: object, { accountId, region } = home, service = 's3'): Promise<Output> {
    const caller: Caller = { kind: 'root', accountId, arn: `arn:aws:iam::${accountId}:root`, userId: accountId, accessKeyId: '' };
    const http = { method: 'PUT', path: '/', query: new URLSearchParams(), headers: {}, secure: false };
    const requestId = `test${(this.#jobs += 1)}`;
    const call: Call = { service, operation, region, caller, requestId, now: this.clock.now(), http, answer: { headers: {} } };
    const handle = this.#services[service]?.operations[operation];
    if (!handle) throw new Error(`${operation} is not served`);
    // The operation's own output type is what the caller names.
    return (await handle(input, call)) as Output;
  }

  async bucket(name: string, where = home, ownership = 'BucketOwnerEnforced'): Promise<void> {
    const elsewhere = where.region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: where.region } };
    await this.call('CreateBucket', { Bucket: name, ObjectOwnership: ownership, ...elsewhere }, where);
    await this.call('PutBucketVersioning', { Bucket: name, VersioningConfiguration: { Status: 'Enabled' } }, where);
  }

  async put(bucket: string, key: string, body: string, more: object = {}): Promise<string> {
    const { VersionId } = await this.call<{ VersionId: string }>('PutObject', { Bucket: bucket, Key: key, Body: Buffer.from(body), ...more });
    return VersionId;
  }

  /** The text of the current version; undefined where there is none. */
  read(bucket: string, key: string): string | undefined {
    const version = this.s3.buckets.get(bucket)?.currentObject(key);
    return version && this.textOf(version);
  }

  /** Few bytes are read in one go. */
  textOf({ contents, size }: ObjectVersion): string {
    return Buffer.from(this.s3.store.read(contents, 0, size) as Uint8Array).toString();
  }

  async role(name: string, where = home): Promise<void> {
    const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'backup.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
    await this.call('CreateRole', { RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) }, where, 'iam');
  }

  async allow(name: string, statement: object, where = home): Promise<void> {
    const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Resource: '*', ...statement }] };
    await this.call('PutRolePolicy', { RoleName: name, PolicyName: 'own', PolicyDocument: JSON.stringify(document) }, where, 'iam');
  }

  async key(where = home): Promise<string> {
    const { KeyMetadata } = await this.call<{ KeyMetadata: { Arn: string } }>('CreateKey', {}, where, 'kms');
    return KeyMetadata.Arn;
  }

  /** The vault of a place, with AWS Backup's own key of it. */
  vault(where = home): BackupWork['vault'] {
    const name = 'alias/aws/backup';
    return { ...where, arn: `arn:aws:backup:${where.region}:${where.accountId}:backup-vault:vault`, keyArn: `arn:aws:kms:${where.region}:${where.accountId}:${name}` };
  }

  work(bucket: string, { role = roleName, options = {}, vault = this.vault() }: { role?: string; options?: Record<string, string>; vault?: BackupWork['vault'] } = {}): BackupWork {
    const resource = this.kind.find(arnOfBucket(bucket)) ?? { arn: arnOfBucket(bucket), name: bucket, tags: {} };
    return { ...this.#job(role), resource, vault, options, tags: {} };
  }

  /** What a backup begins, as a recovery point. */
  begin(bucket: string, more: Parameters<BucketsUnderTest['work']>[1] = {}): RecoveryPoint {
    const work = this.work(bucket, more);
    return this.pointOf(bucket, work, this.kind.backUp(work));
  }

  /** A backup, once it is done. */
  async backUp(bucket: string, more: Parameters<BucketsUnderTest['work']>[1] = {}): Promise<RecoveryPoint> {
    const point = this.begin(bucket, more);
    const end = await this.ended(point);
    if (end.state !== 'done') throw new Error(JSON.stringify(end));
    return { ...point, status: 'COMPLETED', sizeBytes: end.sizeBytes };
  }

  async ended(point: RecoveryPoint): Promise<Progress> {
    for (;;) {
      const progress = this.kind.lookAtBackup(point);
      if (progress.state !== 'running') return progress;
      await this.clock.advance(progress.lookAfter);
    }
  }

  follow(bucket: string, keepDays = 35): RecoveryPoint {
    const work = this.work(bucket);
    return { ...this.pointOf(bucket, work, this.kind.continuous.follow(work, keepDays)), continuous: true, status: 'AVAILABLE' };
  }

  copy(source: RecoveryPoint, where: Whereabouts): RecoveryPoint {
    const work = { ...this.#job(roleName, source), source, vault: this.vault(where) };
    return this.pointOf(source.resourceName, work, this.kind.copy(work));
  }

  pointOf(bucket: string, { now, jobId, vault }: Pick<BackupWork, 'now' | 'jobId' | 'vault'>, { arn, content }: Omit<Begun, 'lookAfter'>): RecoveryPoint {
    const { accountId, region, keyArn } = vault;
    const names = { arn, vault: 'vault', resourceType: 'S3', resourceArn: arnOfBucket(bucket), resourceName: bucket, roleArn: '', jobId, keyArn };
    return { accountId, region, ...names, status: 'CREATING', continuous: false, created: now, sizeBytes: 0, lifecycle: {}, tags: {}, content };
  }

  /** A restore, once it is over. Throws JobFailure and AwsError. */
  async restore(point: RecoveryPoint, metadata: Record<string, string>, { role = roleName, tags = {} }: { role?: string; tags?: Record<string, string> } = {}): Promise<RestoreProgress> {
    this.kind.checkRestore(point, metadata);
    const work = { ...this.#job(role, point), point, where: { accountId: point.accountId, region: point.region }, metadata };
    const { content, lookAfter } = this.kind.restore({ ...work, tags });
    let progress: RestoreProgress = { state: 'running', percent: 0, lookAfter };
    while (progress.state === 'running') {
      await this.clock.advance(progress.lookAfter);
      progress = await this.kind.lookAtRestore({ ...work, now: this.clock.now() }, content);
    }
    return progress;
  }

  #job(role: string, { accountId } = home): Pick<BackupWork, 'jobId' | 'role' | 'now'> {
    const caller = this.#access.callerOfRole(`arn:aws:iam::${accountId}:role/${role}`, 'backup.amazonaws.com');
    if (!caller) throw new Error(`there is no role ${role}`);
    const now = this.clock.now();
    return { jobId: `JOB-${(this.#jobs += 1)}-${now.epochMilliseconds}`, role: caller, now };
  }
}
