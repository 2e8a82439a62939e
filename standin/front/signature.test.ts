/** Who may call: signatures that hold, and all the ways in which they do not. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { extendedEncodeURIComponent } from '@smithy/core/protocols';
import { Duration } from '../../time/duration';
import { codeOf, routerWith, signed, signedAt, textOf, type ToSign } from './testing/signed';

const identify = { service: 'sts', method: 'POST', path: '/', body: 'Action=GetCallerIdentity&Version=2011-06-15', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
const minutes = (n: number) => signedAt.plus(Duration.minutes(n));

async function statusAndCode(what: ToSign, change: (request: Awaited<ReturnType<typeof signed>>) => void = () => undefined, at = signedAt): Promise<string> {
  const request = await signed(what);
  change(request);
  const answer = await routerWith().handle(request, at);
  return `${answer.status} ${codeOf(answer)}`;
}

describe('a signature in a header', () => {
  test('by the key itself is the root user of the account', async () => {
    const answer = await routerWith().handle(await signed(identify), signedAt);
    assert.equal(answer.status, 200);
    assert.match(textOf(answer), /<Account>123456789012<\/Account>/);
  });

  test('holds for keys with every kind of character', async () => {
    const path = `/a-bucket/${extendedEncodeURIComponent("a b+c'(1)!*~é")}/d`;
    assert.equal(await statusAndCode({ path, query: { versionId: 'a/b=c&d', 'response-content-type': 'text/plain; charset=utf-8' } }), '200 none');
  });

  test('holds for values with blanks of all kinds in and around them', async () => {
    for (const value of ['  before', 'after ', 'a   b', 'a\tb', '\t', 'a \t b']) assert.equal(await statusAndCode({ headers: { 'x-other': value } }), '200 none', JSON.stringify(value));
  });

  test('is judged by itself, however much of its header the one before it shared', async () => {
    const forged = (request: Awaited<ReturnType<typeof signed>>): void => void (request.headers.authorization = (request.headers.authorization ?? '').replace(/[0-9a-f]{64}$/, '0'.repeat(64)));
    const cut = (request: Awaited<ReturnType<typeof signed>>): void => void (request.headers.authorization = request.headers.authorization?.slice(0, -1) ?? '');
    for (let n = 0; n < 2; n += 1) {
      assert.equal(await statusAndCode({}), '200 none');
      assert.equal(await statusAndCode({}, forged), '403 SignatureDoesNotMatch');
      assert.equal(await statusAndCode({}, cut), '403 SignatureDoesNotMatch');
      assert.equal(await statusAndCode({}, (request) => delete request.headers['x-amz-date']), '403 AccessDenied');
      assert.equal(await statusAndCode({ path: '/a-bucket/another-key', at: minutes(1).toDate() }), '200 none');
    }
  });

  test('by another secret does not match', async () => {
    assert.equal(await statusAndCode({ secret: 'another' }), '403 SignatureDoesNotMatch');
    assert.equal(await statusAndCode({ ...identify, secret: 'another' }), '403 SignatureDoesNotMatch');
  });

  test('of a day that no calendar has is refused, and no fault of ours', async () => {
    for (const date of ['20260230T000000Z', '20260105T256199Z', 'yesterday']) {
      const change = (request: Awaited<ReturnType<typeof signed>>): void => void (request.headers['x-amz-date'] = date);
      assert.equal(await statusAndCode({}, change), '403 AccessDenied', date);
      assert.equal(await statusAndCode(identify, change), '400 IncompleteSignature', date);
      assert.equal(await statusAndCode(identify, change), '400 IncompleteSignature', date);
    }
  });

  test('does not match another path, query, header or body than was signed', async () => {
    const changes: ((request: Awaited<ReturnType<typeof signed>>) => void)[] = [
      (request) => (request.path = '/a-bucket/another-key'),
      (request) => request.query.append('versionId', '1'),
      (request) => (request.headers['x-amz-date'] = '20260105T090001Z'),
      (request) => (request.method = 'HEAD'),
    ];
    for (const change of changes) assert.match(await statusAndCode({}, change), /^403 (SignatureDoesNotMatch|none)$/);
    assert.equal(await statusAndCode(identify, (request) => (request.body = Buffer.from('Action=GetCallerIdentity&Version=tampered'))), '403 SignatureDoesNotMatch');
  });

  test('covers every header of S3, whether in a header itself or in a URL', async () => {
    for (const what of [{}, { expiresIn: 60 }]) {
      assert.equal(await statusAndCode(what, (request) => (request.headers['x-amz-acl'] = 'public-read')), '403 AccessDenied');
      assert.equal(await statusAndCode(what, (request) => (request.headers['x-other'] = 'anything')), '200 none');
    }
  });

  test('over the hash of another body is refused', async () => {
    const put = { method: 'PUT', body: 'as signed' };
    const tampered = await statusAndCode(put, (request) => (request.body = Buffer.from('tampered!')));
    assert.equal(tampered, '501 NotImplemented', 'nothing takes the body');
    const router = routerWith({ PutObject: () => Promise.resolve({}) });
    const request = await signed(put);
    request.body = Buffer.from('tampered!');
    assert.equal(codeOf(await router.handle(request, signedAt)), 'XAmzContentSHA256Mismatch');
  });

  test('is good for a quarter of an hour, before and after', async () => {
    assert.equal(await statusAndCode({}, undefined, minutes(14)), '200 none');
    assert.equal(await statusAndCode({}, undefined, minutes(-14)), '200 none');
    assert.equal(await statusAndCode({}, undefined, minutes(16)), '403 RequestTimeTooSkewed');
    assert.equal(await statusAndCode({}, undefined, minutes(-16)), '403 RequestTimeTooSkewed');
    assert.equal(await statusAndCode(identify, undefined, minutes(16)), '403 SignatureDoesNotMatch');
  });

  test('that cannot be read is refused in the words of the service', async () => {
    const break_ = (request: Awaited<ReturnType<typeof signed>>) => (request.headers.authorization = 'AWS4-HMAC-SHA256 Credential=muster');
    assert.equal(await statusAndCode({}, break_), '400 AuthorizationHeaderMalformed');
    assert.equal(await statusAndCode(identify, break_), '400 IncompleteSignature');
  });

  test('says of itself what is wrong with it', async () => {
    const whole = 'Credential=muster/20260105/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=abc';
    const wrong: [header: string, refused: RegExp][] = [
      ['nothing', /InvalidArgument.*one and only one ' ' \(space\) required/],
      [`AWS4-HMAC-SHA1 ${whole}`, /InvalidArgument.*Unsupported Authorization Type.*<ArgumentValue>AWS4-HMAC-SHA1 Cred/],
      ['AWS4-HMAC-SHA256 Credential=a', /AuthorizationHeaderMalformed.*requires three components/],
      [`AWS4-HMAC-SHA256 ${whole.replace('SignedHeaders=', '')}`, /the authorization component &quot;host&quot; is malformed/],
      [`AWS4-HMAC-SHA256 ${whole.replace('SignedHeaders', 'Headers')}`, /missing SignedHeaders\./],
      [`AWS4-HMAC-SHA256 ${whole.replace('/s3', '')}`, /the Credential is mal-formed/],
      [`AWS4-HMAC-SHA256 ${whole.replace('aws4', 'aws5')}`, /incorrect terminal &quot;aws5_request&quot;/],
      [`AWS4-HMAC-SHA256 ${whole.replace('20260105', '2026')}`, /incorrect date format &quot;2026&quot;/],
      [`AWS4-HMAC-SHA256 ${whole.replace('20260105', '20260104')}`, /AuthorizationHeaderMalformed.*Date is not the same as X-Amz-Date/],
    ];
    for (const [header, refused] of wrong) {
      const request = await signed({});
      request.headers.authorization = header;
      const answer = await routerWith().handle(request, signedAt);
      assert.equal(answer.status, 400, header);
      assert.match(textOf(answer), refused);
    }
  });

  test('is over a hash that can be one', async () => {
    assert.equal(await statusAndCode({ headers: { 'x-amz-content-sha256': 'gibberish' } }), '400 InvalidArgument');
  });

  test('of version 2 is no longer taken', async () => {
    assert.equal(await statusAndCode({}, (request) => (request.headers.authorization = 'AWS muster:abc')), '400 InvalidRequest');
  });
});

describe('a presigned URL', () => {
  test('is good until it expires, however long after its signing', async () => {
    assert.equal(await statusAndCode({ expiresIn: 3_600 }, undefined, minutes(59)), '200 none');
    assert.equal(await statusAndCode({ expiresIn: 3_600 }, undefined, minutes(61)), '403 AccessDenied');
  });

  test('does not match another key, another version or another expiry', async () => {
    assert.equal(await statusAndCode({ expiresIn: 60 }, (request) => (request.path = '/a-bucket/another')), '403 SignatureDoesNotMatch');
    assert.equal(await statusAndCode({ expiresIn: 60 }, (request) => request.query.append('versionId', '1')), '403 SignatureDoesNotMatch');
    assert.equal(await statusAndCode({ expiresIn: 60 }, (request) => request.query.set('X-Amz-Expires', '600')), '403 SignatureDoesNotMatch');
  });

  test('lives for a week at most', async () => {
    for (const lifetime of ['604801', '-1', 'soon', '']) {
      assert.equal(await statusAndCode({ expiresIn: 60 }, (request) => request.query.set('X-Amz-Expires', lifetime)), '400 AuthorizationQueryParametersError', lifetime);
    }
  });

  test('that lives for no time at all has expired, whenever it is used', async () => {
    assert.equal(await statusAndCode({ expiresIn: 0 }), '403 AccessDenied');
  });

  test('says when it expired', async () => {
    const request = await signed({ expiresIn: 3_600 });
    const answer = await routerWith({}).handle(request, minutes(61));
    assert.match(textOf(answer), /<Expires>2026-01-05T10:00:00(\.000)?Z<\/Expires>/);
  });

  test('has all that a signature needs', async () => {
    for (const name of ['X-Amz-Credential', 'X-Amz-SignedHeaders', 'X-Amz-Signature', 'X-Amz-Date', 'X-Amz-Expires']) {
      assert.equal(await statusAndCode({ expiresIn: 60 }, (request) => request.query.delete(name)), '400 AuthorizationQueryParametersError', name);
    }
    assert.equal(await statusAndCode({ expiresIn: 60 }, (request) => request.query.set('X-Amz-Credential', 'muster/today')), '400 AuthorizationQueryParametersError');
  });
});

describe('no signature', () => {
  const strip = (request: Awaited<ReturnType<typeof signed>>) => void delete request.headers.authorization;

  test('is anonymous to S3, and nobody to the others', async () => {
    assert.equal(await statusAndCode({}, strip), '403 AccessDenied');
    assert.equal(await statusAndCode(identify, strip), '403 MissingAuthenticationToken');
  });
});
