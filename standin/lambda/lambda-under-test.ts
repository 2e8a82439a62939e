/** A Lambda of its own for a test to talk to, with a role for its functions, and zips of handlers that a test writes down. */
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, type CreateFunctionCommandInput, InvokeCommand, type InvokeCommandInput, LambdaClient } from '@aws-sdk/client-lambda';
import { deflateRawSync } from 'node:zlib';
import { crc32 } from 'node:zlib';
import { Duration } from '../../time/duration';
import { standinUnderTest, type StandinUnderTest } from '../standin-under-test';

export const role = 'arn:aws:iam::123456789012:role/orders';

export interface LambdaUnderTest extends AsyncDisposable {
  standin: StandinUnderTest;
  lambda: LambdaClient;
  /** Makes a function of the source of its `index.mjs`, and waits until it is active. */
  make(name: string, source: string, more?: Partial<CreateFunctionCommandInput>): Promise<string>;
  /** What an invocation answers, with its payload read. */
  invoke(name: string, event?: unknown, more?: Partial<InvokeCommandInput>): Promise<{ payload: unknown; failed: boolean; version: string | undefined; log: string }>;
}

export async function lambdaUnderTest(directory?: string): Promise<LambdaUnderTest> {
  const standin = await standinUnderTest(directory);
  const lambda = standin.client(LambdaClient);
  return {
    standin,
    lambda,
    make: async (name, source, more = {}) => {
      const made = await lambda.send(
        new CreateFunctionCommand({ FunctionName: name, Runtime: 'nodejs22.x', Handler: 'index.handler', Role: role, Code: { ZipFile: zipOf({ 'index.mjs': source }) }, ...more }),
      );
      await standin.pass(Duration.seconds(10));
      return made.FunctionArn ?? '';
    },
    invoke: async (name, event = {}, more = {}) => {
      const answer = await lambda.send(new InvokeCommand({ FunctionName: name, Payload: Buffer.from(JSON.stringify(event)), LogType: 'Tail', ...more }));
      const text = answer.Payload?.transformToString() ?? '';
      const log = Buffer.from(answer.LogResult ?? '', 'base64').toString('utf8');
      return { payload: text === '' ? undefined : (JSON.parse(text) as unknown), failed: answer.FunctionError !== undefined, version: answer.ExecutedVersion, log };
    },
    [Symbol.asyncDispose]: () => standin[Symbol.asyncDispose](),
  };
}

/** The role that functions of tests run as. */
export async function makeRole(standin: StandinUnderTest, trusted = 'lambda.amazonaws.com', actions: readonly string[] = ['s3:*']): Promise<void> {
  const iam = standin.client(IAMClient);
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: trusted }, Action: 'sts:AssumeRole' }] };
  await iam.send(new CreateRoleCommand({ RoleName: 'orders', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] };
  await iam.send(new PutRolePolicyCommand({ RoleName: 'orders', PolicyName: 'does', PolicyDocument: JSON.stringify(policy) }));
}

/** A zip of files, deflated, as any zipper writes it. */
export function zipOf(files: Readonly<Record<string, string>>, method: 0 | 8 = 8): Buffer {
  const [locals, directory]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const [path, text] of Object.entries(files)) {
    const [name, bytes] = [Buffer.from(path), Buffer.from(text)];
    const packed = method === 8 ? deflateRawSync(bytes) : bytes;
    const said = Buffer.alloc(26);
    [20, 0, method, 0, 0].forEach((value, place) => said.writeUInt16LE(value, place * 2));
    [crc32(bytes), packed.length, bytes.length].forEach((value, place) => said.writeUInt32LE(value, 10 + place * 4));
    said.writeUInt16LE(name.length, 22);
    locals.push(Buffer.from('PK\x03\x04'), said, name, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), said, rest, name);
    at += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  const count = Object.keys(files).length;
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...directory, end]);
}
