/** The stand-in's SNS: every operation it serves, by name. */
import type { Access } from '../access/access';
import type { Service } from '../service';
import type { World } from '../world';
import { authorizer } from './authorize';
import { publish, publishBatch } from './operations/publish';
import { confirmSubscription, subscribe, unsubscribe } from './operations/subscribe';
import { getSubscriptionAttributes, listSubscriptions, listSubscriptionsByTopic, setSubscriptionAttributes } from './operations/subscription-attributes';
import { listTagsForResource, tagResource, untagResource } from './operations/tags';
import { getTopicAttributes, setTopicAttributes } from './operations/topic-attributes';
import { createTopic, deleteTopic, listTopics } from './operations/topic-operations';
import type { Topics } from './topics';
import { taggedTopics } from './topics/tagged-topics';

export function snsService(world: World, topics: Topics, access: Access): Service {
  return {
    operations: {
      CreateTopic: createTopic(topics),
      DeleteTopic: deleteTopic(topics),
      ListTopics: listTopics(topics),
      GetTopicAttributes: getTopicAttributes(topics),
      SetTopicAttributes: setTopicAttributes(topics),
      Subscribe: subscribe(topics, world),
      ConfirmSubscription: confirmSubscription(topics),
      Unsubscribe: unsubscribe(topics),
      ListSubscriptions: listSubscriptions(topics),
      ListSubscriptionsByTopic: listSubscriptionsByTopic(topics),
      GetSubscriptionAttributes: getSubscriptionAttributes(topics),
      SetSubscriptionAttributes: setSubscriptionAttributes(topics),
      Publish: publish(topics),
      PublishBatch: publishBatch(topics),
      TagResource: tagResource(topics),
      UntagResource: untagResource(topics),
      ListTagsForResource: listTagsForResource(topics),
    },
    authorize: authorizer(topics, access),
    tagged: taggedTopics(topics),
  };
}
