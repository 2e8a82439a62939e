/** Quotas: looked up by their codes, listed by service, and never raised. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  ListAWSDefaultServiceQuotasCommand,
  ListServiceQuotasCommand,
  ListServicesCommand,
  RequestServiceQuotaIncreaseCommand,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { type StandinUnderTest, standinUnderTest } from '../standin-under-test';

let standin: StandinUnderTest;
let client: ServiceQuotasClient;

before(async () => {
  standin = await standinUnderTest();
  client = standin.client(ServiceQuotasClient, 'eu-central-1');
});
after(async () => {
  await standin[Symbol.asyncDispose]();
  assert.deepEqual(standin.faults, []);
});

const instances = { ServiceCode: 'rds', QuotaCode: 'L-7B6409FD' };

test('a quota is what AWS gives by default, in the account and without one', async () => {
  const { Quota: applied } = await client.send(new GetServiceQuotaCommand(instances));
  assert.deepEqual([applied?.QuotaName, applied?.Value, applied?.Adjustable, applied?.QuotaArn], ['DB instances', 40, true, 'arn:aws:servicequotas:eu-central-1:123456789012:rds/L-7B6409FD']);
  const { Quota: standard } = await client.send(new GetAWSDefaultServiceQuotaCommand(instances));
  assert.deepEqual([standard?.Value, standard?.QuotaArn], [40, 'arn:aws:servicequotas:eu-central-1::rds/L-7B6409FD']);
});

test('services and their quotas are listed in pages', async () => {
  const { Services = [] } = await client.send(new ListServicesCommand({}));
  for (const code of ['rds', 'ec2', 's3', 'backup', 'lambda']) assert.ok(Services.some(({ ServiceCode }) => ServiceCode === code), code);
  const { Quotas: all = [] } = await client.send(new ListServiceQuotasCommand({ ServiceCode: 'rds' }));
  const first = await client.send(new ListServiceQuotasCommand({ ServiceCode: 'rds', MaxResults: 3 }));
  const { Quotas: rest = [] } = await client.send(new ListServiceQuotasCommand({ ServiceCode: 'rds', NextToken: first.NextToken }));
  assert.deepEqual([...(first.Quotas ?? []), ...rest], all);
  const { Quotas: standard = [] } = await client.send(new ListAWSDefaultServiceQuotasCommand({ ServiceCode: 'rds' }));
  assert.equal(standard.length, all.length);
  assert.deepEqual((await client.send(new ListServiceQuotasCommand({ ServiceCode: 'rds', QuotaAppliedAtLevel: 'RESOURCE' }))).Quotas, []);
});

test('what is not there is told, and so is what is of no region anywhere but in us-east-1', async () => {
  const missing = { name: 'NoSuchResourceException', message: 'The request failed because the specified service does not exist.' };
  await assert.rejects(client.send(new ListServiceQuotasCommand({ ServiceCode: 'none' })), missing);
  await assert.rejects(client.send(new GetServiceQuotaCommand({ ...instances, QuotaCode: 'L-00000000' })), { name: 'NoSuchResourceException' });
  const roles = { ServiceCode: 'iam', QuotaCode: 'L-FE177D64' };
  await assert.rejects(client.send(new GetServiceQuotaCommand(roles)), missing);
  const { Quota } = await standin.client(ServiceQuotasClient, 'us-east-1').send(new GetServiceQuotaCommand(roles));
  assert.deepEqual([Quota?.Value, Quota?.GlobalQuota], [1000, true]);
});

test('nobody raises a quota', async () => {
  await assert.rejects(client.send(new RequestServiceQuotaIncreaseCommand({ ...instances, DesiredValue: 100 })), { name: 'NotImplemented' });
});
