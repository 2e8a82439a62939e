/** What S3 announces of replications by rules with metrics: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html */
import type { ReplicationRule } from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import type { HappeningName, ReplicationDetail } from '../happenings';
import type { Delivery, Version } from '../keys/version';
import type { S3State } from '../state';
import type { Errand } from './backlog';
import { hasTimeControl } from './configuration/rules';

type Announcement = Extract<HappeningName, `Replication:${string}`> extends `Replication:${infer Name}` ? Name : never;

const threshold = Duration.minutes(15);

const operations: Readonly<Record<Exclude<Delivery['what'], 'version'>, ReplicationDetail['operation']>> = {
  tags: 'OBJECT_PUT_TAGGING',
  lock: 'OBJECT_PUT_RETENTION',
  acl: 'OBJECT_PUT_ACL',
};

export function announce(state: S3State, errand: Errand, name: Announcement, more: Partial<ReplicationDetail> = {}): void {
  const { source, key, version, rule, destination, what, since } = errand;
  const operation = what === 'version' ? operationOf(version) : operations[what];
  const about = name === 'OperationMissedThreshold' || name === 'OperationReplicatedAfterThreshold' ? { threshold } : {};
  const replication: ReplicationDetail = { ruleId: rule, destination, operation, requestTime: since, ...about, ...more };
  state.happenings.tell({ name: `Replication:${name}`, bucket: source, key, version, replication });
}

/** When an operation misses the threshold of replication time control. Delete markers have none, nor have rules without it. */
export function thresholdOf({ version, since }: Errand, rule: ReplicationRule): Instant | undefined {
  return hasTimeControl(rule) && version.kind === 'object' ? since.plus(threshold) : undefined;
}

/** Whether it is to be announced that this operation is late: it is still the one that is pending, and nobody was told. */
export function isLateAt({ since }: Errand, delivery: Delivery | undefined): boolean {
  return delivery?.status === 'PENDING' && delivery.late !== true && delivery.since.compare(since) === 0;
}

function operationOf({ kind }: Version): ReplicationDetail['operation'] {
  return kind === 'marker' ? 'OBJECT_DELETE' : 'OBJECT_PUT';
}
