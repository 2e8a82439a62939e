/** For tests: a stand-in, clients of it for whoever has keys, and what is on its record of calls. */
import { gunzipSync } from 'node:zlib';
import { CloudTrail, type Event, type LookupEventsCommandInput } from '@aws-sdk/client-cloudtrail';
import { IAM } from '@aws-sdk/client-iam';
import { S3 } from '@aws-sdk/client-s3';
import { Duration } from '../../time/duration';
import { type Keys, rootOf } from '../iam/iam-under-test';
import { type Standin, type StandinOptions, startStandin } from '../index';

/** Long enough for LookupEvents to know what was called, and for log files to arrive. */
export const later = Duration.minutes(10);

export type Recorded = Record<string, unknown> & { eventName: string };

export class CloudTrailUnderTest implements AsyncDisposable {
  readonly trail: CloudTrail;
  readonly s3: S3;
  readonly iam: IAM;

  private constructor(
    readonly standin: Standin,
    /** What the stand-in could not answer; empty unless something is broken. */
    readonly faults: unknown[],
  ) {
    this.trail = this.client(CloudTrail);
    this.s3 = this.client(S3);
    this.iam = this.client(IAM);
  }

  static async start(options: Partial<StandinOptions> = {}): Promise<CloudTrailUnderTest> {
    const faults: unknown[] = [];
    return new CloudTrailUnderTest(await startStandin({ ...options, onFault: (error) => void faults.push(error) }), faults);
  }

  client<C extends { config: object }>(Client: new (config: never) => C, keys: Keys = rootOf('muster'), region = 'us-east-1'): C {
    const { clock, requestHandler } = this.standin;
    const logger = { trace: () => undefined, debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
    // Every client takes these; their types have nothing in common that says so.
    const client = new Client({ region, credentials: keys, requestHandler, maxAttempts: 1, logger } as never);
    Object.defineProperty(client.config, 'systemClockOffset', { get: () => clock.now().epochMilliseconds - Date.now(), set: () => undefined });
    return client;
  }

  /** Lets so much time pass that all that happened can be looked up and was delivered. */
  async settle(): Promise<void> {
    await this.standin.clock.advance(later);
  }

  /** The events that are found, the newest first, each as CloudTrail wrote it. */
  async recorded(wanted: LookupEventsCommandInput = {}, trail = this.trail): Promise<Recorded[]> {
    const { Events = [] } = await trail.lookupEvents(wanted);
    return Events.map(recordOf);
  }

  /** The newest event of that name. */
  async newest(name: string, trail = this.trail): Promise<Recorded> {
    const [event] = await this.recorded({ LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: name }], MaxResults: 1 }, trail);
    if (!event) throw new Error(`no ${name} is on record`);
    return event;
  }

  /** A bucket that lets CloudTrail put log files into it. */
  async logBucket(name: string): Promise<void> {
    await this.s3.createBucket({ Bucket: name });
    await this.s3.putBucketPolicy({ Bucket: name, Policy: JSON.stringify(logPolicy(name)) });
  }

  /** A trail that logs, into the bucket of that name. */
  async logs(name: string, bucket: string): Promise<void> {
    await this.trail.createTrail({ Name: name, S3BucketName: bucket });
    await this.trail.startLogging({ Name: name });
  }

  /** What was delivered into a bucket, by key. */
  async files(bucket: string): Promise<Map<string, Recorded[]>> {
    const files = new Map<string, Recorded[]>();
    const { Contents = [] } = await this.s3.listObjectsV2({ Bucket: bucket });
    for (const { Key = '' } of Contents) {
      const { Body } = await this.s3.getObject({ Bucket: bucket, Key });
      const text = gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array()).toString('utf8');
      files.set(Key, (JSON.parse(text) as { Records: Recorded[] }).Records);
    }
    return files;
  }

  /** The events in all files of a bucket, in the order of their files. */
  async delivered(bucket: string): Promise<Recorded[]> {
    return [...(await this.files(bucket)).values()].flat();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.standin.close();
  }
}

export function recordOf({ CloudTrailEvent: text = '{}' }: Event): Recorded {
  return JSON.parse(text) as Recorded;
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
export function logPolicy(bucket: string, account = '123456789012'): object {
  const cloudtrail = { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' } };
  return {
    Version: '2012-10-17',
    Statement: [
      { ...cloudtrail, Action: 's3:GetBucketAcl', Resource: `arn:aws:s3:::${bucket}` },
      {
        ...cloudtrail,
        Action: 's3:PutObject',
        Resource: `arn:aws:s3:::${bucket}/AWSLogs/${account}/*`,
        Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' }, StringLike: { 'aws:SourceArn': `arn:aws:cloudtrail:*:${account}:trail/*` } },
      },
    ],
  };
}
