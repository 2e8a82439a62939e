/** PutBucketCors, GetBucketCors and DeleteBucketCors: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html */
import type { CORSRule, DeleteBucketCorsRequest, GetBucketCorsOutput, GetBucketCorsRequest, PutBucketCorsRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error';
import { operation, type Handler, type Operations } from '../../service';
import { invalidRequest, malformedXml } from '../errors';
import type { S3State } from '../state';

const mostRules = 100;
const methods = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];

export function corsOperations(state: S3State): Operations {
  return { PutBucketCors: putBucketCors(state), GetBucketCors: getBucketCors(state), DeleteBucketCors: deleteBucketCors(state) };
}

function putBucketCors(state: S3State): Handler {
  return operation<PutBucketCorsRequest, object>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    const rules = input.CORSConfiguration?.CORSRules ?? [];
    if (!rules.length) throw malformedXml();
    if (rules.length > mostRules) throw invalidRequest('The number of CORS rules should not exceed allowed limit of 100 rules.');
    for (const rule of rules) checkRule(rule);
    bucket.configure({ cors: { CORSRules: rules } });
    return {};
  });
}

function getBucketCors(state: S3State): Handler {
  return operation<GetBucketCorsRequest, GetBucketCorsOutput>(async (input, call) => {
    const { name, settings } = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    if (settings.cors) return { CORSRules: settings.cors.CORSRules };
    throw new AwsError('NoSuchCORSConfiguration', 'The CORS configuration does not exist', { status: 404, fields: { BucketName: name } });
  });
}

function deleteBucketCors(state: S3State): Handler {
  return operation<DeleteBucketCorsRequest, object>(async (input, call) => {
    state.bucket(call, input.Bucket, input.ExpectedBucketOwner).configure({ cors: undefined });
    return {};
  });
}

function checkRule({ AllowedMethods: asked, AllowedOrigins: origins, AllowedHeaders: headers = [], ExposeHeaders: exposed = [] }: CORSRule): void {
  if (!asked?.length || !origins?.length) throw malformedXml();
  const unknown = asked.find((method) => !methods.includes(method));
  if (unknown !== undefined) throw invalidRequest(`Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}`);
  for (const header of [...headers, ...exposed]) if (!/^[\w!#$%&'*+.^`|~-]+$/.test(header)) throw invalidRequest(`AllowedHeader "${header}" contains invalid character.`);
  const wild = (text: string): boolean => text.split('*').length > 2;
  for (const origin of origins) if (wild(origin)) throw invalidRequest(`AllowedOrigin "${origin}" can not have more than one wildcard.`);
  for (const header of headers) if (wild(header)) throw invalidRequest(`AllowedHeader "${header}" can not have more than one wildcard.`);
  const bad = exposed.find((header) => header.includes('*'));
  if (bad !== undefined) throw invalidRequest(`ExposeHeader "${bad}" contains wildcard. We currently do not support wildcard for ExposeHeader.`);
}
