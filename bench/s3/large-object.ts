/** An object of 1 GiB in parts, up and down again, beside a copy of a file of that size on the same disk. */
import { randomFillSync } from 'node:crypto';
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { CompleteMultipartUploadCommand, CreateBucketCommand, CreateMultipartUploadCommand, S3Client } from '@aws-sdk/client-s3';
import { compared, type Row } from '../row';
import type { Server } from '../server';
import { compiled } from '../servers';
import { type FilePart, readSum, sendPart } from './raw-transfer';

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
    const { parts, sum } = await writeSource(source);
    const best = { copy: 0, up: 0, down: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      best.copy = Math.max(best.copy, await rate(() => copyToDisk(source, join(folder, 'copy'))));
      best.up = Math.max(best.up, await rate(() => upload(standin.endpoint, client, parts)));
      best.down = Math.max(best.down, await rate(() => download(standin.endpoint, sum)));
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

/** Bytes at random, with the sum of each part and that of them all. */
async function writeSource(path: string): Promise<{ parts: FilePart[]; sum: number }> {
  const file = await open(path, 'w');
  const parts: FilePart[] = [];
  let sum = 0;
  for (let part = 0; part < PARTS; part++) {
    const bytes = randomFillSync(Buffer.alloc(PART));
    await file.write(bytes);
    parts.push({ path, start: part * PART, length: PART, sum: crc32(bytes) });
    sum = crc32(bytes, sum);
  }
  await file.close();
  return { parts, sum };
}

/** As far as the disk: what is only in memory has not been copied. */
async function copyToDisk(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from, { highWaterMark: MEBIBYTE }), createWriteStream(to, { highWaterMark: MEBIBYTE, flush: true }));
}

/** Two parts at a time, as the AWS CLI has several under way. */
async function upload(endpoint: string, client: S3Client, parts: readonly FilePart[]): Promise<void> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
  const sent: { PartNumber: number; ETag: string }[] = [];
  const left = [...parts.entries()];
  const sender = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [index, part] = next;
      sent[index] = { PartNumber: index + 1, ETag: await sendPart(endpoint, { ...target, UploadId }, index + 1, part) };
    }
  };
  await Promise.all([sender(), sender()]);
  await client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts: sent } }));
}

async function download(endpoint: string, sum: number): Promise<void> {
  if ((await readSum(endpoint, target)) !== sum) throw new Error('other bytes came back than were sent');
}

/** The most that the process ever had in memory; undefined where the system does not tell. */
function peakMebibytes({ pid }: Server): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const [, kibibytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return kibibytes === undefined ? undefined : Math.round(Number(kibibytes) / 1024);
}
