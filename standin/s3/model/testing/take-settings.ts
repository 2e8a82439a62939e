/** For tests: takes the steps that change a bucket's settings, and lets time pass. */
import {
  DeleteBucketLifecycleCommand,
  HeadObjectCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  type HeadObjectCommandOutput,
} from '@aws-sdk/client-s3';
import assert from 'node:assert/strict';
import { Duration } from '../../../../time/duration';
import { type BucketModel, day, type Held } from './bucket-model';
import { asLifecycleRule, midnight } from './lifecycle-model';
import { expectCall, nowOf, type Run } from './run';
import { adoptIds } from './compare';
import type { Step } from './steps';

type StepOf<Act extends Step['act']> = Extract<Step, { act: Act }>;

export async function setVersioning(run: Run, step: StepOf<'version'>): Promise<void> {
  const { client, Bucket, model } = run;
  const refused = step.status === 'Suspended' && (model.locks || model.replicates) ? 'InvalidBucketState' : undefined;
  const answer = await expectCall(client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: step.status } })), refused, step);
  if (answer) model.versioning = step.status;
}

export async function setRules(run: Run, { rules }: StepOf<'rules'>): Promise<void> {
  const { client, Bucket } = run;
  if (rules.length === 0) await client.send(new DeleteBucketLifecycleCommand({ Bucket }));
  else await client.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: rules.map(asLifecycleRule) } }));
  run.rules = rules;
}

export async function pause(run: Run, { on }: StepOf<'pause'>): Promise<void> {
  const { s3, Bucket, model } = run;
  const now = nowOf(run);
  if (on) {
    s3.state.pauses.pause(Bucket, { source: Bucket, regions: ['us-west-2'] });
    model.paused ??= now;
    return;
  }
  s3.state.pauses.resume(Bucket);
  if (model.paused === undefined) return;
  model.paused = undefined;
  for (const [, held] of pending(model)) held.latest = Math.max(held.latest, now + 121_000);
}

export async function wait(run: Run, { seconds }: StepOf<'wait'>): Promise<void> {
  const { s3, model } = run;
  let now = nowOf(run);
  const end = now + seconds * 1_000;
  // Each stretch ends at a midnight, so that the model can look at what has happened up to it.
  while (now < end) {
    const next = Math.min(end, Math.floor(now / day) * day + day);
    const isMidnight = next % day === 0;
    // What is on its way is never near its end at a midnight: the steps see to that.
    if (isMidnight) {
      await s3.pass(Duration.milliseconds(next - now - 1));
      await settle(run);
      await s3.pass(Duration.milliseconds(1));
      midnight(model, run.rules, next);
    } else await s3.pass(Duration.milliseconds(next - now));
    await adoptIds(run);
    await settle(run);
    now = next;
  }
}

/** Sees what has arrived, which chance decides, within the time that it may take. */
async function settle(run: Run): Promise<void> {
  const { model } = run;
  const now = nowOf(run);
  for (const [key, versions] of model.keys) {
    for (const held of versions) {
      const soonest = Math.min(held.restored?.arrived === false ? held.restored.soonest : Infinity, held.passage?.status === 'PENDING' ? held.passage.soonest : Infinity);
      // What arrives too early is seen where everything is compared.
      if (now < soonest) continue;
      const head = await headOf(run, key, held);
      if (held.restored?.arrived === false) {
        held.restored.arrived = within(held.restored, now, head.Restore?.includes('false') === true, `restore of ${key}`);
      }
      if (held.passage?.status === 'PENDING') arrive(run, key, held, head.ReplicationStatus);
    }
  }
}

/** A delete marker's status can be had from no operation but by looking for it at the replica. */
async function headOf({ client, Bucket }: Run, key: string, { id, body }: Held): Promise<Partial<HeadObjectCommandOutput>> {
  return body === undefined ? {} : client.send(new HeadObjectCommand({ Bucket, Key: key, VersionId: id }));
}

/** What is seen, once it is known that it may be seen now. */
function within({ soonest, latest }: { soonest: number; latest: number }, now: number, seen: boolean, what: string): boolean {
  if (now < soonest) assert.equal(seen, false, `${what} is too early`);
  if (now >= latest) assert.equal(seen, true, `${what} is too late`);
  return seen;
}

function arrive(run: Run, key: string, held: Held, status: string | undefined): void {
  const { model, s3, replica } = run;
  const { passage } = held;
  if (!passage) return;
  const now = nowOf(run);
  const there = s3.state.buckets.get(replica)?.history(key)?.find(held.id ?? '');
  const seen = status === undefined ? there !== undefined : status === 'COMPLETED';
  const isHeld = model.paused !== undefined;
  if (model.paused !== undefined && model.paused < passage.soonest) assert.equal(seen, false, `${key} was replicated in a pause`);
  if (!within({ ...passage, ...(isHeld && { latest: Infinity }) }, now, seen, `replication of ${key}`)) return;
  passage.status = 'COMPLETED';
  const copies = model.replica.get(key) ?? [];
  const before = copies.find(({ id }) => id === held.id);
  if (before) before.tag = held.tag;
  else model.replica.set(key, [...copies, { id: held.id, body: held.body, tag: held.tag, made: held.made, storageClass: held.storageClass }]);
}

function pending(model: BucketModel): [string, NonNullable<Held['passage']>][] {
  return [...model.keys].flatMap(([key, versions]) => versions.flatMap(({ passage }): [string, NonNullable<Held['passage']>][] => (passage?.status === 'PENDING' ? [[key, passage]] : [])));
}
