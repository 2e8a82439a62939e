/** Publish and PublishBatch: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
import type { MessageAttributeValue, PublishBatchInput, PublishBatchResponse, PublishInput, PublishResponse } from '@aws-sdk/client-sns';
import { AwsError } from '../../aws-error';
import { operation, type Handler } from '../../service';
import { attributesOf, type Message } from '../delivery/message';
import { invalidParameter, notServed } from '../refusals';
import type { Topics } from '../topics';
import { askedTopic } from './asked-topic';

const mostBytes = 262_144;

interface Asked {
  Message?: string;
  Subject?: string;
  MessageStructure?: string;
  MessageAttributes?: Record<string, MessageAttributeValue>;
  MessageGroupId?: string;
  MessageDeduplicationId?: string;
}

export function publish(topics: Topics): Handler {
  return operation<PublishInput, PublishResponse>(async (input) => {
    if (input.PhoneNumber !== undefined) throw notServed('text messages to telephones');
    if (input.TopicArn !== undefined && input.TargetArn !== undefined) throw invalidParameter('TopicArn or TargetArn Reason: no more than one may be given');
    const { arn } = askedTopic(topics, input.TopicArn ?? input.TargetArn, input.TargetArn === undefined ? 'TopicArn' : 'TargetArn');
    const content = contentOf(arn, input);
    if (sizeOf(input) > mostBytes) throw invalidParameter('Message too long');
    return { MessageId: topics.send(content) };
  });
}

export function publishBatch(topics: Topics): Handler {
  return operation<PublishBatchInput, PublishBatchResponse>(async (input) => {
    const { arn } = askedTopic(topics, input.TopicArn);
    const entries = input.PublishBatchRequestEntries ?? [];
    if (entries.length === 0) throw new AwsError('EmptyBatchRequest', "The batch request doesn't contain any entries.");
    if (entries.length > 10) throw new AwsError('TooManyEntriesInBatchRequest', 'The batch request contains more entries than permissible.');
    const ids = entries.map(({ Id: id = '' }) => id);
    if (ids.some((id) => !/^[A-Za-z0-9_-]{1,80}$/.test(id))) throw new AwsError('InvalidBatchEntryId', "The Id of a batch entry in a batch request doesn't abide by the specification.");
    if (new Set(ids).size < ids.length) throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
    if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > mostBytes) throw new AwsError('BatchRequestTooLong', 'The length of all the batch messages put together is more than the limit.');
    const Successful: NonNullable<PublishBatchResponse['Successful']> = [];
    const Failed: NonNullable<PublishBatchResponse['Failed']> = [];
    for (const entry of entries) {
      try {
        Successful.push({ Id: entry.Id, MessageId: topics.send(contentOf(arn, entry)) });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        Failed.push({ Id: entry.Id, Code: error.code, Message: error.message, SenderFault: true });
      }
    }
    return { Successful, Failed };
  });
}

function contentOf(topicArn: string, asked: Asked): Omit<Message, 'id' | 'at'> {
  const { Message: text = '', Subject: subject, MessageStructure: structure } = asked;
  if (text === '') throw invalidParameter('Empty message');
  if (asked.MessageGroupId !== undefined || asked.MessageDeduplicationId !== undefined) throw invalidParameter('MessageGroupId Reason: The request includes MessageGroupId parameter that is not valid for this topic type');
  // Printable ASCII from the first letter on: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
  if (subject !== undefined && !/^[\x21-\x7e][\x20-\x7e]{0,99}$/.test(subject)) throw invalidParameter('Subject');
  if (structure !== undefined && structure !== 'json') throw invalidParameter('MessageStructure');
  checkAttributes(asked.MessageAttributes ?? {});
  return { topicArn, ...textsOf(text, structure), attributes: attributesOf(asked.MessageAttributes), ...(subject !== undefined && { subject }) };
}

function textsOf(text: string, structure: string | undefined): Pick<Message, 'text' | 'texts'> {
  if (structure !== 'json') return { text };
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse');
  }
  const texts = typeof said === 'object' && said !== null ? (said as Record<string, string>) : {};
  if (typeof texts.default !== 'string') throw invalidParameter('Message Structure - No default entry in JSON message body');
  const { default: standard, ...others } = texts;
  return { text: standard, texts: Object.fromEntries(Object.entries(others).filter(([, one]) => typeof one === 'string')) };
}

function checkAttributes(attributes: Record<string, MessageAttributeValue>): void {
  for (const [name, { DataType: type = '', StringValue: text, BinaryValue: bytes }] of Object.entries(attributes)) {
    const fault = (message: string): AwsError => new AwsError('ParameterValueInvalid', `The message attribute '${name}' ${message}`);
    if (!/^(String|Number|Binary)(\..+)?$/.test(type)) throw fault('has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.');
    if (type.startsWith('Binary') ? !bytes : !text) throw fault(`must contain non-empty message attribute value for message attribute type '${type}'.`);
    if (type.startsWith('Number') && Number.isNaN(Number(text))) throw fault(`could not be cast as a number: '${text}'.`);
  }
}

function sizeOf({ Message: text = '', Subject: subject = '', MessageAttributes: attributes = {} }: Asked): number {
  const each = Object.entries(attributes).map(([name, { DataType: type = '', StringValue: value = '', BinaryValue: bytes }]) => Buffer.byteLength(name + type + value) + (bytes?.length ?? 0));
  return Buffer.byteLength(text) + Buffer.byteLength(subject) + each.reduce((sum, one) => sum + one, 0);
}
