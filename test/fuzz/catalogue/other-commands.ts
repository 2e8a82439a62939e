/** Requests of the services beside S3, for each of the protocols that they speak. */
import * as monitoring from '@aws-sdk/client-cloudwatch';
import * as events from '@aws-sdk/client-eventbridge';
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as rds from '@aws-sdk/client-rds';
import * as sns from '@aws-sdk/client-sns';
import * as sts from '@aws-sdk/client-sts';

const document = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] });
const trust = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }] });
const TopicArn = 'arn:aws:sns:us-east-1:123456789012:alarms';
const Role = 'arn:aws:iam::123456789012:role/replication';
const at = new Date('2026-01-05T00:00:00Z');
const Tags = [{ Key: 'a', Value: 'b' }];
const plaintext = Buffer.from('secret');

type Commands = readonly (readonly [string, () => object])[];

export const iamCommands: Commands = [
  ['CreateUser', () => new iam.CreateUserCommand({ UserName: 'someone', Path: '/team/', Tags })],
  ['GetUser', () => new iam.GetUserCommand({ UserName: 'someone' })],
  ['PutUserPolicy', () => new iam.PutUserPolicyCommand({ UserName: 'someone', PolicyName: 'all', PolicyDocument: document })],
  ['CreatePolicy', () => new iam.CreatePolicyCommand({ PolicyName: 'every', PolicyDocument: document })],
  ['CreateRole', () => new iam.CreateRoleCommand({ RoleName: 'worker', AssumeRolePolicyDocument: trust, MaxSessionDuration: 3600 })],
  ['ListUsers', () => new iam.ListUsersCommand({ MaxItems: 3, Marker: 'abc', PathPrefix: '/' })],
  ['CreateAccessKey', () => new iam.CreateAccessKeyCommand({ UserName: 'someone' })],
  ['SimulatePrincipalPolicy', () => new iam.SimulatePrincipalPolicyCommand({ PolicySourceArn: Role, ActionNames: ['s3:GetObject'], ResourceArns: ['*'] })],
  ['AttachRolePolicy', () => new iam.AttachRolePolicyCommand({ RoleName: 'worker', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' })],
  ['DeleteUser', () => new iam.DeleteUserCommand({ UserName: 'someone' })],
];

export const stsCommands: Commands = [
  ['GetCallerIdentity', () => new sts.GetCallerIdentityCommand({})],
  ['AssumeRole', () => new sts.AssumeRoleCommand({ RoleArn: Role, RoleSessionName: 'session', DurationSeconds: 900, Policy: document })],
  ['GetSessionToken', () => new sts.GetSessionTokenCommand({ DurationSeconds: 900 })],
];

export const kmsCommands: Commands = [
  ['CreateKey', () => new kms.CreateKeyCommand({ Description: 'a key', Tags: [{ TagKey: 'a', TagValue: 'b' }] })],
  ['Encrypt', () => new kms.EncryptCommand({ KeyId: 'alias/fuzzed', Plaintext: plaintext, EncryptionContext: { a: 'b' } })],
  ['Decrypt', () => new kms.DecryptCommand({ CiphertextBlob: Buffer.alloc(80, 3), KeyId: 'alias/fuzzed' })],
  ['GenerateDataKey', () => new kms.GenerateDataKeyCommand({ KeyId: 'alias/fuzzed', KeySpec: 'AES_256' })],
  ['PutKeyPolicy', () => new kms.PutKeyPolicyCommand({ KeyId: 'alias/fuzzed', PolicyName: 'default', Policy: document })],
  ['CreateGrant', () => new kms.CreateGrantCommand({ KeyId: 'alias/fuzzed', GranteePrincipal: Role, Operations: ['Decrypt'] })],
  ['ListKeys', () => new kms.ListKeysCommand({ Limit: 2, Marker: 'abc' })],
  ['ScheduleKeyDeletion', () => new kms.ScheduleKeyDeletionCommand({ KeyId: 'alias/none', PendingWindowInDays: 7 })],
  ['CreateAlias', () => new kms.CreateAliasCommand({ AliasName: 'alias/another', TargetKeyId: 'alias/fuzzed' })],
];

export const snsCommands: Commands = [
  ['CreateTopic', () => new sns.CreateTopicCommand({ Name: 'alarms', Attributes: { DisplayName: 'Alarms' }, Tags })],
  ['Publish', () => new sns.PublishCommand({ TopicArn, Message: 'text', Subject: 'subject', MessageAttributes: { a: { DataType: 'String', StringValue: 'b' } } })],
  ['PublishBatch', () => new sns.PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: [{ Id: '1', Message: 'a' }] })],
  ['Subscribe', () => new sns.SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'someone@example.com', Attributes: { FilterPolicy: '{"a":["b"]}' } })],
  ['SetTopicAttributes', () => new sns.SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue: document })],
  ['ListTopics', () => new sns.ListTopicsCommand({ NextToken: 'abc' })],
];

