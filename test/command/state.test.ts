/** `muster standin --state`: whatever was acknowledged before a kill -9 is there after the next start, whole, and nothing else is half there. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  ListPartsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { eventually, muster, type Running, startMuster, temporaryFolder } from './muster';

const Bucket = 'survivor';
const workers = 8;
const rounds = 5;

/** What a worker knows of its own key: what was acknowledged, and the one thing that it asked for last and was not told the end of. */
interface Known {
  versions: Map<string, string>;
  /** The digest of a body whose writing was never acknowledged. */
  asked: string | undefined;
}

async function startStandin(t: TestContext, state: string): Promise<{ running: Running; client: S3Client }> {
  const running = startMuster(['standin', '--state', state]);
  t.after(() => running.child.kill('SIGKILL'));
  await eventually('the stand-in listens', () => running.printed().includes('endpoint'));
  const { endpoint } = JSON.parse(running.printed()) as { endpoint: string };
  const credentials = { accessKeyId: 'muster', secretAccessKey: 'muster' };
  return { running, client: new S3Client({ endpoint, region: 'us-east-1', credentials, forcePathStyle: true, maxAttempts: 1 }) };
}

/** Writes, tags and deletes under one key until the server is gone. */
async function workUntilKilled(client: S3Client, worker: number, known: Known, acknowledged: () => void): Promise<void> {
  const Key = `key-${worker}`;
  for (let turn = 0; ; turn++) {
    const body = Buffer.alloc(worker === 0 ? 200_000 : 500, `${worker}/${turn}/${known.versions.size}/`);
    known.asked = digestOf(body);
    const put = await client.send(new PutObjectCommand({ Bucket, Key, Body: body }));
    known.versions.set(put.VersionId ?? '', known.asked);
    known.asked = undefined;
    acknowledged();
    if (turn % 3 === 1) {
      const tag = `t${turn}`;
      const VersionId = put.VersionId;
      await client.send(new PutObjectTaggingCommand({ Bucket, Key, VersionId, Tagging: { TagSet: [{ Key: 'turn', Value: tag }] } }));
      acknowledged();
    }
    if (turn % 4 === 2) {
      const [oldest = ''] = known.versions.keys();
      const content = known.versions.get(oldest) ?? '';
      known.versions.delete(oldest);
      // Until it is acknowledged, it may be there or not.
      known.asked = content;
      await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId: oldest }));
      known.asked = undefined;
      acknowledged();
    }
  }
}

async function checkAll(client: S3Client, worker: number, known: Known): Promise<void> {
  const Key = `key-${worker}`;
  const { Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket, Prefix: Key }));
  const listed = new Map(Versions.map((version) => [version.VersionId ?? '', version.Size ?? -1]));
  for (const [VersionId, digest] of known.versions) {
    assert.ok(listed.has(VersionId), `${Key}: a version that was acknowledged is gone`);
    const object = await client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
    assert.equal(digestOf((await object.Body?.transformToByteArray()) ?? Buffer.alloc(0)), digest, `${Key}: other bytes than were acknowledged`);
    listed.delete(VersionId);
  }
  assert.ok(listed.size <= 1, `${Key}: ${listed.size} versions that nobody was told of`);
  for (const [VersionId] of listed) {
    const object = await client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
    const digest = digestOf((await object.Body?.transformToByteArray()) ?? Buffer.alloc(0));
    assert.equal(digest, known.asked, `${Key}: what nobody was told of is not whole`);
    known.versions.set(VersionId, digest);
  }
  known.asked = undefined;
}

test('kill -9 in the middle of writing, again and again: nothing acknowledged is lost, nothing is half there', { timeout: 180_000 }, async (t) => {
  const state = temporaryFolder(t);
  const all: Known[] = Array.from({ length: workers }, () => ({ versions: new Map(), asked: undefined }));
  for (let round = 0; round < rounds; round++) {
    const { running, client } = await startStandin(t, state);
    if (round === 0) {
      await client.send(new CreateBucketCommand({ Bucket }));
      await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    }
    for (const [worker, known] of all.entries()) await checkAll(client, worker, known);
    let acknowledgements = 0;
    const killAfter = 60 + round * 37;
    const acknowledged = (): void => {
      acknowledgements += 1;
      if (acknowledgements === killAfter) running.child.kill('SIGKILL');
    };
    const ends = await Promise.allSettled(all.map((known, worker) => workUntilKilled(client, worker, known, acknowledged)));
    assert.ok(ends.every(({ status }) => status === 'rejected'));
    assert.ok(acknowledgements >= killAfter);
    await running.ended;
  }
  const { running, client } = await startStandin(t, state);
  for (const [worker, known] of all.entries()) await checkAll(client, worker, known);
  running.child.kill('SIGINT');
  assert.equal((await running.ended).code, 0);
});

test('an upload in parts goes on after a kill -9', async (t) => {
  const state = temporaryFolder(t);
  const Key = 'in-parts';
  const first = await startStandin(t, state);
  await first.client.send(new CreateBucketCommand({ Bucket }));
  const { UploadId } = await first.client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const part = Buffer.alloc(5 * 1024 * 1024, 'part');
  const { ETag } = await first.client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: part }));
  first.running.child.kill('SIGKILL');
  await first.running.ended;

  const second = await startStandin(t, state);
  const { Parts = [] } = await second.client.send(new ListPartsCommand({ Bucket, Key, UploadId }));
  assert.deepEqual(Parts.map((one) => [one.PartNumber, one.ETag, one.Size]), [[1, ETag, part.length]]);
  const last = await second.client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 2, Body: 'the end' }));
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }, { PartNumber: 2, ETag: last.ETag }] };
  await second.client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }));
  second.running.child.kill('SIGKILL');
  await second.running.ended;

  const third = await startStandin(t, state);
  const object = await third.client.send(new GetObjectCommand({ Bucket, Key }));
  assert.equal(object.ContentLength, part.length + 7);
});

test('a state that cannot be used is refused in a sentence', async (t) => {
  const state = temporaryFolder(t);
  const { running } = await startStandin(t, state);
  const second = await muster(['standin', '--state', state]);
  assert.equal(second.code, 3);
  assert.match(second.stderr, /did not start: process \d+ uses .* already/);
  assert.doesNotMatch(second.stderr, /^\s+at /m);
  running.child.kill('SIGINT');
  await running.ended;
  const other = await muster(['standin', '--state', state, '--seed', '99']);
  assert.equal(other.code, 3);
  assert.match(other.stderr, /made with the seed 1, not 99/);
});

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
