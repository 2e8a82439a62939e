/** CreateTopic, DeleteTopic and ListTopics. */
import type { CreateTopicInput, CreateTopicResponse, DeleteTopicInput, ListTopicsInput, ListTopicsResponse } from '@aws-sdk/client-sns';
import { pageOf } from '../../next-token';
import { operation, type Handler } from '../../service';
import { invalidParameter, notServed } from '../refusals';
import type { Topics } from '../topics';
import { defaultPolicy, type Topic, topicArn } from '../topics/topic';
import { checkedTags } from './tags';
import { withAttribute } from './topic-attributes';

/** A topic that is there already is answered again: https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
export function createTopic(topics: Topics): Handler {
  return operation<CreateTopicInput, CreateTopicResponse>(async (input, call) => {
    const name = input.Name ?? '';
    if (name.endsWith('.fifo')) throw notServed('FIFO topics');
    if (!/^[A-Za-z0-9_-]{1,256}$/.test(name)) throw invalidParameter('Topic Name');
    if (input.DataProtectionPolicy !== undefined) throw notServed('topic attribute DataProtectionPolicy');
    const { accountId } = call.caller;
    const arn = topicArn(accountId, call.region, name);
    const tags = checkedTags(input.Tags ?? []);
    const there = topics.topic(arn);
    const begun: Topic = there ?? { arn, name, accountId, region: call.region, policy: defaultPolicy(arn, accountId), displayName: '', tags, ended: 0 };
    const wanted = Object.entries(input.Attributes ?? {}).reduce((topic, [attribute, value]) => withAttribute(topic, attribute, value), begun);
    if (there) {
      if (input.Tags && !sameTags(there.tags, tags)) throw invalidParameter('Tags Reason: Topic already exists with different tags');
      if (wanted.policy !== there.policy || wanted.displayName !== there.displayName) throw invalidParameter('Attributes Reason: Topic already exists with different attributes');
    } else topics.keep(wanted);
    return { TopicArn: arn };
  });
}

function sameTags(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  return Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([key, value]) => b[key] === value);
}

export function deleteTopic(topics: Topics): Handler {
  return operation<DeleteTopicInput, object>(async (input) => {
    topics.drop(input.TopicArn ?? '');
    return {};
  });
}

export function listTopics(topics: Topics): Handler {
  return operation<ListTopicsInput, ListTopicsResponse>(async (input, call) => {
    const all = topics.topicsIn(call.caller.accountId, call.region);
    const page = pageOf(all, { most: 100, token: input.NextToken, refusal: () => invalidParameter('NextToken') });
    return { Topics: page.items.map(({ arn }) => ({ TopicArn: arn })), ...(page.token && { NextToken: page.token }) };
  });
}
