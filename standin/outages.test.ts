/** A region that is down, in each protocol's words, in process and over the control path. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { Instant } from '../time/instant';
import { startStandin } from './index';
import { Journal } from './durable/journal';
import { Outages } from './outages';

type Refused = Error & { $metadata?: { httpStatusCode?: number } };

async function answerOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'answers',
    // The SDK throws nothing else for an answer that is an error.
    (error: Refused) => `${error.name} ${error.$metadata?.httpStatusCode}`,
  );
}

test('nothing in a region that is down answers, in the words of each protocol; other regions do, and what is of no region', async () => {
  const standin = await startStandin({ seed: 'outage' });
  const server = await standin.listen();
  const options = { endpoint: server.endpoint, maxAttempts: 1, credentials: { accessKeyId: 'muster', secretAccessKey: 'muster' } };
  const answers = (region: string): Promise<string[]> =>
    Promise.all([
      answerOf(new S3Client({ ...options, region, forcePathStyle: true }).send(new ListBucketsCommand({}))),
      answerOf(new RDSClient({ ...options, region }).send(new DescribeDBInstancesCommand({}))),
      answerOf(new KMSClient({ ...options, region }).send(new ListKeysCommand({}))),
      answerOf(new STSClient({ ...options, region }).send(new GetCallerIdentityCommand({}))),
    ]);
  standin.outages.take('us-east-1');
  assert.deepEqual(await answers('us-east-1'), ['ServiceUnavailable 503', 'ServiceUnavailable 503', 'ServiceUnavailableException 503', 'answers']);
  assert.deepEqual(await answers('us-west-2'), ['answers', 'answers', 'answers', 'answers']);
  standin.outages.bringBack('us-east-1');
  assert.deepEqual(await answers('us-east-1'), ['answers', 'answers', 'answers', 'answers']);
  await standin.close();
});

test('the control path takes a region down and brings it back, and says what is wrong with anything else', async () => {
  const standin = await startStandin({ seed: 'outage' });
  const server = await standin.listen();
  const post = async (body: string): Promise<[number, string]> => {
    const answer = await fetch(`${server.endpoint}/_standin/outage`, { method: 'POST', body });
    return [answer.status, await answer.text()];
  };
  assert.deepEqual(await post('{"region": "eu-west-1", "down": true}'), [200, '{"region":"eu-west-1","down":true}\n']);
  assert.equal(standin.outages.isDown('eu-west-1'), true);
  await post('{"region": "eu-west-1", "down": false}');
  assert.equal(standin.outages.isDown('eu-west-1'), false);
  const wrong: [string, RegExp][] = [
    ['', /the body must be like/],
    ['[]', /it is no JSON object/],
    ['{"down": true}', /"region\\" is one of us-east-1, us-west-2/],
    ['{"region": "mars-1", "down": true}', /"region\\" is one of/],
    ['{"region": "eu-west-1", "down": "yes"}', /"down\\" is true or false/],
  ];
  for (const [body, message] of wrong) {
    const [status, text] = await post(body);
    assert.equal(status, 400);
    assert.match(text, message);
  }
  assert.equal(standin.outages.isDown('eu-west-1'), false);
  await standin.close();
});

test('what is down is still down after a sudden end, and who waits for its return is told once', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'muster-outages-'));
  const open = (): Journal => Journal.open(join(directory, 'journal'), () => Instant.parse('2026-01-05T09:00:00Z'));
  const before = open();
  new Outages(before).take('us-east-1');
  before.close();
  const after = open();
  const outages = new Outages(after);
  const back: string[] = [];
  outages.onReturn((region) => back.push(region));
  assert.equal(outages.isDown('us-east-1'), true);
  for (const region of ['us-east-1', 'us-east-1', 'us-west-2']) outages.bringBack(region);
  assert.deepEqual([outages.isDown('us-east-1'), back], [false, ['us-east-1']]);
  after.close();
  await rm(directory, { recursive: true });
});
