/** For tests: an experiment on the bucket of the plan that has everything, seen by a client that the experiment knows nothing of. */
import assert from 'node:assert/strict';
import type { BucketTarget, ReplicaResource } from '../aws/resources';
import type { S3 } from '../aws/s3/s3';
import { type DrillUnderTest, drillUnderTest, protectUnderTest } from '../drill/drill-under-test';
import { Duration } from '../time/duration';
import { type Bound, bindExperiment, experimentUndo } from './catalogue';

export interface BucketExperimentUnderTest extends DrillUnderTest {
  target: BucketTarget;
  replica: ReplicaResource & { s3: S3 };
  experiment: Bound;
  pass(length: Duration): Promise<void>;
  /** Every key that can be read with its content, in the bucket or in another. */
  look(place?: { s3: S3; bucket: string }): Promise<Map<string, string>>;
  /** Does every undo that experiments have filed, the last first. To be done as often as one likes. */
  undo(): Promise<string[]>;
}

export async function bucketExperimentUnderTest(name: string): Promise<BucketExperimentUnderTest> {
  const ground = await drillUnderTest({ undoActions: experimentUndo });
  const { drill } = ground;
  await protectUnderTest(drill, 'invoices');
  const target = drill.subject('invoices').recoverable.experimentTarget();
  assert.ok(target.kind === 'bucket' && target.replica);
  const replica = { ...target.replica, s3: drill.services.s3(target.replica.region) };
  return {
    ...ground,
    target,
    replica,
    experiment: bindExperiment(name, drill, target),
    pass: (length) => ground.during(() => drill.clock.sleep(length)),
    look: ({ s3, bucket } = target) =>
      ground.during(async () => {
        const found = new Map<string, string>();
        for (const key of await s3.keys(bucket, '')) found.set(key, Buffer.from((await s3.get(bucket, key)) ?? []).toString('base64'));
        return found;
      }),
    undo: () =>
      ground.during(async () => {
        const results: string[] = [];
        for (const filed of ground.entries('undo-filed').filter(({ action }) => action in experimentUndo).reverse()) {
          results.push((await experimentUndo[filed.action]?.(drill.services, filed.arguments)) ?? 'no such undo');
        }
        return results;
      }),
  };
}

/** Long enough for S3 to have copied whatever was written. */
export const copied = Duration.minutes(15);
