/** The bucket that a trail's log files go to, and what its policy has to allow: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
import type { Access } from '../../access/access';
import { serviceCaller } from '../../access/service-caller';
import { AwsError } from '../../aws-error';
import { policyInForce } from '../../s3/access/policy/policy-in-force';
import { isBucketName } from '../../s3/buckets/bucket-name';
import { putObject } from '../../s3/objects/put-object';
import type { S3State } from '../../s3/state';
import type { Call } from '../../service';
import { refusals } from '../refusals';
import type { Trail } from './trail';

const principal = 'cloudtrail.amazonaws.com';

/** What tells where a trail's files go, and whose it is. */
export type Aimed = Pick<Trail, 'arn' | 'accountId' | 'bucket' | 'prefix'>;

export class LogBucket {
  constructor(
    private readonly s3: S3State,
    private readonly access: Access,
  ) {}

  /** Throws CloudTrail's refusals where there is no such bucket, or its policy does not let CloudTrail in. */
  check(trail: Aimed): void {
    if (!isBucketName(trail.bucket)) throw refusals.badBucketName(trail.bucket);
    if (!this.s3.buckets.has(trail.bucket)) throw refusals.noBucket(trail.bucket);
    if (!this.#allows(trail, 's3:GetBucketAcl') || !this.#allows(trail, 's3:PutObject', `${folderOf(trail)}/CloudTrail/`)) throw refusals.bucketPolicy(trail.bucket);
  }

  /** Throws S3's refusals. */
  async put(trail: Aimed, key: string, bytes: Uint8Array): Promise<void> {
    const bucket = this.s3.buckets.get(trail.bucket);
    if (!bucket) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', { status: 404 });
    const { region } = bucket.origin;
    if (this.s3.world.outages.isDown(region)) throw new AwsError('ServiceUnavailable', 'Service is unable to handle request.', { status: 503 });
    if (!this.#allows(trail, 's3:PutObject', key)) throw new AwsError('AccessDenied', 'Access Denied', { status: 403 });
    const http = { method: 'PUT', path: `/${key}`, query: new URLSearchParams(), headers: {}, secure: true };
    const call: Call = { service: 's3', operation: 'PutObject', region, caller: serviceCaller(principal), requestId: '', now: this.s3.now(), http, answer: { headers: {} } };
    await putObject(this.s3)({ Bucket: trail.bucket, Key: key, Body: bytes, ContentType: 'application/json', ContentEncoding: 'gzip', ContentLength: bytes.length }, call);
  }

  #allows({ bucket: name, arn, accountId }: Aimed, action: string, key?: string): boolean {
    const bucket = this.s3.buckets.get(name);
    if (!bucket) return false;
    return this.access.allows({
      caller: serviceCaller(principal),
      action,
      resource: `arn:aws:s3:::${name}${key === undefined ? '' : `/${key}`}`,
      context: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:sourcearn': arn, 'aws:sourceaccount': accountId, 'aws:securetransport': 'true' },
      resourcePolicy: { accountId: bucket.origin.accountId, document: policyInForce(this.s3.users, bucket)?.document },
    });
  }
}

/** `backups/AWSLogs/123456789012` */
export function folderOf({ prefix, accountId }: Pick<Aimed, 'prefix' | 'accountId'>): string {
  return `${prefix === undefined ? '' : `${prefix}/`}AWSLogs/${accountId}`;
}
