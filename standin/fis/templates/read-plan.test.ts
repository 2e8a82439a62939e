/** What makes no experiment, and what is said of it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  CreateExperimentTemplateCommand,
  type CreateExperimentTemplateActionInput,
  type CreateExperimentTemplateCommandInput,
  type CreateExperimentTemplateTargetInput,
  FisClient,
} from '@aws-sdk/client-fis';
import { CloudWatchClient, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { type StandinUnderTest, standinUnderTest } from '../../standin-under-test';
import { alarm, pausing, waiting } from '../fis-under-test';

type Template = Partial<CreateExperimentTemplateCommandInput>;

let standin: StandinUnderTest;
let fis: FisClient;

before(async () => {
  standin = await standinUnderTest();
  fis = standin.client(FisClient);
});

after(async () => {
  assert.deepEqual(standin.faults, []);
  await standin[Symbol.asyncDispose]();
});

const wait: CreateExperimentTemplateActionInput = { actionId: 'aws:fis:wait', parameters: { duration: 'PT1M' } };
const waitAfter = (...startAfter: string[]): CreateExperimentTemplateActionInput => ({ ...wait, startAfter });
const watching = (value?: string) => ({ source: 'aws:cloudwatch:alarm', value });
const bucket: CreateExperimentTemplateTargetInput = { resourceType: 'aws:s3:bucket', resourceTags: { a: 'b' }, selectionMode: 'ALL' };
const databases: CreateExperimentTemplateTargetInput = { resourceType: 'aws:rds:db', resourceTags: { a: 'b' }, selectionMode: 'ALL' };
const [bucketArn, databaseArn] = ['arn:aws:s3:::b', 'arn:aws:rds:us-east-1:123456789012:db:a'];
const rebooting = { reboot: { actionId: 'aws:rds:reboot-db-instances', targets: { DBInstances: 'found' } } };
/** A template that pauses the replication of this target. */
const of = (target: Partial<CreateExperimentTemplateTargetInput>): Template => ({ ...pausing, stopConditions: waiting.stopConditions, targets: { orders: { ...bucket, ...target } } });
/** A template that reboots this one. */
const rebooted = (target: Partial<CreateExperimentTemplateTargetInput>): Template => ({ targets: { found: { ...databases, ...target } }, actions: rebooting });
const many = <T>(count: number, one: T): Record<string, T> => Object.fromEntries(Array.from({ length: count }, (_, n) => [`n${n}`, one]));

