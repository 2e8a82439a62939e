/** A lock that is tried: what is refused is told from what succeeds, and both from what could not be asked. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AwsRefusal } from '../../aws/calls/refusal';
import type { S3 } from '../../aws/s3/s3';
import { Compromised } from '../../measure/endings';
import { Duration } from '../../time/duration';
import { PlanFellShort } from '../drill';
import { attemptRemoval, checkAttemptsAreOnRecord } from '../phases/protections/lock';
import { type BucketUnderTest, bucketUnderTest, keyOf } from './bucket-under-test';

const receipts = { component: 'receipts' } as const;

const checks = (ground: BucketUnderTest): unknown[] => ground.entries('check').map(({ check, passed, population, examined }) => [check, passed, population, examined]);

/** Has S3 answer something else to one verb; what it really says is not asked. */
function answering(s3: S3, verb: 'delete' | 'deleteBucket', answer: () => Promise<void>): void {
  Object.defineProperty(s3, verb, { value: answer });
}

describe('a lock', () => {
  test('that holds refuses every version, the end of versioning and the end of the bucket, each with a check of its own', async () => {
    await using ground = await bucketUnderTest(receipts);
    await attemptRemoval(ground.drill, 'receipts');
    assert.deepEqual(checks(ground), [
      ['refusal of removing every version for good', true, 60, 60],
      ['refusal of suspending versioning', true, 1, 1],
      ['refusal of deleting the bucket', true, 1, 1],
    ]);
    const details = ground.entries('check').map(({ detail }) => detail);
    for (const [index, said] of ['60 of 60 attempts refused: s3 DeleteObject was refused: AccessDenied', '1 of 1 attempts refused: s3 PutBucketVersioning was refused: InvalidBucketState', '1 of 1 attempts refused: s3 DeleteBucket was refused: BucketNotEmpty'].entries()) {
      assert.ok(details[index]?.startsWith(said), details[index]);
    }
    assert.equal(ground.drill.ending.outcome, 'finished');
    assert.equal((await ground.during(() => ground.s3.versions(ground.name, ''))).length, 60);
  });

  test('is tried on every version there is, overwritten and hidden ones too, and one removal stands for all in the record', async () => {
    await using ground = await bucketUnderTest(receipts);
    await ground.during(async () => {
      await ground.s3.put(ground.name, keyOf(1), Buffer.from('newer'));
      await ground.s3.delete(ground.name, keyOf(2));
    });
    const before = ground.entries('call').length;
    await attemptRemoval(ground.drill, 'receipts');
    assert.deepEqual(checks(ground)[0], ['refusal of removing every version for good', true, 61, 61]);
    const recorded = ground.entries('call').slice(before).filter(({ operation }) => operation !== 'ListObjectVersions');
    assert.deepEqual(recorded.map(({ operation, outcome }) => `${operation} ${outcome}`), ['DeleteObject refused', 'PutBucketVersioning refused', 'DeleteBucket refused']);
  });

  test('is never passed over in trying it', async () => {
    await using ground = await bucketUnderTest(receipts);
    await attemptRemoval(ground.drill, 'receipts');
    assert.ok(ground.entries('call').every(({ input }) => input['BypassGovernanceRetention'] === undefined));
  });

  test('that does not hold has fallen short, with how much of what could be removed', async () => {
    await using ground = await bucketUnderTest({ ...receipts, mischief: ['ignored-lock'] });
    await assert.rejects(attemptRemoval(ground.drill, 'receipts'), (error) => {
      assert.ok(error instanceof PlanFellShort);
      assert.match(error.message, /What locks "receipts" did not hold: removing every version for good succeeded 60 times of 60/);
      return true;
    });
    assert.deepEqual(checks(ground)[0], ['refusal of removing every version for good', false, 60, 60]);
    assert.equal(ground.drill.ending.outcome, 'finished', 'what was tried says something about the plan');
  });

  test('that keeps some versions and not others does not hold', async () => {
    await using ground = await bucketUnderTest({ component: 'receipts', instead: { lock: { mode: 'GOVERNANCE', for: Duration.days(1) } } });
    await ground.during(async () => {
      await ground.drill.clock.sleep(Duration.days(2));
      await ground.s3.put(ground.name, keyOf(1), Buffer.from('locked for a day'));
    });
    await assert.rejects(attemptRemoval(ground.drill, 'receipts'), /removing every version for good succeeded 60 times of 61\./);
    assert.deepEqual(checks(ground), [
      ['refusal of removing every version for good', false, 61, 61],
      ['refusal of suspending versioning', true, 1, 1],
      ['refusal of deleting the bucket', true, 1, 1],
    ]);
  });

  test('of a bucket that holds nothing was not tried on anything', async () => {
    await using ground = await bucketUnderTest({ ...receipts, mischief: ['ignored-lock'] });
    await ground.during(async () => {
      for (const { key, versionId } of await ground.s3.versions(ground.name, '')) await ground.s3.delete(ground.name, key, { versionId });
    });
    await assert.rejects(attemptRemoval(ground.drill, 'receipts'), /deleting the bucket succeeded 1 times of 1/);
    assert.deepEqual(checks(ground)[0], ['refusal of removing every version for good', null, 0, 0]);
  });

  for (const [why, code, status] of [['an outage', 'InternalError', 500], ['a region that is down', 'ServiceUnavailable', 503], ['a key that has expired', 'ExpiredToken', 400], ['a bucket that is gone', 'NoSuchBucket', 404]] as const) {
    test(`that could not be tried for ${why} has refused nothing, and the drill says nothing about the plan`, async () => {
      await using ground = await bucketUnderTest(receipts);
      answering(ground.s3, 'deleteBucket', async () => {
        throw new AwsRefusal('s3', 'DeleteBucket', code, status, 'not now');
      });
      await assert.rejects(attemptRemoval(ground.drill, 'receipts'), { code });
      assert.deepEqual([checks(ground), ground.drill.ending.outcome], [[], 'compromised']);
    });
  }

  test('is not tried where the plan has none', async () => {
    await using ground = await bucketUnderTest();
    await assert.rejects(attemptRemoval(ground.drill, 'invoices'), (error) => error instanceof Compromised && /gives "invoices" no lock.*Add lock to it/.test(error.message));
    assert.equal((await ground.during(() => ground.s3.versions(ground.name, ''))).length, 60);
  });
});

