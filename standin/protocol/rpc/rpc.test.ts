/** What the RPC protocols refuse, and how clients of each of them hear of it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { gzipSync } from 'node:zlib';
import { AwsError } from '../../aws-error';
import { serviceModel } from '../model';
import { callThroughClient, type Called } from '../testing/one-operation';
import { awsJson } from './json';

const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

async function readJson(service: string, operation: string, body: Uint8Array, headers: Record<string, string> = {}): Promise<object> {
  const model = serviceModel(service);
  assert.ok(model);
  const request = { method: 'POST', host: 'localhost', path: '/', query: new URLSearchParams(), headers: { 'x-amz-target': `${model.target}.${operation}`, ...headers }, body };
  return awsJson.read(awsJson.find(model, request), request);
}

describe('a CloudWatch refusal', () => {
  const refuse = async (): Promise<never> => Promise.reject(new AwsError('InvalidParameterValueException', 'No such period.'));
  const spoken: Record<string, Called['protocol']> = { JSON: undefined, 'AWS Query': AwsQueryProtocol, CBOR: AwsSmithyRpcV2CborProtocol };
  for (const [name, protocol] of Object.entries(spoken)) {
    test(`is the same error to a client that speaks ${name}`, async () => {
      const call = callThroughClient({ service: 'monitoring', operation: 'ListMetrics', protocol }, refuse, {});
      await assert.rejects(call, { name: 'InvalidParameterValueException', message: 'No such period.' });
    });
  }
});

describe('a JSON body', () => {
  test('of another shape is refused, whatever is wrong with it', async () => {
    const wrong = ['x', { Targets: {} }, { Rule: 5 }, { Rule: 'a', Targets: [7] }, { Rule: 'a', Targets: [{ Id: ['b'], Arn: 'c' }] }];
    for (const body of wrong) {
      await assert.rejects(readJson('events', 'PutTargets', bytes(body)), { code: 'SerializationException' }, JSON.stringify(body));
    }
    await assert.rejects(readJson('events', 'PutTargets', Buffer.from('{"Rule":')), { code: 'SerializationException' });
  });

  test('that lacks what has to be there is told each member', async () => {
    const message =
      "2 validation errors detected: Value null at 'rule' failed to satisfy constraint: Member must not be null; " +
      "Value null at 'targets.1.member.arn' failed to satisfy constraint: Member must not be null";
    await assert.rejects(readJson('events', 'PutTargets', bytes({ Targets: [{ Id: 'a' }] })), { code: 'ValidationException', message });
  });

  test('may be compressed, and may not only say so', async () => {
    const body = bytes({ Name: 'a' });
    assert.deepEqual(await readJson('events', 'DescribeRule', gzipSync(body), { 'content-encoding': 'gzip' }), { Name: 'a' });
    await assert.rejects(readJson('events', 'DescribeRule', body, { 'content-encoding': 'gzip' }), { code: 'SerializationException' });
  });

  test('for an operation that nobody knows is refused', async () => {
    await assert.rejects(readJson('events', 'DescribeWeather', bytes({})), { code: 'UnknownOperationException' });
  });
});
