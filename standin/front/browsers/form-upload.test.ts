/** Forms that upload files, as browsers send them: signed by their policy, or by nobody. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import { CreateBucketCommand, DeletePublicAccessBlockCommand, GetObjectCommand, GetObjectTaggingCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { s3UnderTest, textOf, type S3UnderTest } from '../../s3/s3-under-test';

const Bucket = 'uploads';

async function withBucket(): Promise<S3UnderTest> {
  const s3 = await s3UnderTest();
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  return s3;
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  text: string;
}

/** Posts a form. The fields come in the order given, the file last. */
async function post(s3: S3UnderTest, fields: Record<string, string>, file = 'the file', fileName = 'photo.jpg'): Promise<Answer> {
  const boundary = '----formBoundary7MA4YWxk';
  const parts = Object.entries(fields).map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  const body = `${parts.join('')}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: image/jpeg\r\n\r\n${file}\r\n--${boundary}--\r\n`;
  const headers = { host: 's3.us-east-1.amazonaws.com', 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': String(body.length) };
  // eslint-disable-next-line no-restricted-syntax -- the handler reads no more of an SDK's request than this
  const request = { method: 'POST', protocol: 'https:', hostname: headers.host, path: `/${Bucket}`, query: {}, headers, body } as unknown as Parameters<S3UnderTest['requestHandler']['handle']>[0];
  const { response } = await s3.requestHandler.handle(request);
  const pieces: Buffer[] = [];
  for await (const piece of response.body as AsyncIterable<Buffer>) pieces.push(piece);
  return { status: response.statusCode, headers: response.headers, text: Buffer.concat(pieces).toString() };
}

const codeOf = ({ text }: Answer): string => /<Code>(.*)<\/Code>/.exec(text)?.[1] ?? 'none';
const messageOf = ({ text }: Answer): string => /<Message>(.*)<\/Message>/.exec(text)?.[1] ?? 'none';

const day = '20260105';
const signing = { 'x-amz-algorithm': 'AWS4-HMAC-SHA256', 'x-amz-credential': `muster/${day}/us-east-1/s3/aws4_request`, 'x-amz-date': `${day}T000000Z` };
const own = Object.entries(signing).map(([name, value]) => ({ [name]: value }));

/** The fields that sign a policy, made from the published recipe. */
function signed(conditions: unknown[], fields: Record<string, string>, { expiration = '2026-01-06T00:00:00Z', secret = 'muster' } = {}): Record<string, string> {
  const policy = Buffer.from(JSON.stringify({ expiration, conditions: [...conditions, { bucket: Bucket }, ...own] })).toString('base64');
  return { ...fields, ...signing, policy, 'x-amz-signature': resign(policy, secret) };
}

function resign(policy: string, secret = 'muster'): string {
  const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, day), 'us-east-1'), 's3'), 'aws4_request');
  return hmac(key, policy).toString('hex');
}

describe('a signed form', () => {
  test('stores its file under its key, with what its fields say', async () => {
    await using s3 = await withBucket();
    const fields = {
      key: 'user/${filename}',
      'Content-Type': 'text/plain',
      'x-amz-meta-from': 'a page',
      tagging: '<Tagging><TagSet><Tag><Key>kind</Key><Value>a + b</Value></Tag></TagSet></Tagging>',
      success_action_status: '201',
    };
    const conditions = [['starts-with', '$key', 'user/'], ['eq', '$content-type', 'text/plain'], { 'x-amz-meta-from': 'a page' }, ['starts-with', '$tagging', ''], { success_action_status: '201' }];
    const file = `a line\r\n--almost a boundary\r\n${'x'.repeat(70_000)}`;
    const answer = await post(s3, signed(conditions, fields), file);
    assert.deepEqual([answer.status, /<Key>(.*)<\/Key>/.exec(answer.text)?.[1]], [201, 'user/photo.jpg']);
    const stored = await s3.client.send(new GetObjectCommand({ Bucket, Key: 'user/photo.jpg' }));
    assert.equal(await textOf(stored), file);
    assert.deepEqual([stored.ContentType, stored.Metadata], ['text/plain', { from: 'a page' }]);
    assert.deepEqual((await s3.client.send(new GetObjectTaggingCommand({ Bucket, Key: 'user/photo.jpg' }))).TagSet, [{ Key: 'kind', Value: 'a + b' }]);
  });

  test('is answered with nothing, or with where to go next', async () => {
    await using s3 = await withBucket();
    assert.equal((await post(s3, signed([{ key: 'a' }], { key: 'a' }))).status, 204);
    const target = 'https://example.com/done?x=1';
    const answer = await post(s3, signed([{ key: 'a' }, { success_action_redirect: target }], { key: 'a', success_action_redirect: target }));
    const next = new URL(answer.headers.location ?? '');
    assert.deepEqual([answer.status, next.origin, next.searchParams.get('x'), next.searchParams.get('key'), next.searchParams.get('bucket')], [303, 'https://example.com', '1', 'a', Bucket]);
  });

  test('has to keep to its policy', async () => {
    await using s3 = await withBucket();
    const refused = async (conditions: unknown[], fields: Record<string, string>, more = {}) => {
      const answer = await post(s3, signed(conditions, fields, more));
      return [answer.status, codeOf(answer), messageOf(answer)];
    };
    assert.deepEqual(await refused([{ key: 'a' }], { key: 'a' }, { expiration: '2026-01-04T00:00:00Z' }), [403, 'AccessDenied', 'Invalid according to Policy: Policy expired.']);
    assert.deepEqual(await refused([['starts-with', '$key', 'user/']], { key: 'a' }), [403, 'AccessDenied', 'Invalid according to Policy: Policy Condition failed: [&quot;starts-with&quot;, &quot;$key&quot;, &quot;user/&quot;]']);
    assert.deepEqual(await refused([{ key: 'a' }], { key: 'a', acl: 'private' }), [403, 'AccessDenied', 'Invalid according to Policy: Extra input fields: acl']);
    assert.equal((await refused([{ key: 'a' }, ['content-length-range', 0, 3]], { key: 'a' }))[1], 'EntityTooLarge');
    assert.equal((await refused([{ key: 'a' }, ['content-length-range', 30, 300]], { key: 'a' }))[1], 'EntityTooSmall');
    assert.equal((await refused([{ key: 'a' }, ['content-length-range', 'test', 30]], { key: 'a' }))[1], 'AccessDenied');
    assert.equal((await refused([], {}))[1], 'InvalidArgument');
    assert.equal((await refused([{ key: 'a' }], { key: 'a' }, { secret: 'wrong' }))[1], 'SignatureDoesNotMatch');
  });
});

