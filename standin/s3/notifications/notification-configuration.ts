/** PutBucketNotificationConfiguration and GetBucketNotificationConfiguration. */
import type { GetBucketNotificationConfigurationRequest, NotificationConfiguration, PutBucketNotificationConfigurationRequest } from '@aws-sdk/client-s3';
import { operation, type Handler, type Operations } from '../../service';
import { malformedXml } from '../errors';
import type { S3State } from '../state';
import { checkedConfiguration } from './checked-configuration';
import type { Notifications } from './notifications';

export function notificationOperations(state: S3State, notifications: Notifications): Operations {
  return {
    PutBucketNotificationConfiguration: putNotification(state, notifications),
    GetBucketNotificationConfiguration: getNotification(state),
  };
}

/** An empty configuration turns notifications off. */
function putNotification(state: S3State, notifications: Notifications): Handler {
  return operation<PutBucketNotificationConfigurationRequest, object>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    if (!input.NotificationConfiguration) throw malformedXml();
    const configuration = checkedConfiguration(state, bucket, input.NotificationConfiguration, input.SkipDestinationValidation !== true);
    bucket.configure({ notification: Object.keys(configuration).length > 0 ? configuration : undefined });
    for (const { TopicArn: arn = '' } of configuration.TopicConfigurations ?? []) notifications.test(bucket, arn, call);
    return {};
  });
}

function getNotification(state: S3State): Handler {
  return operation<GetBucketNotificationConfigurationRequest, NotificationConfiguration>(
    async (input, call) => state.bucket(call, input.Bucket, input.ExpectedBucketOwner).settings.notification ?? {},
  );
}