describe('a template is refused', () => {
  const rows: [string, Template, RegExp][] = [
    ['without a role', { roleArn: undefined }, /null at 'roleArn'/],
    ['without a description', { description: undefined }, /null at 'description'/],
    ['with a token that has a blank', { clientToken: 'two words' }, /'clientToken'/],
    ['with a role that is none', { roleArn: 'arn:aws:iam::123456789012:user/chaos' }, /not the ARN of an IAM role/],
    ['with a description of 513 characters', { description: 'x'.repeat(513) }, /less than or equal to 512/],
    ['with 51 tags', { tags: many(51, 'x') }, /at most 50 tags/],
    ['with an action that is not served', { actions: { a: { actionId: 'aws:ec2:stop-instances' } } }, /aws:rds:reboot-db-instances and aws:fis:wait/],
    ['without an action', { actions: {} }, /at least one action/],
    ['with 21 actions', { actions: { first: wait, ...many(20, waitAfter('first')) } }, /at most 20 actions/],
    ['with a name that has a blank', { actions: { 'a b': wait } }, /none of them blank/],
    ['with a name of 65 characters', { actions: { ['x'.repeat(65)]: wait } }, /1 to 64 characters/],
    ['without a stop condition', { stopConditions: [] }, /at least one stop condition/],
    ['with six stop conditions', { stopConditions: Array.from({ length: 6 }, () => watching(alarm)) }, /at most 5 stop conditions/],
    ['with a stop condition of another kind', { stopConditions: [{ source: 'aws:sns:topic' }] }, /not the source of a stop condition/],
    ['with an alarm that is not named', { stopConditions: [watching()] }, /must have the ARN of an alarm/],
    ['with an alarm that is not there', { stopConditions: [watching(alarm)] }, /does not exist/],
    ['with an unknown parameter', { actions: { a: { actionId: 'aws:fis:wait', parameters: { duration: 'PT1M', speed: '1' } } } }, /Unexpected parameter "speed" found in action "a"/],
    ['without a parameter', { actions: { a: { actionId: 'aws:fis:wait' } } }, /Missing required parameter "duration"/],
    ['with an action that lasts too long', { actions: { a: { actionId: 'aws:fis:wait', parameters: { duration: 'P2D' } } } }, /between PT1M and PT12H/],
    ['with an action that lasts too short', { actions: { a: { actionId: 'aws:fis:wait', parameters: { duration: 'PT59S' } } } }, /between PT1M and PT12H/],
    ['with a duration in words', { actions: { a: { actionId: 'aws:fis:wait', parameters: { duration: 'five minutes' } } } }, /not a duration in ISO 8601/],
    ['with a value of 1025 characters', { actions: { a: { actionId: 'aws:fis:wait', parameters: { duration: 'x'.repeat(1025) } } } }, /less than or equal to 1024/],
    ['with a target that the action has not', { targets: pausing.targets, actions: { a: { ...wait, targets: { Buckets: 'orders' } } } }, /Unexpected target "Buckets" found in action "a"\./],
    ['with a target that is not defined', { actions: rebooting }, /Target "found" of action "reboot" is not defined/],
    ['without a target that the action has', { actions: { a: { actionId: 'aws:rds:reboot-db-instances' } } }, /Missing target "DBInstances"/],
    ['with a target of another type', { targets: { found: bucket }, actions: rebooting }, /must be of the resource type aws:rds:db/],
    ['with a target that nobody uses', { targets: pausing.targets }, /not used/],
    ['with actions that wait for each other', { actions: { a: waitAfter('b'), b: waitAfter('a') } }, /waits for itself/],
    ['with an action that waits for itself', { actions: { a: waitAfter('a') } }, /waits for itself/],
    ['with an action that waits for none of its own', { actions: { a: waitAfter('b') } }, /not an action of the template/],
    ['with a selection of none', of({ selectionMode: 'COUNT(0)' }), /selection mode/],
    ['with a selection of no percent', of({ selectionMode: 'PERCENT(0)' }), /selection mode/],
    ['with a selection of more than all', of({ selectionMode: 'PERCENT(101)' }), /selection mode/],
    ['with a selection in words', of({ selectionMode: 'SOME' }), /selection mode/],
    ['with both ARNs and tags', of({ resourceArns: [bucketArn] }), /either/],
    ['with ARNs of buckets, which are found by tags alone', of({ resourceTags: undefined, resourceArns: [bucketArn] }), /by resource tags only/],
    ['with neither ARNs nor tags', rebooted({ resourceTags: undefined }), /no resource tags/],
    ['with six ARNs', rebooted({ resourceTags: undefined, resourceArns: Array.from({ length: 6 }, (_, n) => `${databaseArn}${n}`) }), /1 to 5 resource ARNs/],
    ['with both ARNs and filters', rebooted({ resourceTags: undefined, resourceArns: [databaseArn], filters: [{ path: 'Engine', values: ['postgres'] }] }), /both resource ARNs and filters/],
    ['with a parameter that its type does not have', rebooted({ parameters: { vpc: 'vpc-1' } }), /does not support the parameter "vpc"/],
    ['with a mode that there is not', { experimentOptions: { emptyTargetResolutionMode: 'wait' as 'fail' } }, /not an empty target resolution mode/],
    ['with accounts in a way that there is not', { experimentOptions: { accountTargeting: 'all' as 'single-account' } }, /not an account targeting mode/],
    ['with the actions mode, which is for the start', { experimentOptions: { actionsMode: 'skip-all' } as CreateExperimentTemplateCommandInput['experimentOptions'] }, /option of StartExperiment/],
  ];
  for (const [name, change, message] of rows) {
    test(name, async () => {
      const refused = fis.send(unread(new CreateExperimentTemplateCommand({ ...waiting, clientToken: name.replaceAll(' ', '-'), ...change })));
      await assert.rejects(refused, (error: Error & { $metadata: { httpStatusCode?: number } }) => {
        assert.deepEqual([error.name, error.$metadata.httpStatusCode], ['ValidationException', 400]);
        assert.match(error.message, message);
        return true;
      });
    });
  }
});

