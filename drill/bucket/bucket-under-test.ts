/** For tests: a drill with one bucket of the plan, protected as the plan says or in another way, and damage that is easy to follow. */
import assert from 'node:assert/strict';
import type { ReplicaResource } from '../../aws/resources';
import type { S3 } from '../../aws/s3/s3';
import { provision } from '../../infra/provision';
import type { Compromised } from '../../measure/endings';
import type { BucketComponent } from '../../plan/plan';
import type { PlanFellShort } from '../drill';
import { componentOf, type DrillOptions, type DrillUnderTest, drillUnderTest } from '../drill-under-test';
import { damage } from '../phases/damage';
import { protect } from '../phases/protect';
import type { Subject } from '../subject';
import { Bucket } from './bucket';

export interface BucketUnderTest extends DrillUnderTest {
  bucket: Bucket;
  subject: Subject;
  /** The bucket's name, and S3 in its region. */
  name: string;
  s3: S3;
}

export interface BucketOptions extends DrillOptions {
  component?: 'invoices' | 'receipts';
  /** What the plan would say instead. */
  instead?: Partial<BucketComponent>;
}

export async function bucketUnderTest({ component = 'invoices', instead = {}, ...options }: BucketOptions = {}): Promise<BucketUnderTest> {
  const ground = await drillUnderTest(options);
  const { drill } = ground;
  const planned = componentOf(drill.plan, component);
  assert.ok(planned.kind === 'bucket');
  await protect(drill, { ...planned, ...instead }, provision);
  const subject = drill.subject(component);
  assert.ok(subject.recoverable instanceof Bucket);
  const bucket = subject.recoverable;
  return { ...ground, bucket, subject, name: bucket.resource.bucket, s3: bucket.s3 };
}

/** The key of the invoice or receipt of that number. */
export const keyOf = (number: number): string => `invoices/2025/${String(number).padStart(5, '0')}.json`;

/** Overwrites the objects of these numbers and deletes those, as the fault of the drill. */
export async function spoil({ drill, subject, name, s3 }: BucketUnderTest, { overwritten = [], deleted = [] }: { overwritten?: number[]; deleted?: number[] }): Promise<void> {
  await damage(drill, subject.component.name, {
    name: 'spoilt', does: '',
    inject: async () => {
      for (const number of overwritten) await s3.put(name, keyOf(number), Buffer.from('spoilt'));
      for (const number of deleted) await s3.delete(name, keyOf(number));
    },
    landed: async () => ({ good: true, saw: 'spoilt' }),
  });
}

/** S3 where the replica of a bucket is, and its name. */
export function copyOf({ bucket, drill }: BucketUnderTest): ReplicaResource & { s3: S3 } {
  const { replica } = bucket.resource;
  assert.ok(replica);
  return { ...replica, s3: drill.services.s3(replica.region) };
}

/** For assert.rejects: an error of that kind whose message holds all of these. */
export const saying = (kind: typeof Compromised | typeof PlanFellShort, ...texts: string[]) => (error: unknown): boolean => {
  assert.ok(error instanceof kind, String(error));
  for (const text of texts) assert.ok(error.message.includes(text), error.message);
  return true;
};