describe('the record of calls', () => {
  test('names who tried, for each version and each way, some minutes later', async () => {
    await using ground = await bucketUnderTest(receipts);
    const began = ground.drill.clock.now();
    await attemptRemoval(ground.drill, 'receipts');
    await checkAttemptsAreOnRecord(ground.drill, 'receipts');
    assert.deepEqual(checks(ground).at(-1), ['record of attempts', true, 62, 62]);
    assert.match(ground.entries('check').at(-1)?.detail ?? '', /^62 of 62 refused attempts are on record as those of arn:aws:iam::123456789012:root$/);
    assert.ok(ground.drill.clock.now().since(began).compare(Duration.minutes(2)) > 0, 'CloudTrail takes a while');
  });

  test('that leaves out what was refused has fallen short', async () => {
    await using ground = await bucketUnderTest({ ...receipts, mischief: ['silent-trail'] });
    await attemptRemoval(ground.drill, 'receipts');
    await assert.rejects(checkAttemptsAreOnRecord(ground.drill, 'receipts'), (error) => {
      assert.ok(error instanceof PlanFellShort);
      assert.match(error.message, /^Who tried to remove "receipts" is not on record 30 min later: 0 of 62 refused attempts/);
      return true;
    });
    assert.deepEqual(checks(ground).at(-1), ['record of attempts', false, 62, 62]);
  });

  test('is looked through only once something was tried', async () => {
    await using ground = await bucketUnderTest(receipts);
    await assert.rejects(checkAttemptsAreOnRecord(ground.drill, 'receipts'), (error) => error instanceof Compromised && /nothing was tried before/.test(error.message));
  });
});