/** The published client sends no member that it does not know; what is given to this one is sent. */
function unread(command: CreateExperimentTemplateCommand): CreateExperimentTemplateCommand {
  const { experimentOptions } = command.input;
  if (!experimentOptions) return command;
  command.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { body: string };
      request.body = JSON.stringify({ ...(JSON.parse(request.body) as object), experimentOptions });
      return next(args);
    },
    { step: 'build', priority: 'low' },
  );
  return command;
}

test('an alarm of another region or account is not there', async () => {
  const west = standin.client(CloudWatchClient, 'us-west-2');
  const quiet = { Namespace: 'Shop', MetricName: 'Lag', Statistic: 'Maximum', Period: 60, EvaluationPeriods: 1, Threshold: 5, ComparisonOperator: 'GreaterThanThreshold' } as const;
  await west.send(new PutMetricAlarmCommand({ AlarmName: 'behind', ...quiet }));
  const stopConditions = [watching(alarm.replace('us-east-1', 'us-west-2'))];
  await assert.rejects(fis.send(new CreateExperimentTemplateCommand({ ...waiting, clientToken: 'elsewhere', stopConditions })), { name: 'ValidationException', message: /does not exist in this account and region/ });
});

test('what AWS has and is not served here is refused by its name', async () => {
  const refused = async (change: Template): Promise<[string, number | undefined]> => {
    const error = await fis.send(unread(new CreateExperimentTemplateCommand({ ...waiting, clientToken: 'more', ...change }))).catch((reason: Error & { $metadata: { httpStatusCode?: number } }) => reason);
    return error instanceof Error ? [error.message, error.$metadata.httpStatusCode] : ['accepted', 200];
  };
  const cases: [Template, RegExp][] = [
    [rebooted({ filters: [{ path: 'AvailabilityZone', values: ['us-east-1a'] }] }), /filters of targets/],
    [rebooted({ parameters: { availabilityZoneIdentifiers: 'us-east-1a' } }), /availabilityZoneIdentifiers/],
    [{ logConfiguration: { logSchemaVersion: 2, cloudWatchLogsConfiguration: { logGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:a:*' } } }, /logs of experiments/],
    [{ experimentOptions: { accountTargeting: 'multi-account' } }, /several accounts/],
  ];
  for (const [change, message] of cases) {
    const [said, status] = await refused(change);
    assert.match(said, message);
    assert.equal(status, 501);
  }
});

test('ten actions at most begin at once', async () => {
  const make = (count: number) => fis.send(new CreateExperimentTemplateCommand({ ...waiting, clientToken: `of-${count}`, actions: many(count, wait) }));
  await assert.rejects(make(11), { name: 'ServiceQuotaExceededException' });
  await make(10);
});

test('one kind of action may be there under several names', async () => {
  const { experimentTemplate } = await fis.send(new CreateExperimentTemplateCommand({ ...waiting, clientToken: 'twice', actions: { first: wait, second: waitAfter('first') } }));
  assert.deepEqual(Object.values(experimentTemplate?.actions ?? {}).map(({ actionId }) => actionId), ['aws:fis:wait', 'aws:fis:wait']);
});
