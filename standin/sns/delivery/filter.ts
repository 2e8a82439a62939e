/** Which messages a subscription wants: https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html */
import { Pattern } from '../../patterns/pattern';
import type { Subscription } from '../topics/topic';
import { type Message, textFor } from './message';

const patterns = new Map<string, Pattern>();

export function wants(subscription: Subscription, message: Message): boolean {
  const { filterPolicy, filterScope, protocol } = subscription;
  if (filterPolicy === undefined || filterPolicy === '{}') return true;
  let pattern = patterns.get(filterPolicy);
  if (!pattern) {
    // A process may see many worlds; the filters of those that are gone are not worth keeping.
    if (patterns.size > 1_000) patterns.clear();
    patterns.set(filterPolicy, (pattern = Pattern.parse(filterPolicy)));
  }
  if (filterScope === 'MessageAttributes') return pattern.matches(attributesAsJson(message));
  const body = jsonOf(textFor(message, protocol));
  // A body that is no JSON object fits no policy.
  return typeof body === 'object' && body !== null && pattern.matches(body);
}

function attributesAsJson({ attributes }: Message): Record<string, unknown> {
  const entries = Object.entries(attributes).filter(([, { type }]) => !type.startsWith('Binary'));
  return Object.fromEntries(entries.map(([name, { type, value }]) => [name, type.startsWith('Number') ? Number(value) : type.startsWith('String.Array') ? jsonOf(value) : value]));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
