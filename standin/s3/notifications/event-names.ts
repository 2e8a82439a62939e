/** The events that notifications can be asked for: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html */
import { Event } from '@aws-sdk/client-s3';

const known: ReadonlySet<string> = new Set(Object.values(Event));

/** What S3 can announce and nothing in the stand-in brings about, because the operations behind it are not served. */
const unserved: ReadonlySet<string> = new Set(['s3:ObjectAnnotation:*', 's3:ObjectAnnotation:Put', 's3:ObjectAnnotation:Delete', 's3:ObjectRetention:Put', 's3:IntelligentTiering']);

export function isEventName(name: string): boolean {
  return known.has(name);
}

export function isUnserved(name: string): boolean {
  return unserved.has(name);
}

/** Whether what was asked for, maybe with a wildcard at its end, is that event: `ObjectCreated:Put` without `s3:`. */
export function asksFor(asked: string, event: string): boolean {
  return asked.endsWith('*') ? `s3:${event}`.startsWith(asked.slice(0, -1)) : asked === `s3:${event}`;
}

/** Whether there is an event that both ask for. */
export function shareEvents(a: string, b: string): boolean {
  return asksFor(a, b.slice('s3:'.length).replace(/\*$/, '')) || asksFor(b, a.slice('s3:'.length).replace(/\*$/, ''));
}
