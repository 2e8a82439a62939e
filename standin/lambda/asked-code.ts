/** The zip that a function is made of or changed to: given with the request, or read from S3 in the caller's right. */
import type { FunctionCode } from '@aws-sdk/client-lambda';
import type { GetObjectOutput } from '@aws-sdk/client-s3';
import { AwsError } from '../aws-error';
import { InvalidZip, readZip } from '../planes/functions/zip';
import { mostUnpacked } from '../planes/functions/function-processes';
import { type Body, collect } from '../protocol/wire';
import type { Call } from '../service';
import { refusals } from './refusals';
import type { Functions } from './room';

/** Zips that come with a request are at most 50 MB, and all of them unpack to at most 250 MB. */
const mostDirect = 52_428_800;

/** Throws InvalidParameterValueException. */
export async function askedCode(functions: Functions, code: FunctionCode, call: Call): Promise<Uint8Array> {
  if (code.ImageUri !== undefined) throw refusals.notServed('functions from images');
  if (code.SourceKMSKeyArn !== undefined) throw refusals.notServed('SourceKMSKeyArn of functions');
  const zip = code.ZipFile ?? (code.S3Bucket === undefined ? undefined : await fromS3(functions, code, call));
  if (!zip) throw refusals.invalid('Please provide a source for function code.');
  if (code.ZipFile && zip.length > mostDirect) throw refusals.tooLarge(mostDirect);
  try {
    if (readZip(zip, mostUnpacked).length > 0) return zip;
  } catch (error) {
    if (!(error instanceof InvalidZip)) throw error;
    throw refusals.invalid('Could not unzip uploaded file. Please check your file, then try to upload again.');
  }
  throw refusals.invalid('Uploaded file must be a non-empty zip');
}

async function fromS3({ neighbours: { s3 } }: Functions, code: FunctionCode, call: Call): Promise<Uint8Array> {
  const input = { Bucket: code.S3Bucket, Key: code.S3Key, ...(code.S3ObjectVersion !== undefined && { VersionId: code.S3ObjectVersion }) };
  const asked: Call = {
    ...call,
    service: 's3',
    operation: 'GetObject',
    http: { method: 'GET', path: `/${code.S3Bucket}/${code.S3Key}`, query: new URLSearchParams(), headers: {}, secure: true },
    answer: { headers: {} },
  };
  try {
    s3.authorize?.('GetObject', input, asked);
    // The handler of GetObject answers with what that operation answers with, its body as `operation` says.
    const { Body } = (await s3.operations.GetObject?.(input, asked)) as Omit<GetObjectOutput, 'Body'> & { Body?: Body };
    return await collect(Body ?? new Uint8Array());
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === 'AccessDenied') throw new AwsError('AccessDeniedException', `Your access has been denied by S3, please make sure your request credentials have permission to GetObject for ${code.S3Bucket}/${code.S3Key}. S3 Error Code: ${error.code}. S3 Error Message: ${error.message}`, { status: 403 });
    throw refusals.invalid(`Error occurred while GetObject. S3 Error Code: ${error.code}. S3 Error Message: ${error.message}`);
  }
}
