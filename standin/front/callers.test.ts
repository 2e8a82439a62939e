/** Who is calling: temporary credentials in a URL, nobody at all, and refusals in the words of each protocol. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Duration } from '../../time/duration';
import { AwsError } from '../aws-error';
import type { ProtocolName } from '../protocol/model';
import type { WireRequest } from '../protocol/wire';
import { type Call, operation } from '../service';
import { authorizationOf } from './authorization';
import { expiredToken, inWordsOf, unknownKey, unsigned, wrongToken } from './denials';
import { verifySignature } from './signature';
import { nobody } from './testing/nobody';
import { codeOf, inPieces, routerWith, signed, signedAt } from './testing/signed';

describe('a refusal of a key', () => {
  const said = (protocol: ProtocolName, error: AwsError): string => (({ code, status }) => `${status} ${code}`)(inWordsOf(protocol, error));
  const cases: [string, AwsError, Partial<Record<ProtocolName, string>>][] = [
    ['that is not there', unknownKey('AKIA'), { 'rest-xml': '403 InvalidAccessKeyId', query: '403 InvalidClientTokenId', json: '400 UnrecognizedClientException', 'rest-json': '403 UnrecognizedClientException', 'ec2-query': '403 AuthFailure' }],
    ['whose token is another', wrongToken('t'), { 'rest-xml': '400 InvalidToken', query: '403 InvalidClientTokenId', json: '400 UnrecognizedClientException' }],
    ['whose token has expired', expiredToken('t'), { 'rest-xml': '400 ExpiredToken', query: '403 ExpiredToken', json: '400 ExpiredTokenException' }],
    ['that may not', new AwsError('AccessDenied', 'no', { status: 403 }), { 'rest-xml': '403 AccessDenied', query: '403 AccessDenied', json: '400 AccessDeniedException', 'rest-json': '403 AccessDeniedException', 'ec2-query': '403 UnauthorizedOperation' }],
  ];
  for (const [name, error, words] of cases) {
    test(`${name} is in the words of the protocol`, () => {
      for (const [protocol, expected] of Object.entries(words) as [ProtocolName, string][]) assert.equal(said(protocol, error), expected, protocol);
    });
  }

  test('that is missing altogether, too', () => {
    assert.deepEqual((['query', 'json', 'ec2-query'] as const).map((protocol) => unsigned(protocol).code), ['MissingAuthenticationToken', 'MissingAuthenticationTokenException', 'AuthFailure']);
  });
});

describe('temporary credentials', () => {
  const room = nobody(() => signedAt);
  const lasts = Duration.minutes(15);
  const session = room.sessions.issue({ kind: 'root', accountId: '210987654321', holderId: '210987654321', name: 'session', issued: signedAt, lasts, policies: [], tags: {}, transitive: [] });
  const credentials = { keyId: session.id, secret: session.secret, token: session.token };

  function verified(request: WireRequest): string {
    const authorization = authorizationOf(request);
    return authorization ? verifySignature(request, authorization, room.keys, signedAt).caller.arn : 'nobody';
  }

  test('sign with their token, in a header and in a URL', async () => {
    assert.equal(verified(await signed(credentials)), 'arn:aws:iam::210987654321:root');
    const presigned = await signed({ ...credentials, expiresIn: 60 });
    assert.equal(presigned.query.get('X-Amz-Security-Token'), session.token);
    assert.equal(verified(presigned), 'arn:aws:iam::210987654321:root');
  });

  test('are nothing without it', async () => {
    const presigned = await signed({ ...credentials, expiresIn: 60 });
    presigned.query.delete('X-Amz-Security-Token');
    assert.throws(() => verified(presigned), { code: 'InvalidAccessKeyId' });
    const other = await signed({ ...credentials, expiresIn: 60 });
    other.query.set('X-Amz-Security-Token', 'made up');
    assert.throws(() => verified(other), { code: 'InvalidToken' });
  });
});

describe('a request that nobody signed', () => {
  const callers: Call[] = [];
  const putObject = operation<object, object>((_input, call) => {
    callers.push(call);
    return Promise.resolve({});
  });

  async function unsignedTo(service: Parameters<typeof routerWith>[2], change: (request: Awaited<ReturnType<typeof signed>>) => void = () => undefined): Promise<string> {
    const request = await signed({ method: 'PUT', body: 'the bytes' });
    delete request.headers.authorization;
    request.headers['x-amz-content-sha256'] = 'UNSIGNED-PAYLOAD';
    change(request);
    const answer = await routerWith({ PutObject: putObject }, undefined, service).handle(request, signedAt);
    return `${answer.status} ${codeOf(answer)}`;
  }

  test("is anonymous, and is let in by the service's own rules alone", async () => {
    assert.equal(await unsignedTo({}), '403 AccessDenied');
    assert.equal(await unsignedTo({ authorize: () => undefined }), '200 none');
    const { caller, region } = callers.at(-1) ?? assert.fail('nothing was called');
    assert.deepEqual(caller, { kind: 'anonymous', accountId: '', arn: '*', userId: 'anonymous', accessKeyId: '' });
    assert.equal(region, 'eu-central-1', 'as the host says');
  });

  test('is for the region of what it names, where the host does not tell', async () => {
    const toHere = (request: Awaited<ReturnType<typeof signed>>): void => void (request.host = '127.0.0.1:4566');
    await unsignedTo({ authorize: () => undefined, regionOf: () => 'eu-west-1' }, toHere);
    assert.equal(callers.at(-1)?.region, 'eu-west-1');
    await unsignedTo({ authorize: () => undefined }, toHere);
    assert.equal(callers.at(-1)?.region, 'us-east-1');
  });

  test('cannot have signed chunks', async () => {
    const chunks = (request: Awaited<ReturnType<typeof signed>>): void => {
      request.headers['x-amz-content-sha256'] = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
      request.headers['x-amz-decoded-content-length'] = '1';
      request.body = inPieces(Buffer.from(`1;chunk-signature=${'0'.repeat(64)}\r\na\r\n0;chunk-signature=${'0'.repeat(64)}\r\n\r\n`), 1_000);
      request.headers['content-length'] = '200';
    };
    assert.equal(await unsignedTo({ authorize: () => undefined }, chunks), '400 InvalidRequest');
  });
});
