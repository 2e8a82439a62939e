/** What pages of other origins may do with a bucket: its rules, preflights, and what answers carry. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CreateBucketCommand, DeleteBucketCorsCommand, GetBucketCorsCommand, PutBucketCorsCommand, type CORSRule } from '@aws-sdk/client-s3';
import { refusal, s3UnderTest, type S3UnderTest } from '../s3-under-test';

const Bucket = 'pages';

async function withRules(...CORSRules: CORSRule[]): Promise<S3UnderTest> {
  const s3 = await s3UnderTest();
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  if (CORSRules.length) await s3.client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
  return s3;
}

async function call(s3: S3UnderTest, method: string, headers: Record<string, string>): Promise<{ status: number; headers: Record<string, string> }> {
  const host = 's3.us-east-1.amazonaws.com';
  // eslint-disable-next-line no-restricted-syntax -- the handler reads no more of an SDK's request than this
  const request = { method, protocol: 'https:', hostname: host, path: `/${Bucket}/a`, query: {}, headers: { host, ...headers } } as unknown as Parameters<S3UnderTest['requestHandler']['handle']>[0];
  const { response } = await s3.requestHandler.handle(request);
  return { status: response.statusCode, headers: response.headers };
}

const preflight = (s3: S3UnderTest, origin: string, method: string, headers = '') =>
  call(s3, 'OPTIONS', { origin, 'access-control-request-method': method, ...(headers ? { 'access-control-request-headers': headers } : {}) });

test('rules are kept until they are deleted, and refused where they are none', async () => {
  await using s3 = await withRules({ AllowedMethods: ['GET'], AllowedOrigins: ['*'] });
  assert.deepEqual((await s3.client.send(new GetBucketCorsCommand({ Bucket }))).CORSRules, [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'] }]);
  await s3.client.send(new DeleteBucketCorsCommand({ Bucket }));
  assert.equal((await refusal(s3.client.send(new GetBucketCorsCommand({ Bucket })))).code, 'NoSuchCORSConfiguration');
  const put = (rule: Partial<CORSRule>) => s3.client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'], ...rule }] } }));
  assert.match((await refusal(put({ AllowedMethods: ['PATCH'] }))).message, /Unsupported method is PATCH/);
  assert.match((await refusal(put({ AllowedOrigins: ['http://*.a.*'] }))).message, /can not have more than one wildcard/);
  assert.match((await refusal(put({ AllowedHeaders: ['no header'] }))).message, /^AllowedHeader "no header" contains invalid character\.$/);
  assert.match((await refusal(put({ ExposeHeaders: ['x-*'] }))).message, /do not support wildcard for ExposeHeader/);
});

test('a preflight is answered by the first rule that fits it', async () => {
  await using s3 = await withRules(
    { AllowedMethods: ['PUT'], AllowedOrigins: ['https://*.example.com'], AllowedHeaders: ['x-amz-*', 'Content-Type'], MaxAgeSeconds: 600, ExposeHeaders: ['ETag'] },
    { AllowedMethods: ['GET'], AllowedOrigins: ['*'] },
  );
  const put = await preflight(s3, 'https://www.example.com', 'PUT', 'X-Amz-Date,content-TYPE');
  assert.equal(put.status, 200);
  assert.deepEqual(
    Object.fromEntries(Object.entries(put.headers).filter(([name]) => name.startsWith('access-control-'))),
    {
      'access-control-allow-origin': 'https://www.example.com',
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'PUT',
      'access-control-allow-headers': 'x-amz-date, content-type',
      'access-control-expose-headers': 'ETag',
      'access-control-max-age': '600',
    },
  );
  assert.equal((await preflight(s3, 'https://elsewhere.org', 'GET')).headers['access-control-allow-origin'], '*');
  assert.equal((await preflight(s3, 'https://elsewhere.org', 'PUT')).status, 403);
  assert.equal((await preflight(s3, 'https://www.example.com', 'PUT', 'authorization')).status, 403);
});

test('a preflight that says too little, or is for a bucket without rules, is refused', async () => {
  await using s3 = await withRules();
  assert.equal((await preflight(s3, 'https://elsewhere.org', 'GET')).status, 403);
  assert.equal((await call(s3, 'OPTIONS', { 'access-control-request-method': 'GET' })).status, 400);
  assert.equal((await call(s3, 'OPTIONS', { origin: '', 'access-control-request-method': 'GET' })).status, 400);
  assert.equal((await call(s3, 'OPTIONS', { origin: 'https://elsewhere.org' })).status, 400);
  assert.equal((await preflight(s3, 'https://elsewhere.org', 'GET', 'x-amz-date, no header')).status, 400);
});

test('an answer, a refusal too, says who may read it', async () => {
  await using s3 = await withRules({ AllowedMethods: ['GET'], AllowedOrigins: ['https://www.example.com'] });
  const read = (origin: string) => call(s3, 'GET', { origin });
  assert.deepEqual([(await read('https://www.example.com')).status, (await read('https://www.example.com')).headers['access-control-allow-origin']], [403, 'https://www.example.com']);
  assert.equal((await read('https://elsewhere.org')).headers['access-control-allow-origin'], undefined);
});
