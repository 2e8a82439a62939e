/** Requests that are near an operation of S3's and none, in the words that S3 has for each. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, routerWith, signed, signedAt, textOf, type ToSign } from '../../front/testing/signed';

async function refusal(what: ToSign): Promise<{ said: string; allow: string | undefined; text: string }> {
  const answer = await routerWith().handle(await signed(what), signedAt);
  return { said: `${answer.status} ${codeOf(answer)}`, allow: answer.headers.allow, text: textOf(answer) };
}

test('what a method, a query and an address do not make an operation of is refused each in its own words', async () => {
  const cases: [what: ToSign, said: string, text: RegExp][] = [
    [{ method: 'PUT', query: { partNumber: '1' } }, '400 InvalidArgument', /does not accept partNumber without uploadId/],
    [{ method: 'PUT', query: { uploadId: 'a' } }, '405 MethodNotAllowed', /<ResourceType>UPLOAD</],
    [{ method: 'POST' }, '405 MethodNotAllowed', /<ResourceType>OBJECT</],
    [{ method: 'POST', path: '/' }, '405 MethodNotAllowed', /<ResourceType>SERVICE</],
    [{ method: 'POST', path: '/a-bucket', headers: { 'content-type': 'application/json' } }, '412 PreconditionFailed', /enclosure-type multipart\/form-data/],
    [{ query: { uploads: '' } }, '400 InvalidRequest', /Key is not expected for the GET method \?uploads/],
    [{ query: { versions: '' } }, '400 InvalidRequest', /no such thing as the \?versions sub-resource/],
    [{ headers: { 'x-amz-copy-source': 'a/b' } }, '400 InvalidArgument', /only specify a copy source header for copy requests/],
    [{ headers: { 'x-other': 'x'.repeat(8_192) } }, '400 RequestHeaderSectionTooLarge', /<MaxSizeAllowed>8192</],
  ];
  for (const [what, said, text] of cases) {
    const refused = await refusal(what);
    assert.equal(refused.said, said);
    assert.match(refused.text, text);
  }
  assert.equal((await refusal({ method: 'PUT', query: { uploadId: 'a' } })).allow, 'DELETE, POST, GET');
});
