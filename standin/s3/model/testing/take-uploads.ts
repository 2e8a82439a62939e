/** For tests: takes the steps of uploads in parts, and holds each answer against the model's. */
import assert from 'node:assert/strict';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type StorageClass,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { etagOf, type Upload } from './bucket-model';
import { expectCall, nowOf, type Run } from './run';
import type { Step } from './steps';
import { write } from './take-writes';

type StepOf<Act extends Step['act']> = Extract<Step, { act: Act }>;

export async function begin(run: Run, step: StepOf<'begin'>): Promise<void> {
  const { key: Key, tag, storageClass } = step;
  const command = new CreateMultipartUploadCommand({ Bucket: run.Bucket, Key, Tagging: tag && `t=${tag}`, StorageClass: storageClass as StorageClass });
  const answer = await expectCall(run.client.send(command), undefined, step);
  run.model.uploads.push({ id: answer?.UploadId ?? '', key: Key, begun: nowOf(run), tag, storageClass, parts: [] });
}

export async function part(run: Run, step: StepOf<'part'>): Promise<void> {
  const upload = run.model.uploads[step.nth];
  if (!upload) return;
  const { id: UploadId, key: Key } = upload;
  const answer = await expectCall(run.client.send(new UploadPartCommand({ Bucket: run.Bucket, Key, UploadId, PartNumber: step.number, Body: step.body })), undefined, step);
  assert.equal(answer?.ETag, etagOf({ body: step.body }));
  upload.parts[step.number - 1] = step.body;
}

/** Ends an upload that is open, or tries to with one that has ended. */
export async function complete(run: Run, step: StepOf<'complete' | 'abort'>): Promise<void> {
  const { model, client, Bucket } = run;
  const upload = step.ended ? model.ended[step.nth] : model.uploads[step.nth];
  if (!upload) return;
  const at = { Bucket, Key: upload.key, UploadId: upload.id };
  if (step.act === 'abort') {
    const aborted = await expectCall(client.send(new AbortMultipartUploadCommand(at)), step.ended ? 'NoSuchUpload' : undefined, step);
    if (aborted) model.end(upload);
    return;
  }
  const there = upload.parts.flatMap((body, index) => (body === undefined ? [] : [{ body, PartNumber: index + 1, ETag: etagOf({ body }) }]));
  // One that was completed answers the same again for as long as its object is there.
  if (there.length === 0 || (step.ended && wasCompleted(run, upload))) return;
  const refused = step.ended ? 'NoSuchUpload' : there.length > 1 ? 'EntityTooSmall' : undefined;
  const Parts = there.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }));
  const answer = await expectCall(client.send(new CompleteMultipartUploadCommand({ ...at, MultipartUpload: { Parts } })), refused, step);
  if (!answer) return;
  const object = { body: there[0]?.body, parts: 1 };
  assert.equal(answer.ETag, etagOf(object));
  write(run, upload.key, { ...object, id: answer.VersionId, tag: upload.tag, storageClass: upload.storageClass, lock: {} });
  model.end(upload);
}

function wasCompleted({ model }: Run, { key, parts }: Upload): boolean {
  return model.of(key).some((held) => held.parts !== undefined && parts.includes(held.body));
}
