/** S3 requests as the SDK itself would send them, signed beforehand, so that a load of them costs the sender almost nothing. */
import { Readable } from 'node:stream';
import { CreateBucketCommand, GetObjectCommand, type ListObjectVersionsCommand, PutObjectCommand, S3Client, type S3ClientConfig, type UploadPartCommand } from '@aws-sdk/client-s3';
import { type HttpRequest, HttpResponse } from '@smithy/core/protocols';

export interface SignedRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: Uint8Array;
}

export interface SignedRequests {
  puts: SignedRequest[];
  gets: SignedRequest[];
}

const BUCKET = 'bench';

/** Makes the bucket at `endpoint`, and signs `keys` PUTs of `bytes` each, no two of them equal, and the GETs of the same objects. They are good for 15 minutes. */
export async function signRequests(endpoint: string, keys: number, bytes: number): Promise<SignedRequests> {
  const config: S3ClientConfig = { endpoint, region: 'eu-central-1', forcePathStyle: true, credentials: { accessKeyId: 'muster', secretAccessKey: 'muster' } };
  await new S3Client(config).send(new CreateBucketCommand({ Bucket: BUCKET, CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' } }));

  const signed: SignedRequest[] = [];
  const notSent = new S3Client({ ...config, requestHandler: { handle: (request: HttpRequest) => Promise.resolve(kept(request, signed)) } });
  for (let key = 0; key < keys; key++) await notSent.send(new PutObjectCommand({ Bucket: BUCKET, Key: `object-${key}`, Body: Buffer.alloc(bytes, `bytes of object ${key}, `) }));
  const puts = signed.splice(0);
  for (let key = 0; key < keys; key++) await notSent.send(new GetObjectCommand({ Bucket: BUCKET, Key: `object-${key}` }));
  return { puts, gets: signed };
}

function kept(request: HttpRequest, signed: SignedRequest[]): { response: HttpResponse } {
  const query = new URLSearchParams(request.query as Record<string, string>).toString();
  const path = query ? `${request.path}?${query}` : request.path;
  signed.push({ method: request.method, path, headers: request.headers, body: request.body as Uint8Array | undefined });
  return { response: new HttpResponse({ statusCode: 200, headers: {}, body: Readable.from([]) }) };
}

/** One request of any other kind, signed for the bucket's region of the caller. */
export async function signedLike(endpoint: string, command: ListObjectVersionsCommand | GetObjectCommand | UploadPartCommand): Promise<SignedRequest[]> {
  const signed: SignedRequest[] = [];
  const requestHandler = { handle: (request: HttpRequest) => Promise.resolve(kept(request, signed)) };
  const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials: { accessKeyId: 'muster', secretAccessKey: 'muster' }, requestHandler });
  // The client's types take one kind of command at a time. What comes back is no answer to it, which the client may complain of.
  await client.send(command as ListObjectVersionsCommand).catch(() => undefined);
  return signed;
}
