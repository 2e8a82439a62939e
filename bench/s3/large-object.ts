/** An object of 1 GiB in parts, up and down again, beside a copy of a file of that size on the same disk. */
import { randomFillSync } from 'node:crypto';
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CompleteMultipartUploadCommand, CreateBucketCommand, CreateMultipartUploadCommand, GetObjectCommand, S3Client, UploadPartCommand } from '@aws-sdk/client-s3';
import { compared, type Row } from '../row';
import type { Server } from '../server';
import { compiled } from '../servers';

const MEBIBYTE = 1024 * 1024;
const PART = 64 * MEBIBYTE;
const PARTS = 16;
const WHOLE = PART * PARTS;
const ROUNDS = 3;

const target = { Bucket: 'large', Key: 'object' };

export async function largeObject(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-large-'));
  const standin = await compiled('--state', join(folder, 'state'));
  try {
    const client = new S3Client({ endpoint: standin.endpoint, region: 'us-east-1', forcePathStyle: true, credentials: { accessKeyId: 'muster', secretAccessKey: 'muster' } });
    await client.send(new CreateBucketCommand({ Bucket: target.Bucket }));
    const source = join(folder, 'source');
    await writeSource(source);
    const best = { copy: 0, up: 0, down: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      best.copy = Math.max(best.copy, await rate(() => copyToDisk(source, join(folder, 'copy'))));
      best.up = Math.max(best.up, await rate(() => upload(client, source)));
      best.down = Math.max(best.down, await rate(() => download(client)));
    }
    const memory = peakMebibytes(standin);
    return [
      { ...compared('S3 upload of 1 GiB in parts', 'MiB/s', best.up, best.copy), aim: 'ratio of 0.5' },
      { ...compared('S3 download of 1 GiB', 'MiB/s', best.down, best.copy), aim: 'ratio of 0.5' },
      ...(memory === undefined ? [] : [{ what: 'most memory of the server meanwhile', muster: `${memory} MiB`, aim: 'under 200 MiB' }]),
    ];
  } finally {
    await standin.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** MiB a second. */
async function rate(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return WHOLE / MEBIBYTE / ((performance.now() - begun) / 1_000);
}

/** Bytes that no two parts have in common, or the store would keep them once. */
async function writeSource(path: string): Promise<void> {
  const file = await open(path, 'w');
  for (let part = 0; part < PARTS; part++) await file.write(randomFillSync(Buffer.alloc(PART)));
  await file.close();
}

/** As far as the disk: what is only in memory has not been copied. */
async function copyToDisk(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from, { highWaterMark: MEBIBYTE }), createWriteStream(to, { highWaterMark: MEBIBYTE, flush: true }));
}

/** Two parts at a time, as the AWS CLI has several under way. */
async function upload(client: S3Client, source: string): Promise<void> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
  const etags = new Map<number, string | undefined>();
  const numbers = Array.from({ length: PARTS }, (_, index) => index + 1);
  const sender = async (): Promise<void> => {
    for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) {
      const start = (number - 1) * PART;
      const Body = createReadStream(source, { start, end: start + PART - 1, highWaterMark: MEBIBYTE });
      const { ETag } = await client.send(new UploadPartCommand({ ...target, UploadId, PartNumber: number, Body, ContentLength: PART }));
      etags.set(number, ETag);
    }
  };
  await Promise.all([sender(), sender()]);
  const Parts = [...etags].sort(([a], [b]) => a - b).map(([PartNumber, ETag]) => ({ PartNumber, ETag }));
  await client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }));
}

async function download(client: S3Client): Promise<void> {
  const { Body } = await client.send(new GetObjectCommand(target));
  let bytes = 0;
  // In Node.js the client gives a stream.
  for await (const chunk of Body as AsyncIterable<Uint8Array>) bytes += chunk.length;
  if (bytes !== WHOLE) throw new Error(`${bytes} of ${WHOLE} bytes came back`);
}

/** The most that the process ever had in memory; undefined where the system does not tell. */
function peakMebibytes({ pid }: Server): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const [, kibibytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return kibibytes === undefined ? undefined : Math.round(Number(kibibytes) / 1024);
}
