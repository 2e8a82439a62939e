/** A trail: which events of an account go to which bucket. */
import type { EventSelector, AdvancedEventSelector } from '@aws-sdk/client-cloudtrail';
import type { Instant } from '../../../time/instant';
import type { TagRecord } from '../../tag-record';

/** Plain data, replaced whole when something changes. */
export interface Trail {
  arn: string;
  name: string;
  accountId: string;
  /** Its home region, where alone it can be changed. */
  region: string;
  bucket: string;
  prefix?: string;
  topicArn?: string;
  /** Whether it has the events of global services. */
  global: boolean;
  multiRegion: boolean;
  tags: TagRecord;
  logging: boolean;
  started?: Instant;
  stopped?: Instant;
  selectors: Selectors;
  attempt?: Attempt;
  /** When log files last arrived. */
  delivered?: Instant;
}

export type Selectors = { basic: readonly EventSelector[] } | { advanced: readonly AdvancedEventSelector[] };

/** The last time that log files were put into the bucket, or were to be. */
export interface Attempt {
  at: Instant;
  /** The code of what S3 refused it with. */
  error?: string;
}

/** All management events and no data events. */
export const standardSelectors: Selectors = { basic: [{ ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [], ExcludeManagementEventSources: [] }] };

export function trailArn(accountId: string, region: string, name: string): string {
  return `arn:aws:cloudtrail:${region}:${accountId}:trail/${name}`;
}
