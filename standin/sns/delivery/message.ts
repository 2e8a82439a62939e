/** A message on its way to a topic's subscribers. */
import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import type { Instant } from '../../../time/instant';
import type { SubscriptionProtocol } from '../topics/topic';

export interface Message {
  id: string;
  topicArn: string;
  at: Instant;
  subject?: string;
  /** What every protocol is sent that has no text of its own. */
  text: string;
  texts?: Readonly<Partial<Record<SubscriptionProtocol, string>>>;
  attributes: Readonly<Record<string, Attribute>>;
}

/** Plain data: bytes are in base64 here. */
export interface Attribute {
  type: string;
  value: string;
}

export function attributesOf(given: Record<string, MessageAttributeValue> | undefined): Record<string, Attribute> {
  const entries = Object.entries(given ?? {});
  return Object.fromEntries(
    entries.map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { type: DataType ?? 'String', value: BinaryValue ? Buffer.from(BinaryValue).toString('base64') : (StringValue ?? '') },
    ]),
  );
}

export function textFor({ text, texts }: Message, protocol: SubscriptionProtocol): string {
  return texts?.[protocol] ?? text;
}
