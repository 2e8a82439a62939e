/** An event as rules and targets see it: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html */
import type { Instant } from '../../time/instant';

export interface Event {
  id: string;
  detailType: string;
  source: string;
  account: string;
  time: Instant;
  region: string;
  resources: readonly string[];
  detail: Readonly<Record<string, unknown>>;
}

export function eventJson({ id, detailType, source, account, time, region, resources, detail }: Event): Record<string, unknown> {
  return { version: '0', id, 'detail-type': detailType, source, account, time: time.toString().replace(/\.\d{3}Z$/, 'Z'), region, resources, detail };
}
