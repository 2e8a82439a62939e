/** Chunked uploads: AWS's own worked example, and bodies that are not what they say. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Instant } from '../../../time/instant';
import { AwsError } from '../../aws-error';
import type { Authorization } from '../authorization';
import { type Chunking, decodeChunks } from './chunked-body';
import { nobody } from '../testing/nobody';
import { inPieces } from '../testing/signed';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
const example = {
  secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  seed: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
  chunks: [
    [65_536, 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648'],
    [1_024, '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497'],
    [0, 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9'],
  ] as const,
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html */
const trailing = {
  seed: '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
  chunks: [
    [65_536, 'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2'],
    [1_024, '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7'],
    [0, '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992'],
  ] as const,
  trailer: 'x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n',
};

const scope = { date: '20130524', region: 'us-east-1', service: 's3' };

function signedBody(chunks: readonly (readonly [number, string])[], trailer = ''): string {
  return chunks.map(([size, signature]) => `${size.toString(16)};chunk-signature=${signature}\r\n${'a'.repeat(size)}${size ? '\r\n' : ''}`).join('') + `${trailer}\r\n`;
}

async function decode(body: string, chunking: Chunking, seed = example.seed, piece = 1_000): Promise<{ bytes: Buffer; trailers: Record<string, string> }> {
  const when = { timestamp: '20130524T000000Z', signedAt: Instant.parse('2013-05-24T00:00:00Z') };
  const authorization: Authorization = { ...scope, ...when, accessKeyId: 'AKIAIOSFODNN7EXAMPLE', signedHeaders: [], signature: seed };
  const verified = {
    authorization,
    caller: { kind: 'root' as const, accountId: '', arn: '', userId: '', accessKeyId: '' },
    key: nobody(() => when.signedAt).keys.derive(example.secret, authorization),
    scope: '20130524/us-east-1/s3/aws4_request',
  };
  const trailers: Record<string, string> = {};
  const onTrailer = (name: string, value: string): void => void (trailers[name] = value);
  const pieces: Uint8Array[] = [];
  for await (const bytes of decodeChunks(inPieces(Buffer.from(body), piece), { ...chunking, verified, onTrailer })) pieces.push(bytes);
  return { bytes: Buffer.concat(pieces), trailers };
}

const code = (expected: string) => (error: unknown) => error instanceof AwsError && error.code === expected;
const signedChunks: Chunking = { signed: true, trailer: false, length: 66_560, announced: [] };
const withTrailer: Chunking = { ...signedChunks, trailer: true, announced: ['x-amz-checksum-crc32c'] };

describe('signed chunks', () => {
  test("of AWS's example decode to its bytes, however they arrive", async () => {
    for (const piece of [1, 7, 4_096, 100_000]) {
      assert.deepEqual((await decode(signedBody(example.chunks), signedChunks, undefined, piece)).bytes, Buffer.alloc(66_560, 'a'));
    }
  });

  test("of AWS's example with a trailer hand the trailer over", async () => {
    const { bytes, trailers } = await decode(signedBody(trailing.chunks, trailing.trailer), withTrailer, trailing.seed);
    assert.equal(bytes.length, 66_560);
    assert.deepEqual(trailers, { 'x-amz-checksum-crc32c': 'sOO8/Q==' });
  });

  test('with a byte changed do not match their signatures', async () => {
    const body = signedBody(example.chunks).replace('aaaa', 'aaab');
    await assert.rejects(decode(body, signedChunks), code('SignatureDoesNotMatch'));
  });

  test('that end in anything but an empty line are incomplete', async () => {
    await assert.rejects(decode(signedBody(example.chunks).slice(0, -1), signedChunks), code('IncompleteBody'));
  });

  test('with a trailer that lost its signature are incomplete, and with none of what was announced malformed', async () => {
    const unsigned = signedBody(trailing.chunks, trailing.trailer.replace(/x-amz-trailer-signature.*\r\n/, ''));
    await assert.rejects(decode(unsigned, withTrailer, trailing.seed), code('IncompleteBody'));
    await assert.rejects(decode(signedBody(trailing.chunks), withTrailer, trailing.seed), code('MalformedTrailerError'));
  });

  test('with a trailer changed do not match its signature', async () => {
    const body = signedBody(trailing.chunks, trailing.trailer.replace('sOO8', 'sOO9'));
    await assert.rejects(decode(body, withTrailer, trailing.seed), code('SignatureDoesNotMatch'));
  });
});

describe('unsigned chunks', () => {
  const unsignedChunks: Chunking = { signed: false, trailer: true, length: 5, announced: ['x-amz-checksum-crc32'] };

  test('decode to their bytes and trailers', async () => {
    const first = 'x'.repeat(8_192);
    const body = `2000\r\n${first}\r\n5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n`;
    const { bytes, trailers } = await decode(body, { ...unsignedChunks, length: 8_197 }, undefined, 2);
    assert.equal(bytes.toString(), `${first}hello`);
    assert.deepEqual(trailers, { 'x-amz-checksum-crc32': 'NhCmhg==' });
  });

  test('that are cut short, too long, or no chunks at all are incomplete', async () => {
    for (const body of ['3\r\nhe', '5\r\nhello\r\n0\r\n', '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n', '5\r\nhello\r\n', '6\r\nhello!\r\n0\r\n\r\n', 'hello', '']) {
      await assert.rejects(decode(body, unsignedChunks), code('IncompleteBody'), JSON.stringify(body));
    }
  });

  test('may be shorter than 8 KiB only where no other follows', async () => {
    const short = (error: unknown): boolean => error instanceof AwsError && error.code === 'InvalidChunkSizeError' && error.fields.Chunk === '2' && error.fields.BadChunkSize === '3';
    await assert.rejects(decode('3\r\nhel\r\n2\r\nlo\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n', unsignedChunks), short);
  });

  test('are malformed when a trailer is missing, is another, or comes beside the one that was announced', async () => {
    const head = '5\r\nhello\r\n0\r\n';
    for (const trailers of ['', 'x-amz-checksum-sha1:qvTGHdzF6KLavt4PO0gs2a6pQ00=\r\n', 'x-amz-checksum-crc32:NhCmhg==\r\nx-amz-meta-a:b\r\n']) {
      await assert.rejects(decode(`${head}${trailers}\r\n`, unsignedChunks), code('MalformedTrailerError'), JSON.stringify(trailers));
    }
  });
});
