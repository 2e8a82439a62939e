/** Parts up and an object down as the SDK would have them, signed by it and summed beforehand: a server must not be measured by the pace of its client. */
import { createReadStream } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { crc32 } from 'node:zlib';
import { GetObjectCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import { signedLike } from './signed-requests';

/** A stretch of a file. */
export interface FilePart {
  path: string;
  /** In bytes. */
  start: number;
  length: number;
  /** The CRC32 of its bytes, which the SDK sends behind them. */
  sum: number;
}

interface Place {
  Bucket: string;
  Key: string;
}

const pieceBytes = 1024 * 1024;

/** Sends a part in one chunk with a trailer, and answers its ETag. Throws Error where it is not taken. */
export async function sendPart(endpoint: string, upload: Place & { UploadId: string | undefined }, PartNumber: number, part: FilePart): Promise<string> {
  const bytes = createReadStream(part.path, { start: part.start, end: part.start + part.length - 1, highWaterMark: pieceBytes });
  const [signed] = await signedLike(endpoint, new UploadPartCommand({ ...upload, PartNumber, Body: bytes, ContentLength: part.length }));
  if (!signed) throw new Error('the SDK signed no part');
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(part.sum);
  const head = `${part.length.toString(16)}\r\n`;
  const tail = `\r\n0\r\nx-amz-checksum-crc32:${checksum.toString('base64')}\r\n\r\n`;
  const { 'transfer-encoding': _unframed, ...headers } = signed.headers;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const sending = request(endpoint + signed.path, { method: 'PUT', headers: { ...headers, 'content-length': String(head.length + part.length + tail.length) } }, resolve);
    sending.on('error', reject);
    sending.write(head);
    bytes.on('error', reject).on('end', () => sending.end(tail)).pipe(sending, { end: false });
  });
  await answer.resume().toArray();
  if (answer.statusCode !== 200) throw new Error(`part ${PartNumber} was answered ${answer.statusCode}`);
  return answer.headers.etag ?? '';
}

/** Reads an object to its end, and answers the CRC32 of its bytes. Throws Error where it is not given. */
export async function readSum(endpoint: string, place: Place): Promise<number> {
  const [signed] = await signedLike(endpoint, new GetObjectCommand(place));
  if (!signed) throw new Error('the SDK signed no request');
  return new Promise((resolve, reject) => {
    const asking = request(endpoint + signed.path, { headers: signed.headers }, (answer) => {
      let sum = 0;
      answer.on('data', (piece: Buffer) => (sum = crc32(piece, sum)));
      answer.on('error', reject);
      answer.on('end', () => (answer.statusCode === 200 ? resolve(sum) : reject(new Error(`the object was answered ${answer.statusCode}`))));
    });
    asking.on('error', reject);
    asking.end();
  });
}
