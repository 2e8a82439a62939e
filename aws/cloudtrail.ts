/** CloudTrail: who called what, looked up for whole buckets, and brought into a bucket by a trail for what is done to their objects. */
import { gunzipSync } from 'node:zlib';
import * as sdk from '@aws-sdk/client-cloudtrail';
import { Instant } from '../time/instant';
import { clientConfig, signingByClock } from './calls/client-config';
import { noneWhen } from './calls/refusal';
import type { Caller } from './services';
import type { ClientSettings } from './target';

/** A call on record. */
export interface RecordedCall {
  /** `DeleteObject` */
  operation: string;
  /** ARN of who called; the id of who is of another account. */
  by: string;
  at: Instant;
  bucket?: string;
  key?: string;
  versionId?: string;
  /** The code of what it was refused with; undefined where it was done. */
  refusal?: string;
}

/** A trail that brings deletions of a bucket's objects, tried ones as well, into another bucket. */
export interface DeletionTrail {
  name: string;
  watched: string;
  logBucket: string;
  tags: Readonly<Record<string, string>>;
}

/** What of an event is read: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
interface EventRecord {
  eventName: string;
  eventTime: string;
  userIdentity?: { arn?: string; principalId?: string };
  errorCode?: string;
  requestParameters?: { bucketName?: string; key?: string; versionId?: string } | null;
}

export class CloudTrail {
  readonly #client: sdk.CloudTrailClient;
  readonly #region: string;
  readonly #call: Caller;

  constructor(settings: ClientSettings, call: Caller) {
    this.#client = signingByClock(new sdk.CloudTrailClient(clientConfig(settings)), settings);
    this.#region = settings.region;
    this.#call = call;
  }

  /** Makes it and has it log from now on. The bucket for its files has to let CloudTrail in: see `logBucketPolicy`. */
  async watchDeletions({ name, watched, logBucket, tags }: DeletionTrail): Promise<void> {
    const TagsList = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    const input = { Name: name, S3BucketName: logBucket, TagsList };
    await this.#ask('CreateTrail', input, () => this.#client.send(new sdk.CreateTrailCommand(input)));
    const FieldSelectors: sdk.AdvancedFieldSelector[] = [
      { Field: 'eventCategory', Equals: ['Data'] },
      { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
      { Field: 'resources.ARN', StartsWith: [`arn:aws:s3:::${watched}/`] },
      { Field: 'eventName', Equals: ['DeleteObject', 'DeleteObjects'] },
    ];
    const selected = { TrailName: name, AdvancedEventSelectors: [{ Name: 'deletions', FieldSelectors }] };
    await this.#ask('PutEventSelectors', selected, () => this.#client.send(new sdk.PutEventSelectorsCommand(selected)));
    await this.#ask('StartLogging', { Name: name }, () => this.#client.send(new sdk.StartLoggingCommand({ Name: name })));
  }

  async hasTrail(name: string): Promise<boolean> {
    const input = { trailNameList: [name], includeShadowTrails: false };
    const { trailList = [] } = await this.#ask('DescribeTrails', input, () => this.#client.send(new sdk.DescribeTrailsCommand(input)));
    return trailList.length > 0;
  }

  /** False when there was no such trail. */
  async deleteTrail(name: string): Promise<boolean> {
    const input = { Name: name };
    return (await noneWhen(['TrailNotFoundException'], this.#ask('DeleteTrail', input, () => this.#client.send(new sdk.DeleteTrailCommand(input))))) !== undefined;
  }

  /** What was called on a bucket since then, the newest first; what is done to objects is not in it. Calls appear some minutes later. */
  async callsOn(bucket: string, since: Instant): Promise<RecordedCall[]> {
    const found: RecordedCall[] = [];
    let token: string | undefined;
    do {
      const LookupAttributes = [{ AttributeKey: 'ResourceName' as const, AttributeValue: bucket }];
      const input = { LookupAttributes, StartTime: since.toDate(), ...(token !== undefined && { NextToken: token }) };
      const page = await this.#ask('LookupEvents', input, () => this.#client.send(new sdk.LookupEventsCommand(input)));
      found.push(...(page.Events ?? []).map(({ CloudTrailEvent: text = '{}' }) => callOf(JSON.parse(text) as EventRecord)));
      token = page.NextToken;
    } while (token !== undefined);
    return found;
  }

  #ask<Output>(operation: string, input: object, send: () => Promise<Output>): Promise<Output> {
    return this.#call({ service: 'cloudtrail', operation, region: this.#region, input, send });
  }
}

/** The calls in a file that a trail brought. */
export function callsIn(file: Uint8Array): RecordedCall[] {
  const { Records: records = [] } = JSON.parse(gunzipSync(file).toString('utf8')) as { Records?: EventRecord[] };
  return records.map(callOf);
}

/** The policy by which a bucket takes the files of one trail: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
export function logBucketPolicy({ bucket, account, region, trail }: { bucket: string; account: string; region: string; trail: string }): string {
  const source = { 'aws:SourceArn': `arn:aws:cloudtrail:${region}:${account}:trail/${trail}` };
  const cloudtrail = { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' } };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { ...cloudtrail, Action: 's3:GetBucketAcl', Resource: `arn:aws:s3:::${bucket}`, Condition: { StringEquals: source } },
      {
        ...{ ...cloudtrail, Action: 's3:PutObject', Resource: `arn:aws:s3:::${bucket}/AWSLogs/${account}/*` },
        Condition: { StringEquals: { ...source, 's3:x-amz-acl': 'bucket-owner-full-control' } },
      },
    ],
  });
}

function callOf({ eventName, eventTime, userIdentity, errorCode, requestParameters }: EventRecord): RecordedCall {
  const { bucketName, key, versionId } = requestParameters ?? {};
  return {
    operation: eventName,
    by: userIdentity?.arn ?? userIdentity?.principalId ?? '',
    at: Instant.parse(eventTime),
    ...(bucketName !== undefined && { bucket: bucketName }),
    ...(key !== undefined && { key }),
    ...(versionId !== undefined && { versionId }),
    ...(errorCode !== undefined && { refusal: errorCode }),
  };
}
