/** Where requests go: the operation that is meant, and what is answered where there is none or it fails. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AwsError } from '../aws-error';
import { type Body, collect } from '../protocol/wire';
import { operation, type Operations } from '../service';
import { codeOf, inPieces, routerWith, signed, signedAt, textOf, type ToSign } from './testing/signed';

/** Every S3 operation, answering by nothing but being noticed. */
function noticing(noticed: string[], ...names: string[]): Operations {
  return Object.fromEntries(names.map((name) => [name, operation<object, object>(() => {
    noticed.push(name);
    return Promise.resolve({});
  })]));
}

describe('S3 operations', () => {
  const cases: [ToSign, string][] = [
    [{ path: '/' }, 'ListBuckets'],
    [{ path: '/a-bucket', query: { 'list-type': '2', prefix: 'a/' } }, 'ListObjectsV2'],
    [{ path: '/a-bucket/', query: { prefix: 'a/' } }, 'ListObjects'],
    [{ path: '/a-bucket', query: { versions: '' } }, 'ListObjectVersions'],
    [{ path: '/a-bucket', query: { uploads: '' } }, 'ListMultipartUploads'],
    [{ path: '/a-bucket', query: { inventory: '', id: '1' } }, 'GetBucketInventoryConfiguration'],
    [{ path: '/a-bucket', query: { inventory: '' } }, 'ListBucketInventoryConfigurations'],
    [{ path: '/a-bucket/a/b', query: { uploadId: 'u' } }, 'ListParts'],
    [{ path: '/a-bucket/a/b', query: { attributes: '' } }, 'GetObjectAttributes'],
    [{ path: '/a-bucket/a/b', query: { versionId: 'v', 'x-id': 'PutObject' } }, 'GetObject'],
    [{ method: 'PUT' }, 'PutObject'],
    [{ method: 'PUT', headers: { 'x-amz-copy-source': '/a/b' } }, 'CopyObject'],
    [{ method: 'PUT', query: { partNumber: '1', uploadId: 'u' } }, 'UploadPart'],
    [{ method: 'PUT', query: { partNumber: '1', uploadId: 'u' }, headers: { 'x-amz-copy-source': '/a/b' } }, 'UploadPartCopy'],
    [{ method: 'PUT', query: { tagging: '' } }, 'PutObjectTagging'],
    [{ method: 'DELETE', query: { uploadId: 'u' } }, 'AbortMultipartUpload'],
    [{ method: 'DELETE', query: { versionId: 'v' } }, 'DeleteObject'],
    [{ method: 'POST', query: { uploads: '' } }, 'CreateMultipartUpload'],
    [{ method: 'POST', query: { uploadId: 'u' } }, 'CompleteMultipartUpload'],
    [{ method: 'POST', path: '/a-bucket', query: { delete: '' } }, 'DeleteObjects'],
  ];
  for (const [what, name] of cases) {
    test(`${what.method ?? 'GET'} ${what.path ?? 'a key'} ${JSON.stringify({ ...what.query, ...what.headers })} is ${name}`, async () => {
      const noticed: string[] = [];
      const answer = await routerWith(noticing(noticed, ...new Set(cases.map(([, one]) => one)))).handle(await signed(what), signedAt);
      assert.deepEqual([noticed, codeOf(answer)], [[name], 'none']);
    });
  }

  test('are the same with the bucket in the host as in the path', async () => {
    const seen: object[] = [];
    const router = routerWith({ GetObject: operation<object, object>((input) => Promise.resolve({ Marker: seen.push(input) })) });
    const request = await signed({ path: '/dir/a%20key', headers: { host: 'my.bucket.s3.eu-central-1.amazonaws.com' } });
    await router.handle({ ...request, host: request.headers.host ?? '' }, signedAt);
    await router.handle(await signed({ path: '/my.bucket/dir/a%20key' }), signedAt);
    assert.deepEqual(seen, [{ Bucket: 'my.bucket', Key: 'dir/a key' }, { Bucket: 'my.bucket', Key: 'dir/a key' }]);
  });
});

