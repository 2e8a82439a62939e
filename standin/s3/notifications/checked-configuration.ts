/** A notification configuration as S3 takes it in: every destination is there and lets S3 in, no two rules contradict each other. */
import type { NotificationConfiguration, TopicConfiguration } from '@aws-sdk/client-s3';
import type { AwsError } from '../../aws-error';
import { invalidArgument, malformedXml, notImplemented } from '../errors';
import type { Bucket } from '../buckets/bucket';
import type { S3State } from '../state';
import { isEventName, isUnserved, shareEvents } from './event-names';
import { keyFilterOf, overlap } from './key-filter';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html. Throws AwsError. */
export function checkedConfiguration(state: S3State, bucket: Bucket, given: NotificationConfiguration, validate: boolean): NotificationConfiguration {
  // There are no queues and functions here, so AWS's answer for ones that are not there is the true one.
  const elsewhere = given.QueueConfigurations?.[0]?.QueueArn ?? given.LambdaFunctionConfigurations?.[0]?.LambdaFunctionArn;
  if (elsewhere !== undefined) throw unreachable(elsewhere, 'The destination does not exist');
  const topics = (given.TopicConfigurations ?? []).map((topic, index) => identified(state, bucket, topic, index));
  if (new Set(topics.map(({ Id }) => Id)).size < topics.length) throw invalidArgument('Same ID used for multiple configurations. IDs must be unique', 'Id', '');
  topics.forEach(checkEvents);
  checkOverlaps(topics);
  for (const { TopicArn: arn = '' } of topics) checkTopic(state, bucket, arn, validate);
  return { ...(topics.length > 0 && { TopicConfigurations: topics }), ...(given.EventBridgeConfiguration && { EventBridgeConfiguration: {} }) };
}

function identified({ world }: S3State, bucket: Bucket, topic: TopicConfiguration, index: number): TopicConfiguration {
  if (topic.Id !== undefined && topic.Id !== '') {
    if (topic.Id.length > 255) throw invalidArgument('The length of ID must not exceed 255 characters.', 'Id', topic.Id);
    return topic;
  }
  return { ...topic, Id: world.chance.uuid('s3', 'notification', bucket.name, index, world.clock.now().epochMilliseconds) };
}

function checkEvents({ Events: events = [], Filter: filter }: TopicConfiguration): void {
  if (events.length === 0) throw malformedXml();
  for (const event of events) {
    if (!isEventName(event)) throw invalidArgument('The event is not supported for notifications', 'Event', event);
    if (isUnserved(event)) throw notImplemented('Event', `the stand-in does not serve what brings about ${event}`);
  }
  keyFilterOf(filter);
}

function checkOverlaps(topics: readonly TopicConfiguration[]): void {
  topics.forEach((a, index) => {
    for (const b of topics.slice(index + 1)) {
      const shared = a.Events?.some((one) => b.Events?.some((other) => shareEvents(one, other)));
      if (!shared || !overlap(keyFilterOf(a.Filter), keyFilterOf(b.Filter))) continue;
      const message = a.Filter ?? b.Filter
        ? 'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.'
        : 'Configurations overlap. Configurations on the same bucket cannot share a common event type.';
      throw invalidArgument(message, 'Event', a.Events?.[0] ?? '');
    }
  });
}

function checkTopic(state: S3State, bucket: Bucket, arn: string, validate: boolean): void {
  const [, region] = /^arn:aws[a-z-]*:sns:([a-z0-9-]+):\d{12}:[A-Za-z0-9_.-]+$/.exec(arn) ?? [];
  if (region === undefined) throw invalidArgument('The ARN is not well formed', 'Topic', arn);
  if (region !== bucket.origin.region) throw invalidArgument('The notification destination service region is not valid for the bucket location constraint', 'TopicArn', arn);
  if (!validate || state.neighbours.topics.accepts({ topicArn: arn, from: publisher(bucket) })) return;
  throw unreachable(arn, 'Permissions on the destination topic do not allow S3 to publish notifications from this bucket');
}

/** How S3 introduces itself to a topic. */
export function publisher({ name, origin }: Bucket): { service: string; sourceArn: string; sourceAccount: string } {
  return { service: 's3.amazonaws.com', sourceArn: `arn:aws:s3:::${name}`, sourceAccount: origin.accountId };
}

function unreachable(arn: string, why: string): AwsError {
  return invalidArgument('Unable to validate the following destination configurations', arn, why);
}
