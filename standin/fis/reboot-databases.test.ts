/** Experiments that reboot databases and have them fail over, in the role that they name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CreateExperimentTemplateCommand, type CreateExperimentTemplateCommandInput, type FisClient, GetExperimentCommand, StartExperimentCommand } from '@aws-sdk/client-fis';
import { IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateDBInstanceCommand, DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { Duration } from '../../time/duration';
import { type StandinUnderTest, standinUnderTest } from '../standin-under-test';
import { waiting, withRole } from './fis-under-test';

const arn = (name: string) => `arn:aws:rds:us-east-1:123456789012:db:${name}`;

function rebooting(target: object, parameters: Record<string, string> = {}): CreateExperimentTemplateCommandInput {
  return {
    ...waiting,
    targets: { databases: { resourceType: 'aws:rds:db', selectionMode: 'ALL', ...target } },
    actions: { reboot: { actionId: 'aws:rds:reboot-db-instances', parameters, targets: { DBInstances: 'databases' } } },
  };
}

async function run(standin: StandinUnderTest, fis: FisClient, template: CreateExperimentTemplateCommandInput, clientToken: string) {
  const { experimentTemplate } = await fis.send(new CreateExperimentTemplateCommand({ ...template, clientToken }));
  const { experiment } = await fis.send(new StartExperimentCommand({ clientToken, experimentTemplateId: experimentTemplate?.id }));
  await standin.pass(Duration.seconds(15));
  return (await fis.send(new GetExperimentCommand({ id: experiment?.id }))).experiment;
}

test('databases are rebooted or fail over, and what cannot be done fails the experiment', async () => {
  await using standin = await standinUnderTest();
  const fis = await withRole(standin);
  const rds = standin.client(RDSClient);
  const make = (DBInstanceIdentifier: string, MultiAZ: boolean) =>
    rds.send(new CreateDBInstanceCommand({ DBInstanceIdentifier, MultiAZ, Engine: 'postgres', DBInstanceClass: 'db.t4g.micro', AllocatedStorage: 20, MasterUsername: 'keeper', MasterUserPassword: 'correct-horse', BackupRetentionPeriod: 0, Tags: [{ Key: 'drill', Value: MultiAZ ? 'pair' : 'single' }] }));
  const find = async (DBInstanceIdentifier: string) => (await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }))).DBInstances?.[0] ?? {};
  await make('pair', true);
  await make('single', false);
  await standin.pass(Duration.minutes(20));
  const { AvailabilityZone: zone } = await find('pair');

  const failedOver = await run(standin, fis, rebooting({ resourceArns: [arn('pair')] }, { forceFailover: 'true' }), 'one');
  assert.deepEqual([failedOver?.state?.status, failedOver?.actions?.reboot?.state?.status], ['completed', 'completed']);
  assert.equal((await find('pair')).DBInstanceStatus, 'rebooting');
  await standin.pass(Duration.minutes(2));
  const after = await find('pair');
  assert.deepEqual([after.DBInstanceStatus, after.SecondaryAvailabilityZone], ['available', zone]);

  const single = await run(standin, fis, rebooting({ resourceArns: [arn('single')] }, { forceFailover: 'true' }), 'two');
  assert.equal(single?.state?.status, 'failed');
  assert.match(single?.state?.reason ?? '', /MultiAZ/);
  const plain = await run(standin, fis, rebooting({ resourceTags: { drill: 'single' } }), 'three');
  assert.equal(plain?.state?.status, 'completed');
  assert.equal((await find('pair')).DBInstanceStatus, 'available');
  await standin.pass(Duration.minutes(1));
  assert.equal((await find('single')).DBInstanceStatus, 'available');
  const gone = await run(standin, fis, rebooting({ resourceArns: [arn('nobody')] }), 'four');
  assert.equal(gone?.state?.reason, 'Target resolution returned empty set.');

  const nothing = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'rds:RebootDBInstance', Resource: arn('single') }] };
  await standin.client(IAMClient).send(new PutRolePolicyCommand({ RoleName: 'chaos', PolicyName: 'not-this', PolicyDocument: JSON.stringify(nothing) }));
  const forbidden = await run(standin, fis, rebooting({ resourceArns: [arn('single')] }), 'five');
  assert.match(forbidden?.state?.reason ?? '', /rds:RebootDBInstance/);
  assert.equal((await find('single')).DBInstanceStatus, 'available');
  assert.deepEqual(standin.faults, []);
});

test('a template for databases is held to their rules', async () => {
  await using standin = await standinUnderTest();
  const fis = await withRole(standin);
  const refusedWith = async (template: CreateExperimentTemplateCommandInput): Promise<string> => fis.send(new CreateExperimentTemplateCommand(template)).then(() => 'accepted', (error: Error) => error.message);
  assert.match(await refusedWith(rebooting({ resourceArns: [arn('a')] }, { forceFailover: 'perhaps' })), /neither true nor false/);
  assert.match(await refusedWith(rebooting({ resourceArns: ['arn:aws:s3:::bucket'] })), /not the ARN/);
  assert.match(await refusedWith(rebooting({ resourceArns: Array.from({ length: 6 }, (_, n) => arn(`n${n}`)) })), /1 to 5/);
  assert.match(await refusedWith(rebooting({ resourceArns: [arn('a')], resourceTags: { drill: 'x' } })), /either/);
  assert.match(await refusedWith(rebooting({})), /no resource tags/);
});
