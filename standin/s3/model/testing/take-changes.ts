/** For tests: takes the steps that change versions or read them, and holds each answer against the model's. */
import assert from 'node:assert/strict';
import {
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectRetentionCommand,
  PutObjectTaggingCommand,
  RestoreObjectCommand,
} from '@aws-sdk/client-s3';
import { textOf } from '../../s3-under-test';
import { day, etagOf, type Held, hour, isArchived, isReadable } from './bucket-model';
import { expectCall, named, nowOf, type Run, whyNot } from './run';
import type { Step } from './steps';

type StepOf<Act extends Step['act']> = Extract<Step, { act: Act }>;

export async function read(run: Run, step: StepOf<'read'>): Promise<void> {
  const one = named(run, step.key, step.which);
  if (!one) return;
  const { VersionId, held } = one;
  const refused = whyNot(one, 'hidden') ?? (held && !isReadable(held, nowOf(run)) ? 'InvalidObjectState' : undefined);
  const answer = await expectCall(run.client.send(new GetObjectCommand({ Bucket: run.Bucket, Key: step.key, VersionId })), refused, step);
  if (!answer || !held) return;
  assert.equal(await textOf(answer), held.body);
  assert.equal(answer.ETag, etagOf(held));
  assert.equal(answer.TagCount, held.tag === undefined ? undefined : 1);
}

export async function tag(run: Run, step: StepOf<'tag'>): Promise<void> {
  const one = named(run, step.key, step.which);
  if (!one) return;
  const at = { Bucket: run.Bucket, Key: step.key, VersionId: one.VersionId };
  const command = step.tag === undefined ? new DeleteObjectTaggingCommand(at) : new PutObjectTaggingCommand({ ...at, Tagging: { TagSet: [{ Key: 't', Value: step.tag }] } });
  // The client's types do not see that either command will do.
  const answer = await expectCall<object>(run.client.send(command as PutObjectTaggingCommand), whyNot(one, 'refused'), step);
  if (!answer || !one.held) return;
  one.held.tag = step.tag;
  // What is on its way brings the change along; what has arrived is followed by it.
  const now = nowOf(run);
  if (one.held.passage?.status === 'COMPLETED') one.held.passage = { status: 'PENDING', soonest: now + 5_000, latest: now + 121_000 };
}

export async function restore(run: Run, step: StepOf<'restore'>): Promise<void> {
  const one = named(run, step.key, step.which);
  if (!one) return;
  const { held } = one;
  const now = nowOf(run);
  const restored = held?.restored && now < held.restored.until ? held.restored : undefined;
  const isFaster = restored?.tier === 'Standard' && step.tier === 'Expedited';
  let refused = whyNot(one, 'hidden');
  if (!refused && held) {
    if (!isArchived(held)) refused = 'InvalidObjectState';
    else if (held.storageClass === 'DEEP_ARCHIVE' && step.tier === 'Expedited') refused = 'InvalidArgument';
    else if (restored && !restored.arrived && !isFaster) refused = 'RestoreAlreadyInProgress';
  }
  const RestoreRequest = { Days: step.days, GlacierJobParameters: { Tier: step.tier } };
  const answer = await expectCall(run.client.send(new RestoreObjectCommand({ Bucket: run.Bucket, Key: step.key, VersionId: one.VersionId, RestoreRequest })), refused, step);
  if (!answer || !held) return;
  assert.equal(answer.$metadata.httpStatusCode, restored?.arrived ? 200 : 202);
  const until = Math.ceil((now + step.days * day) / day) * day;
  if (restored?.arrived) restored.until = until;
  else held.restored = { tier: step.tier, ...window(held, step.tier, now), until, arrived: false };
}

/** When a copy is there at the soonest, and at the latest. */
function window({ storageClass }: Held, tier: 'Expedited' | 'Standard', now: number): { soonest: number; latest: number } {
  if (tier === 'Expedited') return { soonest: now + hour / 60, latest: now + hour / 12 };
  return storageClass === 'GLACIER' ? { soonest: now + 3 * hour, latest: now + 5 * hour } : { soonest: now + 9 * hour, latest: now + 12 * hour };
}

export async function retain(run: Run, step: StepOf<'retain'>): Promise<void> {
  const one = named(run, step.key, step.which);
  if (!one) return;
  const now = nowOf(run);
  const { held } = one;
  const until = now + step.days * day;
  let refused = whyNot(one, 'refused');
  if (!refused && held?.lock.until !== undefined && held.lock.until > now) {
    const extends_ = step.mode === held.lock.mode && until >= held.lock.until;
    if (!extends_ && !(held.lock.mode === 'GOVERNANCE' && step.bypass)) refused = 'AccessDenied';
  }
  const Retention = step.mode === undefined ? {} : { Mode: step.mode, RetainUntilDate: new Date(until) };
  const command = new PutObjectRetentionCommand({ Bucket: run.Bucket, Key: step.key, VersionId: one.VersionId, Retention, BypassGovernanceRetention: step.bypass || undefined });
  const answer = await expectCall(run.client.send(command), refused, step);
  if (!answer || !held) return;
  held.lock = { hold: held.lock.hold, ...(step.mode !== undefined && { mode: step.mode, until }) };
}

export async function hold(run: Run, step: StepOf<'hold'>): Promise<void> {
  const one = named(run, step.key, step.which);
  if (!one) return;
  const LegalHold = { Status: step.on ? ('ON' as const) : ('OFF' as const) };
  const answer = await expectCall(run.client.send(new PutObjectLegalHoldCommand({ Bucket: run.Bucket, Key: step.key, VersionId: one.VersionId, LegalHold })), whyNot(one, 'refused'), step);
  if (answer && one.held) one.held.lock = { ...one.held.lock, hold: step.on };
}