test('a form says which of its fields, and what of its policy, cannot be read', async () => {
  await using s3 = await withBucket();
  const policy = (document: unknown): string => Buffer.from(typeof document === 'string' ? document : JSON.stringify(document)).toString('base64');
  const good = signed([{ key: 'a' }], { key: 'a' });
  const resigned = (text: string): Record<string, string> => ({ ...good, policy: text, 'x-amz-signature': resign(text) });
  const expiration = '2026-01-06T00:00:00Z';
  const cases: [fields: Record<string, string>, code: string, message: RegExp][] = [
    [{ ...good, 'x-amz-algorithm': 'SHA1' }, 'InvalidArgument', /Only AWS4-HMAC-SHA256/],
    [{ ...good, 'x-amz-date': 'today' }, 'InvalidArgument', /ISO8601 Long format/],
    [{ ...good, 'x-amz-credential': 'muster/today' }, 'InvalidArgument', /the Credential is mal-formed/],
    [resigned('%%%'), 'InvalidPolicyDocument', /invalid Base64 encoding/],
    [{ key: 'a', '': 'nameless' }, 'MalformedPOSTRequest', /not well-formed/],
    [resigned(policy('no JSON')), 'InvalidPolicyDocument', /Invalid JSON/],
    [resigned(policy({ expiration, conditions: true })), 'InvalidPolicyDocument', /must be a List/],
    [resigned(policy({ expiration, conditions: [true] })), 'InvalidPolicyDocument', /must be a List or Object/],
    [resigned(policy({ expiration, conditions: [[]] })), 'InvalidPolicyDocument', /missing operation identifier/],
    [resigned(policy({ expiration, conditions: [['is', '$key', 'a']] })), 'InvalidPolicyDocument', /unknown operation/],
    [resigned(policy({ expiration, conditions: [['eq', '$key']] })), 'InvalidPolicyDocument', /wrong number of arguments/],
    [resigned(policy({ expiration, conditions: [], more: 1 })), 'InvalidPolicyDocument', /Unexpected/],
    [resigned(policy({ expiration, conditions: [['eq', 'key', 'a']] })), 'AccessDenied', /\[&quot;eq&quot;, &quot;key&quot;, &quot;a&quot;\]/],
    [resigned(policy({ expiration, conditions: [{ key: 'a' }, ...own] })), 'AccessDenied', /Extra input fields: bucket/],
  ];
  for (const [fields, code, message] of cases) {
    const answer = await post(s3, fields);
    assert.equal(codeOf(answer), code, String(message));
    assert.match(messageOf(answer), message);
  }
});

describe('a form of nobody’s', () => {
  test('stores what anybody may store', async () => {
    await using s3 = await withBucket();
    assert.equal(codeOf(await post(s3, { key: 'a' })), 'AccessDenied');
    await s3.client.send(new DeletePublicAccessBlockCommand({ Bucket }));
    const statement = { Effect: 'Allow', Principal: '*', Action: 's3:PutObject', Resource: `arn:aws:s3:::${Bucket}/*` };
    await s3.client.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) }));
    assert.equal((await post(s3, { key: 'a' })).status, 204);
    assert.equal(await textOf(await s3.client.send(new GetObjectCommand({ Bucket, Key: 'a' }))), 'the file');
  });
});
