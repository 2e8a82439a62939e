/** What AWS refuses is one kind of error; what goes wrong here stays what it is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NoSuchKey, S3ServiceException } from '@aws-sdk/client-s3';
import { AwsRefusal, asRefusal } from './refusal';

const thrown = (name: string, httpStatusCode?: number): S3ServiceException =>
  new S3ServiceException({ name, $fault: 'client', message: 'said AWS', $metadata: { httpStatusCode } });

test('an error of an SDK client becomes a refusal that says who refused what, and keeps its cause', () => {
  const cause = new NoSuchKey({ message: 'said AWS', $metadata: { httpStatusCode: 404 } });
  const refusal = asRefusal('s3', 'GetObject', cause);
  assert.equal(refusal.message, 's3 GetObject was refused: NoSuchKey (said AWS)');
  const { service, operation, code, status } = refusal;
  assert.deepEqual({ service, operation, code, status, cause: refusal.cause }, { service: 's3', operation: 'GetObject', code: 'NoSuchKey', status: 404, cause });
});

test('the code that the answer carries goes before the name that the client gives it', () => {
  const error = Object.assign(thrown('InvalidDBInstanceStateFault', 400), { Code: 'InvalidDBInstanceState' });
  assert.equal(asRefusal('rds', 'ModifyDBInstance', error).code, 'InvalidDBInstanceState');
});

test('trying again helps against throttling and against faults of the service, and against nothing else', () => {
  const isPassing = (name: string, status?: number): boolean => asRefusal('s3', 'PutObject', thrown(name, status)).isPassing;
  for (const code of ['Throttling', 'ThrottlingException', 'RequestLimitExceeded', 'SlowDown', 'TooManyRequestsException', 'RequestTimeout']) assert.ok(isPassing(code, 400), code);
  for (const status of [500, 502, 503]) assert.ok(isPassing('Whatever', status), String(status));
  for (const [code, status] of [['NoSuchBucket', 404], ['AccessDenied', 403], ['BucketAlreadyExists', 409], ['Whatever', undefined]] as const) assert.ok(!isPassing(code, status), code);
});

test('any other error is thrown on as it is', () => {
  for (const error of [new TypeError('a bug of ours'), 'text', undefined]) {
    assert.throws(() => asRefusal('s3', 'GetObject', error), (same) => same === error);
  }
  assert.ok(asRefusal('s3', 'GetObject', thrown('X')) instanceof AwsRefusal);
});