export const eventsCommands: Commands = [
  ['PutRule', () => new events.PutRuleCommand({ Name: 'rule', EventPattern: '{"source":["aws.s3"],"detail":{"size":[{"numeric":[">",5]}]}}', State: 'ENABLED' })],
  ['PutRule', () => new events.PutRuleCommand({ Name: 'timer', ScheduleExpression: 'cron(0 12 * * ? *)' })],
  ['PutTargets', () => new events.PutTargetsCommand({ Rule: 'rule', Targets: [{ Id: '1', Arn: TopicArn, InputTransformer: { InputPathsMap: { a: '$.detail.b' }, InputTemplate: '"<a>"' } }] })],
  ['PutEvents', () => new events.PutEventsCommand({ Entries: [{ Source: 'me', DetailType: 'a thing', Detail: '{"b":{"c":[1,2]}}', Time: at }] })],
  ['TestEventPattern', () => new events.TestEventPatternCommand({ EventPattern: '{"a":[{"prefix":"b"}]}', Event: JSON.stringify({ id: '1', source: 'a', account: '1', region: 'r', time: '2026-01-05T00:00:00Z', resources: [], 'detail-type': 't', detail: {} }) })],
  ['ListRules', () => new events.ListRulesCommand({ NamePrefix: 'r', Limit: 2, NextToken: 'abc' })],
  ['CreateEventBus', () => new events.CreateEventBusCommand({ Name: 'bus' })],
];

export const monitoringCommands: Commands = [
  ['PutMetricData', () => new monitoring.PutMetricDataCommand({ Namespace: 'Own', MetricData: [{ MetricName: 'm', Value: 1.5, Timestamp: at, Unit: 'Count', Dimensions: [{ Name: 'a', Value: 'b' }] }] })],
  ['GetMetricData', () => new monitoring.GetMetricDataCommand({ StartTime: at, EndTime: new Date('2026-01-06'), MetricDataQueries: [{ Id: 'a', MetricStat: { Metric: { Namespace: 'Own', MetricName: 'm' }, Period: 60, Stat: 'p99' } }] })],
  ['GetMetricStatistics', () => new monitoring.GetMetricStatisticsCommand({ Namespace: 'Own', MetricName: 'm', StartTime: at, EndTime: new Date('2026-01-06'), Period: 60, Statistics: ['Sum'] })],
  ['PutMetricAlarm', () => new monitoring.PutMetricAlarmCommand({ AlarmName: 'alarm', Namespace: 'Own', MetricName: 'm', Period: 60, EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'GreaterThanThreshold', Statistic: 'Sum', AlarmActions: [TopicArn] })],
  ['DescribeAlarms', () => new monitoring.DescribeAlarmsCommand({ AlarmNamePrefix: 'a', MaxRecords: 3 })],
  ['SetAlarmState', () => new monitoring.SetAlarmStateCommand({ AlarmName: 'alarm', StateValue: 'OK', StateReason: 'because', StateReasonData: '{}' })],
];

/** No database is made: a server for each of them would be more than a fuzzer needs. */
export const rdsCommands: Commands = [
  ['DescribeDBInstances', () => new rds.DescribeDBInstancesCommand({ DBInstanceIdentifier: 'orders', MaxRecords: 20 })],
  ['DescribeDBSnapshots', () => new rds.DescribeDBSnapshotsCommand({ Filters: [{ Name: 'engine', Values: ['postgres'] }], Marker: 'abc' })],
  ['DescribeEvents', () => new rds.DescribeEventsCommand({ StartTime: at, Duration: 60, SourceType: 'db-instance' })],
  ['ModifyDBInstance', () => new rds.ModifyDBInstanceCommand({ DBInstanceIdentifier: 'orders', BackupRetentionPeriod: 3 })],
  ['RestoreDBInstanceToPointInTime', () => new rds.RestoreDBInstanceToPointInTimeCommand({ SourceDBInstanceIdentifier: 'orders', TargetDBInstanceIdentifier: 'again', RestoreTime: at })],
  ['DeleteDBInstance', () => new rds.DeleteDBInstanceCommand({ DBInstanceIdentifier: 'orders', SkipFinalSnapshot: true })],
  ['AddTagsToResource', () => new rds.AddTagsToResourceCommand({ ResourceName: 'arn:aws:rds:us-east-1:123456789012:db:orders', Tags })],
];
