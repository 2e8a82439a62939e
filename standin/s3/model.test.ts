/** Random sequences of writes, copies, deletes and settings, held against a model that fits on a screen. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { s3UnderTest, textOf } from './s3-under-test';

interface ModelVersion {
  id: string;
  /** Undefined for a delete marker. */
  body: string | undefined;
}

/** What a versioned bucket is, in the fewest words: the versions of each key, the newest first. */
class Model {
  status: 'Enabled' | 'Suspended' | undefined;
  readonly keys = new Map<string, ModelVersion[]>();

  versions(key: string): ModelVersion[] {
    return this.keys.get(key) ?? [];
  }

  put(key: string, id: string | undefined, body: string | undefined): void {
    const version = { id: this.status === 'Enabled' ? (id ?? '') : 'null', body };
    const others = this.versions(key).filter((other) => version.id !== 'null' || other.id !== 'null');
    this.keys.set(key, [version, ...others]);
  }

  delete(key: string, id: string | undefined): void {
    if (this.status === undefined) this.remove(key, 'null');
    else this.put(key, id, undefined);
  }

  remove(key: string, id: string): void {
    this.keys.set(key, this.versions(key).filter((version) => version.id !== id));
  }
}

type Step =
  | { act: 'put'; key: string; body: string }
  | { act: 'parts'; key: string; body: string }
  | { act: 'copy'; key: string; from: string; nth: number }
  | { act: 'delete'; key: string }
  | { act: 'remove'; key: string; nth: number }
  | { act: 'set'; status: 'Enabled' | 'Suspended' };

const key = fc.constantFrom('a', 'b/1', 'b/2', '\uFF5E', '\u{1F4A5}');
const body = fc.string({ maxLength: 5 });
const nth = fc.nat({ max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ act: fc.constantFrom<'put' | 'parts'>('put', 'parts'), key, body }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('copy'), key, from: key, nth }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('delete'), key }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('remove'), key, nth }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('set'), status: fc.constantFrom('Enabled', 'Suspended') }) },
);

async function take(client: S3Client, Bucket: string, model: Model, step: Step): Promise<void> {
  if (step.act === 'set') {
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: step.status } }));
    model.status = step.status;
    return;
  }
  const Key = step.key;
  if (step.act === 'put') {
    const { VersionId } = await client.send(new PutObjectCommand({ Bucket, Key, Body: step.body }));
    model.put(Key, VersionId, step.body);
  } else if (step.act === 'parts') {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const { ETag } = await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: step.body }));
    const Parts = [{ PartNumber: 1, ETag }];
    const { VersionId } = await client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
    model.put(Key, VersionId, step.body);
  } else if (step.act === 'copy') {
    const source = model.versions(step.from)[step.nth];
    if (source?.body === undefined) return;
    const CopySource = `${Bucket}/${encodeURIComponent(step.from)}?versionId=${source.id}`;
    const { VersionId } = await client.send(new CopyObjectCommand({ Bucket, Key, CopySource }));
    model.put(Key, VersionId, source.body);
  } else if (step.act === 'delete') {
    const { VersionId } = await client.send(new DeleteObjectCommand({ Bucket, Key }));
    model.delete(Key, VersionId);
  } else {
    const VersionId = model.versions(Key)[step.nth]?.id;
    if (VersionId === undefined) return;
    await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
    model.remove(Key, VersionId);
  }
}

/** Every answer about the bucket, compared with the model's. */
async function compare(client: S3Client, Bucket: string, model: Model): Promise<void> {
  const inOrder = [...model.keys].filter(([, versions]) => versions.length).sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const listed = await client.send(new ListObjectVersionsCommand({ Bucket }));
  const rows = (marker: boolean): string[] =>
    inOrder.flatMap(([name, versions]) =>
      versions.map((version, index) => ({ version, text: `${name} ${version.id} ${index === 0}` })).flatMap(({ version, text }) => ((version.body === undefined) === marker ? [text] : [])),
    );
  const shown = (entries: { Key?: string; VersionId?: string; IsLatest?: boolean }[] = []): string[] => entries.map(({ Key, VersionId, IsLatest }) => `${Key} ${VersionId} ${IsLatest}`);
  assert.deepEqual(shown(listed.Versions), rows(false));
  assert.deepEqual(shown(listed.DeleteMarkers), rows(true));

  const current = await client.send(new ListObjectsV2Command({ Bucket }));
  assert.deepEqual((current.Contents ?? []).map(({ Key }) => Key), inOrder.filter(([, [newest]]) => newest?.body !== undefined).map(([name]) => name));
  for (const [Key, versions] of inOrder) {
    for (const { id, body } of versions) {
      if (body !== undefined) assert.equal(await textOf(await client.send(new GetObjectCommand({ Bucket, Key, VersionId: id }))), body);
    }
  }
}

test('whatever is done to a bucket, it answers as the model does', async () => {
  await using s3 = await s3UnderTest();
  let buckets = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25, size: 'max' }), async (steps) => {
      const Bucket = `model-${(buckets += 1)}`;
      await s3.client.send(new CreateBucketCommand({ Bucket }));
      const model = new Model();
      for (const one of steps) await take(s3.client, Bucket, model, one);
      await compare(s3.client, Bucket, model);
    }),
    { numRuns: 30, seed: 7 },
  );
  assert.deepEqual(s3.faults, []);
});
