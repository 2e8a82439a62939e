/** Every operation's shapes survive the wire: what a published client sends is what a handler gets, and the other way round. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import * as fc from 'fast-check';
import { type OperationModel, serviceModel } from './model';
import { anyValue } from './testing/any-value';
import { callThroughClient, type Called } from './testing/one-operation';

interface Coverage {
  /** Members that the client fills in, presigns or rewrites by itself. */
  without: ReadonlySet<string>;
  /** Operations at a host of their own, whose answers are streams of events, or that are never signed. */
  skipped: ReadonlySet<string>;
  /** Whether an operation is tried; all of them when not given. */
  sampled?: (index: number) => boolean;
  /** What else the service speaks than what its client does by itself. */
  also?: Readonly<Record<string, NonNullable<Called['protocol']>>>;
}

const checksums = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256', 'SHA512', 'MD5', 'XXHASH64', 'XXHASH3', 'XXHASH128'].map((name) => `Checksum${name}`);

const covered: Readonly<Record<string, Coverage>> = {
  sts: { without: new Set(), skipped: new Set(['AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity']) },
  rds: { without: new Set(['PreSignedUrl', 'SourceRegion']), skipped: new Set() },
  events: { without: new Set(['EndpointId']), skipped: new Set() },
  // A form cannot say that a structure is there and empty, as an evaluation window's is.
  monitoring: { without: new Set(['EvaluationWindow']), skipped: new Set(), also: { 'AWS Query': AwsQueryProtocol, CBOR: AwsSmithyRpcV2CborProtocol } },
  route53: { without: new Set(), skipped: new Set() },
  sns: { without: new Set(), skipped: new Set() },
  backup: { without: new Set(), skipped: new Set() },
  ec2: { without: new Set(['PresignedUrl', 'SourceRegion']), skipped: new Set(), sampled: (index) => index % 12 === 0 },
  s3: {
    without: new Set([
      ...checksums,
      ...['Bucket', 'ChecksumAlgorithm', 'ChecksumMode', 'ContentMD5', 'ContentLength', 'Expires', 'ExpiresString'],
      ...['SSECustomerKey', 'SSECustomerKeyMD5', 'CopySourceSSECustomerKey', 'CopySourceSSECustomerKeyMD5'],
    ]),
    skipped: new Set(['SelectObjectContent', 'WriteGetObjectResponse', 'CreateSession', 'ListDirectoryBuckets']),
  },
};

for (const [service, coverage] of Object.entries(covered)) {
  for (const [spoken, protocol] of Object.entries({ 'its own protocol': undefined, ...coverage.also })) {
    describe(`${service} operations in ${spoken}`, () => {
      const operations = [...(serviceModel(service)?.operations.values() ?? [])];
      operations
        .filter(({ name }, index) => !coverage.skipped.has(name) && (coverage.sampled?.(index) ?? true))
        .forEach((operation) => void test(operation.name, () => surviveTheWire(operation, coverage, protocol)));
    });
  }
}

async function surviveTheWire({ service, name, input, output }: OperationModel, { without }: Coverage, protocol: Called['protocol']): Promise<void> {
  const anything = (schema: OperationModel['input']): fc.Arbitrary<object> =>
    schema && !schema.isUnitSchema() ? (anyValue(schema, { without }) as fc.Arbitrary<object>) : fc.constant({});
  await fc.assert(
    fc.asyncProperty(anything(input), anything(output), async (drawn, given) => {
      const sent = service === 's3' && input && 'Bucket' in input.getMemberSchemas() ? { Bucket: 'a-bucket', ...drawn } : drawn;
      let got: object = {};
      const answer = await callThroughClient({ service, operation: name, protocol }, async (parsed) => { got = await settled(parsed); return given; }, sent);
      const { $metadata, ...read } = await settled(answer) as Record<string, unknown>;
      assert.ok($metadata);
      const expected = comparable(sent);
      const mine = comparable(got) as Record<string, unknown>;
      assert.deepEqual(Object.fromEntries(Object.keys(expected as object).map((key) => [key, mine[key]])), expected);
      assert.deepEqual(comparable(read), comparable(given));
    }),
    { numRuns: 4, seed: 20_260_105, endOnFailure: true },
  );
}

/** The same with streams read to their ends. */
async function settled(value: object): Promise<object> {
  const entries = Object.entries(value).map(async ([key, member]) => [key, isStream(member) ? await bytesOf(member) : member] as const);
  return Object.fromEntries(await Promise.all(entries));
}

function isStream(value: unknown): value is AsyncIterable<Uint8Array> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Bytes of any kind as hexadecimal, and no members that are undefined, or maps without entries: headers cannot tell these apart. */
function comparable(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(comparable);
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined && !isEmptyMap(member)).map(([key, member]) => [key, comparable(member)]));
}

function isEmptyMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype && Object.keys(value).length === 0;
}
