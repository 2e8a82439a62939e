/** For tests: takes the steps that write objects or delete them, and holds each answer against the model's. */
import assert from 'node:assert/strict';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  PutObjectCommand,
  type StorageClass,
} from '@aws-sdk/client-s3';
import { day, etagOf, type Held, isLocked, isReadable } from './bucket-model';
import { expectCall, named, nowOf, type Run, whyNot } from './run';
import type { Step } from './steps';

type StepOf<Act extends Step['act']> = Extract<Step, { act: Act }>;

export async function put(run: Run, step: StepOf<'put'>): Promise<void> {
  const { client, Bucket, model } = run;
  const { key: Key, body, tag, storageClass, condition, days } = step;
  const current = model.current(Key);
  const object = current?.body === undefined ? undefined : current;
  const conditions = { none: {}, absent: { IfNoneMatch: '*' }, same: { IfMatch: object && etagOf(object) }, other: { IfMatch: '"0123456789abcdef0123456789abcdef"' } }[condition];
  const refused = { none: undefined, absent: object && 'PreconditionFailed', same: undefined, other: object ? 'PreconditionFailed' : 'NoSuchKey' }[condition];
  const until = days === undefined ? undefined : nowOf(run) + days * day;
  const lock = until === undefined ? {} : { ObjectLockMode: 'GOVERNANCE' as const, ObjectLockRetainUntilDate: new Date(until) };
  const answer = await expectCall(
    client.send(new PutObjectCommand({ Bucket, Key, Body: body, Tagging: tag && `t=${tag}`, StorageClass: storageClass as StorageClass, ...conditions, ...lock })),
    refused,
    step,
  );
  if (!answer) return;
  assert.equal(answer.ETag, etagOf({ body }));
  write(run, Key, { id: answer.VersionId, body, tag, storageClass, lock: until === undefined ? {} : { mode: 'GOVERNANCE', until } });
}

export async function copy(run: Run, step: StepOf<'copy'>): Promise<void> {
  const { client, Bucket } = run;
  const { key: Key, from, which } = step;
  const source = named(run, from, which);
  if (!source) return;
  const { VersionId, held } = source;
  const isItself = Key === from && VersionId === undefined && step.storageClass === undefined;
  let refused = held?.body === undefined && VersionId !== undefined && held ? 'InvalidRequest' : whyNot(source, 'hidden');
  if (!refused && isItself) refused = 'InvalidRequest';
  if (!refused && held && !isReadable(held, nowOf(run))) refused = 'InvalidObjectState';
  const CopySource = `${Bucket}/${encodeURIComponent(from)}${VersionId === undefined ? '' : `?versionId=${VersionId}`}`;
  const answer = await expectCall(client.send(new CopyObjectCommand({ Bucket, Key, CopySource, StorageClass: step.storageClass as StorageClass | undefined })), refused, step);
  if (!answer || !held) return;
  assert.equal(answer.CopyObjectResult?.ETag, etagOf({ body: held.body }));
  write(run, Key, { id: answer.VersionId, body: held.body, tag: held.tag, storageClass: step.storageClass ?? 'STANDARD', lock: {} });
}

export function write(run: Run, key: string, held: Pick<Held, 'id' | 'body' | 'tag' | 'storageClass' | 'lock' | 'parts'>): void {
  const now = nowOf(run);
  run.model.put(key, { ...held, made: now, ...run.model.passageOf(now, held.storageClass) });
}

export async function hide(run: Run, step: StepOf<'delete'>): Promise<void> {
  const { client, Bucket, model } = run;
  const answer = await expectCall(client.send(new DeleteObjectCommand({ Bucket, Key: step.key })), undefined, step);
  assert.equal(answer?.DeleteMarker, model.versioning === undefined ? undefined : true);
  hideInModel(run, step.key, answer?.VersionId);
}

function hideInModel(run: Run, key: string, id: string | undefined): void {
  const { model } = run;
  const current = model.current(key);
  if (model.versioning !== undefined) write(run, key, { id, body: undefined, tag: undefined, storageClass: '', lock: {} });
  else if (current) model.remove(key, current);
}

export async function remove(run: Run, step: StepOf<'remove'>): Promise<void> {
  const { client, Bucket, model } = run;
  const one = named(run, step.key, step.which);
  if (!one) return;
  const { held, VersionId } = one;
  const locked = held !== undefined && isLocked(held, nowOf(run), step.bypass);
  const refused = locked ? 'AccessDenied' : undefined;
  const answer = await expectCall(client.send(new DeleteObjectCommand({ Bucket, Key: step.key, VersionId, BypassGovernanceRetention: step.bypass || undefined })), refused, step);
  if (!answer) return;
  assert.equal(answer.DeleteMarker, held && held.body === undefined ? true : undefined);
  if (held) model.remove(step.key, held);
}

export async function batch(run: Run, step: StepOf<'batch'>): Promise<void> {
  const { client, Bucket, model } = run;
  const asked = step.objects.flatMap(({ key, which }) => {
    const one = named(run, key, which);
    return one ? [{ key, ...one }] : [];
  });
  if (asked.length === 0) return;
  const Objects = asked.map(({ key: Key, VersionId }) => ({ Key, VersionId }));
  const answer = await expectCall(client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects }, BypassGovernanceRetention: step.bypass || undefined })), undefined, step);
  const markers = [...(answer?.Deleted ?? [])];
  const errors: (string | undefined)[] = [];
  for (const { key, VersionId } of asked) {
    // What was named before in the same batch is gone, and a null version may be another by now.
    const held = model.of(key).find(({ id }) => id === VersionId);
    if (VersionId === undefined) {
      const told = markers.splice(markers.findIndex(({ Key, VersionId: id }) => Key === key && id === undefined), 1)[0];
      assert.equal(told?.DeleteMarker, model.versioning === undefined ? undefined : true);
      hideInModel(run, key, told?.DeleteMarkerVersionId);
    } else if (held && isLocked(held, nowOf(run), step.bypass)) errors.push(`${key} AccessDenied`);
    else if (held) model.remove(key, held);
  }
  assert.deepEqual((answer?.Errors ?? []).map(({ Key, Code }) => `${Key} ${Code}`), errors);
}
