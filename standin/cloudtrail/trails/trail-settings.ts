/** What a request says a trail shall be: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html */
import type { CreateTrailResponse, UpdateTrailRequest } from '@aws-sdk/client-cloudtrail';
import type { Topics } from '../../sns/topics';
import { refusals } from '../refusals';
import type { LogBucket } from './log-bucket';
import type { Trail } from './trail';

/** Whom a trail needs to be let in by. */
export interface Destinations {
  bucket: LogBucket;
  topics: Topics;
}

type Settings = Omit<UpdateTrailRequest, 'Name'>;

/** `old` with what the request says of it. Throws CloudTrail's refusals. */
export function withSettings(old: Trail, input: Settings, { bucket, topics }: Destinations): Trail {
  checkServed(input);
  const { S3BucketName = old.bucket, S3KeyPrefix = old.prefix, SnsTopicName, IncludeGlobalServiceEvents, IsMultiRegionTrail } = input;
  const multiRegion = IsMultiRegionTrail ?? old.multiRegion;
  const global = IncludeGlobalServiceEvents ?? (IsMultiRegionTrail === true || old.global);
  if (multiRegion && !global) throw refusals.combination('Multi-Region trail must include global service events.');
  if (S3KeyPrefix !== undefined && (S3KeyPrefix.length > 200 || /[^\w!.*'()/=+@:,-]/.test(S3KeyPrefix))) throw refusals.badPrefix();
  const { prefix: _prefix, topicArn: _topic, ...others } = old;
  const topicArn = SnsTopicName === undefined ? old.topicArn : arnOfTopic(SnsTopicName, old);
  const trail: Trail = {
    ...others,
    ...{ bucket: S3BucketName, multiRegion, global },
    ...(S3KeyPrefix !== undefined && S3KeyPrefix !== '' && { prefix: S3KeyPrefix }),
    ...(topicArn !== undefined && { topicArn }),
  };
  bucket.check(trail);
  const from = { service: 'cloudtrail.amazonaws.com', sourceArn: trail.arn, sourceAccount: trail.accountId };
  if (topicArn !== undefined && !topics.accepts({ topicArn, from })) throw refusals.topicPolicy();
  return trail;
}

/** Only what is there can be set: what would be accepted and do nothing is refused. */
function checkServed(input: Settings): void {
  if (input.IsOrganizationTrail) throw refusals.noOrganization();
  if (input.EnableLogFileValidation) throw refusals.notServed('digest files of trails');
  if (input.KmsKeyId) throw refusals.notServed('trails that encrypt with a key of their own');
  if (input.CloudWatchLogsLogGroupArn || input.CloudWatchLogsRoleArn) throw refusals.notServed('trails that write to CloudWatch Logs');
  if (input.RecursiveLogging) throw refusals.notServed('recursive logging of trails');
}

/** An empty name takes the topic away. */
function arnOfTopic(name: string, { region, accountId }: Trail): string | undefined {
  if (name === '') return undefined;
  return name.startsWith('arn:') ? name : `arn:aws:sns:${region}:${accountId}:${name}`;
}

/** How a trail is answered when it was made or changed. */
export function describedTrail(trail: Trail): CreateTrailResponse {
  return {
    Name: trail.name,
    S3BucketName: trail.bucket,
    ...(trail.prefix !== undefined && { S3KeyPrefix: trail.prefix }),
    ...(trail.topicArn !== undefined && { SnsTopicName: trail.topicArn.split(':')[5], SnsTopicARN: trail.topicArn }),
    IncludeGlobalServiceEvents: trail.global,
    IsMultiRegionTrail: trail.multiRegion,
    TrailARN: trail.arn,
    LogFileValidationEnabled: false,
    IsOrganizationTrail: false,
  };
}
