/** All that the stand-in's S3 holds: the buckets of every account and region, and the store behind them. */
import { join } from 'node:path';
import type { Instant } from '../../time/instant';
import type { Access } from '../access/access';
import type { Metrics } from '../cloudwatch/metrics';
import type { EventBuses } from '../events/event-buses';
import type { KeyRing } from '../kms/key-ring';
import { ObjectStore } from '../planes/objects';
import type { Call } from '../service';
import type { Topics } from '../sns/topics';
import type { World } from '../world';
import { CanonicalUsers } from './access/acl/canonical-users';
import { Restores } from './archive/restores';
import { Bucket, type BucketOrigin } from './buckets/bucket';
import { invalidBucketName, isBucketName } from './buckets/bucket-name';
import type { Follower } from './buckets/follower';
import { permanentRedirect } from './buckets/redirect';
import { BucketRecord } from './durable/bucket-record';
import { accessDenied, noSuchBucket } from './errors';
import { Happenings } from './happenings';
import { SealedIds } from './keys/sealed-ids';
import { SealedTokens } from './keys/sealed-tokens';
import { DailyRuns } from './lifecycle/daily-runs';
import { ReplicationPauses } from './replication/replication-pauses';
import { Replicator } from './replication/replicator';

/** The other services that S3 asks and tells. */
export interface Neighbours {
  access: Access;
  keys: KeyRing;
  topics: Topics;
  buses: EventBuses;
  metrics: Metrics;
}

export class S3State {
  readonly store: ObjectStore;
  readonly versionIds: SealedIds;
  readonly uploadIds: SealedIds;
  readonly objectTokens: SealedTokens;
  readonly bucketTokens: SealedTokens;
  /** Bucket names are one name space for all accounts and regions. */
  readonly buckets = new Map<string, Bucket>();
  /** The canonical users that stand for accounts. */
  readonly users: CanonicalUsers;
  readonly happenings = new Happenings();
  readonly pauses: ReplicationPauses;
  readonly replication: Replicator;
  readonly restores: Restores;
  readonly lifecycle: DailyRuns;
  readonly record: BucketRecord;
  /** Who follows which bucket, by `followedAs`: found again when a bucket is brought back. */
  readonly followers = new Map<string, Follower>();
  readonly #made = new Map<string, number>();

  constructor(
    readonly world: World,
    readonly neighbours: Neighbours,
  ) {
    this.store = new ObjectStore(join(world.directory, 'objects'));
    this.versionIds = new SealedIds(world.chance, 'version');
    this.uploadIds = new SealedIds(world.chance, 'upload');
    this.objectTokens = new SealedTokens(world.chance, 'objects');
    this.bucketTokens = new SealedTokens(world.chance, 'buckets');
    this.users = new CanonicalUsers(world.chance);
    this.record = new BucketRecord(world.journal);
    this.pauses = new ReplicationPauses(world.journal);
    this.replication = new Replicator(this);
    this.restores = new Restores(this);
    this.lifecycle = new DailyRuns(this);
  }

  now(): Instant {
    return this.world.clock.now();
  }

  createBucket(name: string, region: string, accountId: string): Bucket {
    const incarnation = this.#made.get(name) ?? 0;
    return this.reviveBucket({ name, region, accountId, created: this.now(), incarnation });
  }

  /** Forgets a bucket that holds no version. Uploads under way do not keep it alive; their parts go with it. */
  deleteBucket(bucket: Bucket): void {
    for (const upload of bucket.uploads.inOrder()) {
      bucket.uploads.delete(upload);
      for (const part of upload.parts.values()) this.store.release(part.content);
    }
    this.record.bucketGone(bucket);
    this.buckets.delete(bucket.name);
    bucket.follower?.configured();
    this.lifecycle.arm();
  }

  /** Takes back how many buckets of a name there were before. */
  reviveIncarnations(name: string, made: number): void {
    this.#made.set(name, made);
  }

  /** Makes the bucket of that origin, without putting it on record. */
  reviveBucket(origin: Bucket['origin']): Bucket {
    this.#made.set(origin.name, origin.incarnation + 1);
    const bucket = new Bucket(origin, { store: this.store, ids: this.versionIds, record: this.record });
    bucket.follower = this.followers.get(followedAs(origin));
    this.buckets.set(origin.name, bucket);
    return bucket;
  }

  /**
   * The bucket that a call names. Throws `NoSuchBucket`, `PermanentRedirect` when the call went to another
   * region, `AccessDenied` when it does not belong to the expected account. Whether the caller may do what it
   * wants there was asked before: see `access/`.
   */
  bucket(call: Call, name: string | undefined, expectedOwner?: string): Bucket {
    const bucket = this.bucketAnywhere(call, name, expectedOwner);
    if (bucket.origin.region !== call.region) throw permanentRedirect(bucket);
    return bucket;
  }

  /** Like `bucket`, for the few calls that any region answers. */
  bucketAnywhere(call: Call, name = '', expectedOwner?: string): Bucket {
    const bucket = this.buckets.get(name);
    if (!bucket) throw isBucketName(name) ? noSuchBucket(name) : invalidBucketName(name);
    const owner = bucket.origin.accountId;
    if (expectedOwner !== undefined && owner !== expectedOwner) throw accessDenied();
    return bucket;
  }

  /** Throws `NoSuchBucket` when a bucket was deleted while a request on it was under way. */
  stillThere(bucket: Bucket): void {
    if (this.buckets.get(bucket.name) !== bucket) throw noSuchBucket(bucket.name);
  }

  /** The canonical user that stands for an account. */
  owner(accountId: string): { ID: string } {
    return { ID: this.users.idOf(accountId) };
  }
}

/** Tells a bucket from others of its name, before it and after it. */
export function followedAs({ name, incarnation }: Pick<BucketOrigin, 'name' | 'incarnation'>): string {
  return `${name}/${incarnation}`;
}