describe('what is not served', () => {
  test('is answered 501 with its name, in the form of its protocol', async () => {
    const form = { method: 'POST', path: '/', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    const cases: [ToSign, RegExp][] = [
      [{ method: 'DELETE' }, /<Error><Code>NotImplemented<\/Code><Message>[^<]*s3 DeleteObject/],
      [{ ...form, service: 'rds', body: 'Action=DescribeDBInstances&Version=2014-10-31' }, /<ErrorResponse xmlns="http:\/\/rds[^>]*><Error><Type>Receiver<\/Type><Code>NotImplemented<\/Code><Message>[^<]*rds DescribeDBInstances/],
      [{ ...form, service: 'ec2', body: 'Action=RunInstances&Version=2016-11-15' }, /<Response><Errors><Error><Code>NotImplemented<\/Code><Message>[^<]*ec2 RunInstances/],
      [{ service: 'backup', path: '/backup-vaults/v/recovery-points/arn%3Aaws%3Ax' }, /"Code":"NotImplemented","Message":"[^"]*backup DescribeRecoveryPoint/],
      [{ service: 'fis', path: '/experiments/EXP1/targetAccountConfigurations' }, /"message":"[^"]*fis ListExperimentTargetAccountConfigurations/],
      [{ service: 'fis', method: 'PATCH', path: '/safetyLevers/default/state' }, /"message":"[^"]*fis UpdateSafetyLeverState/],
      [{ ...form, service: 'dynamodb', headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.ListTables' } }, /"__type":"NotImplemented".*ListTables/],
      [{ service: 'batch', path: '/2015-03-31/functions' }, /"Message":"[^"]*batch at all/],
      [{ ...form, service: 'sqs', body: 'Action=ListQueues' }, /<ErrorResponse.*sqs at all/],
      [{ path: '/v20180820/jobs', headers: { 'x-amz-account-id': '123456789012' } }, /<ErrorResponse.*s3control at all/],
    ];
    for (const [what, expected] of cases) {
      const answer = await routerWith().handle(await signed(what), signedAt);
      assert.equal(answer.status, 501);
      assert.match(textOf(answer), expected);
    }
  });

  test('by AWS either is an unknown action, path or method', async () => {
    const form = { method: 'POST', path: '/', service: 'rds', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    const answers = [{ ...form, body: 'Action=Nonsense' }, { service: 'backup', path: '/nonsense' }, { method: 'PATCH' }].map(async (what) => routerWith().handle(await signed(what), signedAt));
    const [query, json, s3] = await Promise.all(answers);
    assert.ok(query && json && s3);
    assert.deepEqual([query.status, codeOf(query)], [400, 'InvalidAction']);
    assert.deepEqual([json.status, json.headers['x-amzn-errortype']], [404, 'UnknownOperationException']);
    assert.deepEqual([s3.status, codeOf(s3)], [405, 'MethodNotAllowed']);
  });
});

describe('what goes wrong', () => {
  const failing = (error: Error, faults: unknown[] = []) => routerWith({ GetObject: () => Promise.reject(error), HeadObject: () => Promise.reject(error) }, (fault) => faults.push(fault));

  test("is told in AWS's form, with its fields and request ids", async () => {
    const answer = await failing(new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404, fields: { Key: 'a<key' } })).handle(await signed(), signedAt);
    assert.equal(answer.status, 404);
    assert.match(textOf(answer), /<Key>a&lt;key<\/Key><RequestId>[0-9A-F]{16}<\/RequestId><HostId>/);
    assert.ok(textOf(answer).includes(answer.headers['x-amz-request-id'] ?? 'none'));
  });

  test('has no body for HEAD', async () => {
    const answer = await failing(new AwsError('NoSuchKey', 'x', { status: 404 })).handle(await signed({ method: 'HEAD' }), signedAt);
    assert.deepEqual([answer.status, answer.body], [404, undefined]);
  });

  test("inside the stand-in is its owner's to hear of, not the caller's", async () => {
    const faults: unknown[] = [];
    const answer = await failing(new TypeError('a secret in a stack'), faults).handle(await signed(), signedAt);
    assert.deepEqual([answer.status, codeOf(answer)], [500, 'InternalError']);
    assert.doesNotMatch(textOf(answer), /secret|stack|\.ts/);
    assert.equal(faults.length, 1);
  });
});

describe('the body of a request', () => {
  const tags = '<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>';
  const tagged = routerWith({ PutBucketTagging: () => Promise.resolve({}) });
  const put = { method: 'PUT', path: '/a-bucket', query: { tagging: '' }, body: tags };

  test('is held against the digests that came with it', async () => {
    const codes: [Record<string, string>, string][] = [
      [{ 'content-md5': '1B2M2Y8AsgTpgAmY7PhCfg==' }, 'BadDigest'],
      [{ 'content-md5': 'bm90IGEgZGlnZXN0' }, 'InvalidDigest'],
      [{ 'x-amz-checksum-crc32': 'AAAAAA==' }, 'BadDigest'],
      [{ 'x-amz-checksum-sha256': 'AAAA' }, 'InvalidRequest'],
      [{}, 'none'],
    ];
    for (const [headers, expected] of codes) assert.equal(codeOf(await tagged.handle(await signed({ ...put, headers }), signedAt)), expected);
  });

  test('that is no XML is malformed', async () => {
    assert.equal(codeOf(await tagged.handle(await signed({ ...put, body: '<Tagging><TagSet>' }), signedAt)), 'MalformedXML');
  });

  test('in unsigned chunks comes decoded, its trailer among the input and the encoding gone', async () => {
    const body = Buffer.from('5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n');
    const headers = {
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'x-amz-decoded-content-length': '5',
      'x-amz-trailer': 'x-amz-checksum-crc32',
      'content-encoding': 'aws-chunked,gzip',
    };
    for (const streaming of [false, true]) {
      const seen: Record<string, unknown>[] = [];
      const router = routerWith({
        PutObject: operation<{ Body: Body }, object>(async (input) => {
          const text = Buffer.from(await collect(input.Body)).toString();
          seen.push({ ...input, Body: text });
          return {};
        }),
      });
      const request = await signed({ method: 'PUT', headers });
      await router.handle({ ...request, body: streaming ? inPieces(body, 3) : body }, signedAt);
      assert.deepEqual(seen, [{ Bucket: 'a-bucket', Key: 'a-key', Body: 'hello', ChecksumCRC32: 'NhCmhg==', ContentEncoding: 'gzip', ContentLength: 5 }]);
    }
  });
});
