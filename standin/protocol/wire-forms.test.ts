/** The bytes of answers and refusals, in each protocol: what clients that are not the SDK’s read, too. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AwsError } from '../aws-error';
import { type ServiceModel, serviceModel } from './model';
import type { Protocol } from './protocol';
import { awsQuery, ec2Query } from './query';
import { restJson } from './rest-json';
import { restXml } from './rest-xml';
import { awsJson } from './rpc/json';
import type { WireAnswer } from './wire';

const ids = { requestId: 'REQUEST', extendedRequestId: 'HOST' };
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

function modelOf(service: string): ServiceModel {
  const model = serviceModel(service);
  assert.ok(model);
  return model;
}

function refused(protocol: Protocol, service: string, error: AwsError, method = 'GET'): WireAnswer {
  return protocol.refuse(error, { ...ids, method, model: modelOf(service) });
}

function answered(protocol: Protocol, service: string, operation: string, output: object): WireAnswer {
  const found = modelOf(service).operations.get(operation);
  assert.ok(found);
  return protocol.write(modelOf(service), found, output, { ...ids, answer: { headers: {} } });
}

function text({ body }: WireAnswer): string {
  assert.ok(body instanceof Uint8Array);
  return Buffer.from(body).toString().replace(declaration, '');
}

test('AWS Backup names an error in a header, and has code, message and what was wrong in the body', () => {
  const answer = refused(restJson, 'backup', new AwsError('AlreadyExistsException', 'There is one.', { fields: { Arn: 'arn', CreatorRequestId: 'once' } }));
  assert.deepEqual([answer.status, answer.headers['x-amzn-errortype'], answer.headers['x-amzn-requestid']], [400, 'AlreadyExistsException', 'REQUEST']);
  assert.deepEqual(JSON.parse(text(answer)), { Code: 'AlreadyExistsException', Message: 'There is one.', Type: 'Sender', Arn: 'arn', CreatorRequestId: 'once' });
  const invalid = refused(restJson, 'backup', new AwsError('InvalidParameterValueException', 'No.', { fields: { Context: 'BackupVaultName' } }));
  assert.deepEqual(JSON.parse(text(invalid)), { Code: 'InvalidParameterValueException', Message: 'No.', Type: 'Sender', Context: 'BackupVaultName' });
});

test('FIS names an error in a header, and has its message in the body', () => {
  const answer = refused(restJson, 'fis', new AwsError('ServiceQuotaExceededException', 'Five.', { status: 402 }));
  assert.deepEqual([answer.status, answer.headers['x-amzn-errortype'], text(answer)], [402, 'ServiceQuotaExceededException', '{"message":"Five."}']);
});

test('AWS Query has an error with its type, code, message and request id', () => {
  const answer = refused(awsQuery, 'rds', new AwsError('DBInstanceNotFound', 'None.', { status: 404 }));
  const error = '<Error><Type>Sender</Type><Code>DBInstanceNotFound</Code><Message>None.</Message></Error>';
  assert.deepEqual([answer.status, text(answer)], [404, `<ErrorResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/">${error}<RequestId>REQUEST</RequestId></ErrorResponse>`]);
  assert.match(text(refused(awsQuery, 'sts', new AwsError('InternalFailure', 'x', { status: 500 }))), /<Type>Receiver<\/Type>/);
});

test('EC2 has errors in a list and its request id in a spelling of its own; answers name theirs first', () => {
  const answer = refused(ec2Query, 'ec2', new AwsError('InvalidVpcID.NotFound', 'None.'));
  assert.equal(text(answer), '<Response><Errors><Error><Code>InvalidVpcID.NotFound</Code><Message>None.</Message></Error></Errors><RequestID>REQUEST</RequestID></Response>');
  assert.equal(
    text(answered(ec2Query, 'ec2', 'DeleteVpc', {})),
    '<DeleteVpcResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>REQUEST</requestId></DeleteVpcResponse>',
  );
});

test('S3 has an error with its fields and both request ids, in headers of every answer, too; HEAD has the status alone', () => {
  const error = new AwsError('NoSuchBucket', 'None.', { status: 404, fields: { BucketName: 'shop' } });
  const answer = refused(restXml, 's3', error);
  assert.equal(text(answer), '<Error><Code>NoSuchBucket</Code><Message>None.</Message><BucketName>shop</BucketName><RequestId>REQUEST</RequestId><HostId>HOST</HostId></Error>');
  const head = refused(restXml, 's3', error, 'HEAD');
  assert.deepEqual([head.status, head.body], [404, undefined]);
  for (const { headers } of [answer, head, answered(restXml, 's3', 'DeleteBucket', {})]) assert.deepEqual([headers['x-amz-request-id'], headers['x-amz-id-2']], ['REQUEST', 'HOST']);
});

test('CloudWatch speaks JSON 1.0, and names an error in the words of AWS Query in a header', () => {
  const answer = refused(awsJson, 'monitoring', new AwsError('InvalidParameterCombinationException', 'Both.'));
  assert.deepEqual([answer.status, answer.headers['content-type']], [400, 'application/x-amz-json-1.0']);
  assert.equal(answer.headers['x-amzn-query-error'], 'InvalidParameterCombination;Sender');
  assert.deepEqual(JSON.parse(text(answer)), { __type: 'InvalidParameterCombinationException', message: 'Both.' });
});

test('times are seconds with a fraction in JSON, ISO 8601 with milliseconds in XML, and a date of HTTP in S3’s headers', () => {
  const at = new Date('2026-01-05T09:00:00.250Z');
  assert.match(text(answered(restJson, 'backup', 'DescribeBackupVault', { CreationDate: at })), /"CreationDate":1767603600\.25[,}]/);
  assert.match(text(answered(awsJson, 'monitoring', 'DescribeAlarmHistory', { AlarmHistoryItems: [{ Timestamp: at }] })), /"Timestamp":1767603600\.25[,}]/);
  assert.match(text(answered(awsQuery, 'rds', 'DescribeDBInstances', { DBInstances: [{ InstanceCreateTime: at }] })), />2026-01-05T09:00:00\.250Z</);
  assert.match(text(answered(restXml, 's3', 'ListBuckets', { Buckets: [{ Name: 'shop', CreationDate: at }] })), />2026-01-05T09:00:00\.250Z</);
  assert.equal(answered(restXml, 's3', 'HeadObject', { LastModified: at }).headers['last-modified'], 'Mon, 05 Jan 2026 09:00:00 GMT');
});

test('JSON leaves out what is not there', () => {
  assert.equal(text(answered(restJson, 'backup', 'ListBackupVaults', { BackupVaultList: [], NextToken: undefined })), '{"BackupVaultList":[]}');
});

test('the ARN of a recovery point is read from a path, encoded or as it is', () => {
  const read = (arn: string): string | undefined => {
    const request = { method: 'GET', host: 'localhost', path: `/backup-vaults/shop/recovery-points/${arn}`, query: new URLSearchParams(), headers: {}, body: new Uint8Array() };
    const { operation, labels } = restJson.find(modelOf('backup'), request);
    return operation.name === 'DescribeRecoveryPoint' ? labels.RecoveryPointArn : undefined;
  };
  assert.equal(read('arn%3Aaws%3Aec2%3Aus-east-1%3A%3Asnapshot%2Fsnap-1'), 'arn:aws:ec2:us-east-1::snapshot/snap-1');
  assert.equal(read('arn:aws:backup:us-east-1:123456789012:recovery-point:continuous:shop-1a2b3c4d'), 'arn:aws:backup:us-east-1:123456789012:recovery-point:continuous:shop-1a2b3c4d');
});
