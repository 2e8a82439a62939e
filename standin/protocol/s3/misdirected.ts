/** What S3 says of requests whose method, query and address are those of no operation, before it asks who sent them. */
import { AwsError } from '../../aws-error';
import type { S3Address } from '../s3-address';
import type { WireRequest } from '../wire';

/** Throws S3's own refusal of a request that would otherwise be taken for the nearest operation. */
export function checkDirected({ bucket, key }: S3Address, request: WireRequest): void {
  checkSize(request.headers);
  checkCopySource(request);
  if (key !== undefined) checkAtKey(request);
  else if (bucket !== undefined) checkAtBucket(request);
  else if (request.method === 'POST' && request.path === '/') throw notAllowedHere(request.method, 'SERVICE');
}

/** `resource` is what S3 calls the address: `SERVICE`, `BUCKET`, `OBJECT` or `UPLOAD`. */
export function notAllowedHere(method: string, resource: string, allowed?: string): AwsError {
  const headers: Record<string, string> = allowed === undefined ? {} : { allow: allowed };
  const fields = { Method: method, ResourceType: resource };
  return new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', { status: 405, fields, headers });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html: the headers of a request have 8 KB at most. */
const mostHeaderBytes = 8_192;

function checkSize(headers: Record<string, string>): void {
  let size = 0;
  for (const name in headers) size += name.length + (headers[name]?.length ?? 0);
  if (size <= mostHeaderBytes) return;
  const message = 'Your request header section exceeds the maximum allowed size.';
  throw new AwsError('RequestHeaderSectionTooLarge', message, { fields: { MaxSizeAllowed: String(mostHeaderBytes) } });
}

/** Only a PUT copies; a POST is looked at only where it completes an upload. */
function checkCopySource({ method, query, headers }: WireRequest): void {
  const source = headers['x-amz-copy-source'];
  if (source === undefined || method === 'PUT' || (method === 'POST' && !query.has('uploadId'))) return;
  throw invalidArgument('You can only specify a copy source header for copy requests.', 'x-amz-copy-source', source);
}

function checkAtKey({ method, query }: WireRequest): void {
  const [isPart, isUpload] = [query.has('partNumber'), query.has('uploadId')];
  if (method === 'PUT' && isPart && !isUpload) throw invalidArgument('This operation does not accept partNumber without uploadId', 'partNumber', 'partNumber');
  if (method === 'PUT' && isUpload && !isPart) throw notAllowedHere(method, 'UPLOAD', 'DELETE, POST, GET');
  if (method === 'POST' && !['uploadId', 'uploads', 'restore', 'select'].some((name) => query.has(name))) throw notAllowedHere(method, 'OBJECT');
  if (method !== 'GET') return;
  if (query.has('uploads')) throw new AwsError('InvalidRequest', 'Key is not expected for the GET method ?uploads subresource');
  if (query.has('versions')) throw new AwsError('InvalidRequest', 'There is no such thing as the ?versions sub-resource for a key');
}

/** What is posted to a bucket itself is a form that uploads a file. */
function checkAtBucket({ method, query }: WireRequest): void {
  if (method !== 'POST' || query.size > 0) return;
  const fields = { Condition: 'Bucket POST must be of the enclosure-type multipart/form-data' };
  throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', { status: 412, fields });
}

function invalidArgument(message: string, name: string, value: string): AwsError {
  return new AwsError('InvalidArgument', message, { fields: { ArgumentName: name, ArgumentValue: value } });
}
