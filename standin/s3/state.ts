/** All that the stand-in's S3 holds: the buckets of every account and region, and the store behind them. */
import { join } from 'node:path';
import type { Instant } from '../../time/instant';
import { ObjectStore } from '../planes/objects';
import type { Call } from '../service';
import type { World } from '../world';
import { Bucket } from './buckets/bucket';
import { isBucketName, invalidBucketName } from './buckets/bucket-name';
import { accessDenied, noSuchBucket } from './errors';
import { permanentRedirect } from './buckets/redirect';
import { SealedIds } from './keys/sealed-ids';
import { SealedTokens } from './keys/sealed-tokens';

export class S3State {
  readonly store: ObjectStore;
  readonly versionIds: SealedIds;
  readonly uploadIds: SealedIds;
  readonly objectTokens: SealedTokens;
  readonly bucketTokens: SealedTokens;
  /** Bucket names are one name space for all accounts and regions. */
  readonly buckets = new Map<string, Bucket>();
  readonly #made = new Map<string, number>();

  constructor(readonly world: World) {
    this.store = new ObjectStore(join(world.directory, 'objects'));
    this.versionIds = new SealedIds(world.chance, 'version');
    this.uploadIds = new SealedIds(world.chance, 'upload');
    this.objectTokens = new SealedTokens(world.chance, 'objects');
    this.bucketTokens = new SealedTokens(world.chance, 'buckets');
  }

  now(): Instant {
    return this.world.clock.now();
  }

  createBucket(name: string, region: string, accountId: string): Bucket {
    const incarnation = this.#made.get(name) ?? 0;
    this.#made.set(name, incarnation + 1);
    const bucket = new Bucket({ name, region, accountId, created: this.now(), incarnation }, this.store, this.versionIds);
    this.buckets.set(name, bucket);
    return bucket;
  }

  /**
   * The bucket that a call names. Throws `NoSuchBucket`, `PermanentRedirect` when the call went to another
   * region, `AccessDenied` when it belongs to another account or not to the expected one.
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
    if (owner !== call.caller.accountId || (expectedOwner !== undefined && owner !== expectedOwner)) throw accessDenied();
    return bucket;
  }

  /** Throws `NoSuchBucket` when a bucket was deleted while a request on it was under way. */
  stillThere(bucket: Bucket): void {
    if (this.buckets.get(bucket.name) !== bucket) throw noSuchBucket(bucket.name);
  }

  /** The canonical user that stands for an account. */
  owner(accountId: string): { ID: string } {
    return { ID: this.world.chance.bytes('s3', 'canonical-user', accountId).toString('hex') };
  }
}
