/** The parameters that AWS publishes: the newest images of a region. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DescribeImagesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetParameterCommand, GetParametersByPathCommand, GetParametersCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { type StandinUnderTest, standinUnderTest } from '../standin-under-test';
import { clientIn, home, valueOf } from './ssm-under-test';

let standin: StandinUnderTest;
let client: SSMClient;
const linux = '/aws/service/ami-amazon-linux-latest';

before(async () => {
  standin = await standinUnderTest();
  client = clientIn(standin);
});
after(async () => {
  await standin[Symbol.asyncDispose]();
  assert.deepEqual(standin.faults, []);
});

test('AWS publishes the ids of the images that instances are started from', async () => {
  const name = `${linux}/al2023-ami-kernel-default-x86_64`;
  const { Parameter: published } = await client.send(new GetParameterCommand({ Name: name }));
  assert.deepEqual([published?.ARN, published?.DataType], [`arn:aws:ssm:${home}::parameter${name}`, 'aws:ec2:image']);
  const { Images = [] } = await standin.client(EC2Client, home).send(new DescribeImagesCommand({ ImageIds: [published?.Value ?? ''] }));
  assert.deepEqual(Images.map(({ Architecture, ImageOwnerAlias }) => [Architecture, ImageOwnerAlias]), [['x86_64', 'amazon']]);
  assert.notEqual(await valueOf(clientIn(standin, 'us-east-1'), name), published?.Value);
});

test('they are read by path and several at once, and what the stand-in does not have of them is refused', async () => {
  const { Parameters: below = [] } = await client.send(new GetParametersByPathCommand({ Path: linux }));
  assert.equal(below.length, 4);
  const ubuntu = '/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id';
  const { Parameters: both = [] } = await client.send(new GetParametersCommand({ Names: [ubuntu, `${linux}/al2023-ami-kernel-6.1-arm64`] }));
  for (const { Value } of both) assert.match(Value ?? '', /^ami-[0-9a-f]{17}$/);
  await assert.rejects(valueOf(client, `${linux}/amzn2-ami-hvm-x86_64-gp2`), { name: 'NotImplemented' });
  await assert.rejects(client.send(new GetParametersByPathCommand({ Path: '/aws/service/global-infrastructure' })), { name: 'NotImplemented' });
});
