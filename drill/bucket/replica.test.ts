/** A bucket's replica: what it holds against what it should, and what its alarm says. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { AlarmState } from '../../aws/alarms';
import { Compromised } from '../../measure/endings';
import { Duration } from '../../time/duration';
import { PlanFellShort } from '../drill';
import { awaitQuietAlarm, checkReplicaFollows, noticeStop } from '../phases/protections/replica';
import type { Replica } from '../subject';
import { type BucketUnderTest, bucketUnderTest, copyOf, keyOf, saying, spoil } from './bucket-under-test';

function replicaOf({ bucket }: BucketUnderTest): Replica {
  assert.ok(bucket.replica);
  return bucket.replica;
}

const pass = ({ drill }: BucketUnderTest, length: Duration): Promise<void> => drill.clock.sleep(length);

/** What CloudWatch says of the alarm from now on; the last of them for ever. */
function alarmSays({ bucket, drill }: BucketUnderTest, ...states: (AlarmState | undefined)[]): void {
  const alarms = drill.services.alarms(bucket.resource.replica?.region ?? '');
  Object.defineProperty(alarms, 'state', { configurable: true, value: async () => (states.length > 1 ? states.shift() : states[0]) });
}

const ok: AlarmState = { state: 'OK', reason: 'All is well.' };
const off: AlarmState = { state: 'ALARM', reason: 'Threshold Crossed.' };
const unknown: AlarmState = { state: 'INSUFFICIENT_DATA', reason: 'Unchecked.' };

describe('what a replica holds', () => {
  let ground: BucketUnderTest;
  before(async () => {
    ground = await bucketUnderTest();
    await ground.during(() => pass(ground, Duration.minutes(15)));
  });
  after(() => ground[Symbol.asyncDispose]());

  const seen = async (waited = Duration.zero) => {
    const now = ground.drill.clock.now();
    return ground.during(async () => {
      await pass(ground, waited);
      return replicaOf(ground).follows(now);
    });
  };

  test('is the same once S3 has followed', async () => {
    assert.deepEqual(await seen(), { good: true, saw: '60 of 60 objects are the same, 0 are in the replica alone', compared: 60 });
  });

  test('lacks what was just written, until it has been copied', async () => {
    await ground.during(async () => {
      await ground.s3.put(ground.name, keyOf(7), Buffer.from('another one'));
      await ground.s3.put(ground.name, keyOf(61), Buffer.from('one more'));
      await pass(ground, Duration.seconds(1));
    });
    const lacking = await seen();
    assert.deepEqual([lacking.good, lacking.compared], [false, 61]);
    assert.match(lacking.saw, /^59 of 61 objects are the same, 0 are in the replica alone \(invoices\/2025\/000(07|61)\.json is not\)$/);
    assert.equal((await seen(Duration.minutes(15))).saw, '61 of 61 objects are the same, 0 are in the replica alone');
  });

  test('need not be what is written later than asked for', async () => {
    const now = ground.drill.clock.now();
    const later = await ground.during(async () => {
      await pass(ground, Duration.seconds(5));
      await ground.s3.put(ground.name, keyOf(62), Buffer.from('later'));
      return replicaOf(ground).follows(now);
    });
    assert.deepEqual([later.good, later.compared], [true, 61]);
  });

  test('has too much while a delete is on its way, or where somebody wrote into it', async () => {
    await ground.during(async () => {
      await pass(ground, Duration.minutes(15));
      await ground.s3.delete(ground.name, keyOf(62));
    });
    assert.equal((await seen()).saw, '61 of 61 objects are the same, 1 are in the replica alone');
    await ground.during(async () => {
      await pass(ground, Duration.minutes(15));
      const { s3, bucket } = copyOf(ground);
      await s3.put(bucket, 'foreign', Buffer.from('not ours'));
      await s3.put(bucket, 'witness/00000099', Buffer.from('written into it after a switch'));
    });
    const extra = await seen();
    assert.deepEqual([extra.good, extra.saw], [false, '61 of 61 objects are the same, 1 are in the replica alone']);
  });

  test('cannot be told from nothing', async () => {
    const past = ground.drill.clock.now().minus(Duration.days(1));
    assert.equal((await ground.during(() => replicaOf(ground).follows(past))).good, null);
  });
});

describe('that a replica follows', () => {
  test('is checked until it holds everything, with what was compared', async () => {
    await using ground = await bucketUnderTest();
    await checkReplicaFollows(ground.drill, 'invoices');
    const [check] = ground.entries('check');
    assert.deepEqual([check?.check, check?.passed, check?.provesData, check?.population, check?.examined], ['replica', true, true, 60, 60]);
    const looks = ground.entries('look').filter(({ subject }) => subject === 'replica of invoices');
    assert.deepEqual([looks[0]?.good, looks.at(-1)?.good], [false, true]);
  });

  test('has fallen short when it does not in the time that S3 promises', async () => {
    await using ground = await bucketUnderTest({ mischief: ['stalled-replication'] });
    const began = ground.drill.clock.now();
    await assert.rejects(checkReplicaFollows(ground.drill, 'invoices'), saying(PlanFellShort, 'does not hold what "invoices" held 15 min earlier: 0 of 60 objects are the same'));
    assert.equal(Math.round(ground.drill.clock.now().since(began).seconds / 60), 15);
    assert.equal(ground.entries('check')[0]?.passed, false);
  });

  test('is not known of an empty bucket', async () => {
    await using ground = await bucketUnderTest();
    await ground.during(async () => {
      for (const { key, versionId } of await ground.s3.versions(ground.name, '')) await ground.s3.delete(ground.name, key, { versionId });
    });
    await assert.rejects(checkReplicaFollows(ground.drill, 'invoices'), PlanFellShort);
    assert.equal(ground.entries('check')[0]?.passed, null);
  });
});

describe('the alarm on a replication', () => {
  test('is quiet, is off, cannot tell, or is not there', async () => {
    await using ground = await bucketUnderTest();
    const say = (...states: (AlarmState | undefined)[]) => {
      alarmSays(ground, ...states);
      return replicaOf(ground).alarmIsQuiet();
    };
    assert.deepEqual(await say(ok), { good: true, saw: 'OK: All is well.' });
    assert.deepEqual(await say(off), { good: false, saw: 'ALARM: Threshold Crossed.' });
    assert.deepEqual(await say(unknown), { good: null, saw: 'INSUFFICIENT_DATA: Unchecked.' });
    const none = await say(undefined);
    assert.deepEqual([none.good, none.saw], [null, `there is no alarm ${copyOf(ground).lagAlarm}`]);
  });

  test('is waited for until it knows that all is well', async () => {
    await using ground = await bucketUnderTest();
    alarmSays(ground, unknown, unknown, ok);
    await awaitQuietAlarm(ground.drill, 'invoices');
    assert.deepEqual(ground.entries('look').slice(-3).map(({ good }) => good), [null, null, true]);
  });

  test('that is off, cannot tell, or is not there before anything is broken would prove nothing by going off', async () => {
    for (const [state, said] of [[off, 'the last look saw: ALARM: Threshold Crossed.'], [unknown, 'saw: INSUFFICIENT_DATA: Unchecked.'], [undefined, 'there is no alarm']] as const) {
      await using ground = await bucketUnderTest();
      alarmSays(ground, state);
      await assert.rejects(awaitQuietAlarm(ground.drill, 'invoices'), (error) => {
        assert.ok(saying(Compromised, 'is not quiet before anything is broken', said)(error) && error instanceof Error);
        assert.match(error.message, /[^.]\.$/, 'one full stop is enough');
        return true;
      });
      assert.equal(ground.drill.ending.outcome, 'compromised');
    }
  });

  test('that goes off is when its owners notice, and the promise counts from the fault', async () => {
    await using ground = await bucketUnderTest();
    await spoil(ground, {});
    alarmSays(ground, ok, ok, unknown, off);
    await noticeStop(ground.drill, 'invoices');
    const [promise] = ground.entries('promise');
    assert.deepEqual([promise?.promise, promise?.objectiveSeconds, promise?.from, promise?.to], ['notice', 1_800, 'fault', 'detected']);
    const [fault, detected] = [ground.subject.marks.get('fault'), ground.subject.marks.get('detected')];
    assert.ok(fault && detected);
    const minutes = [detected.notBefore, detected.notAfter].map((instant) => Math.round(instant.since(fault.notBefore).seconds / 60));
    assert.deepEqual(minutes, [1, 3], 'after the last look that knew it to be quiet');
  });

  test('that is off already was off at the fault, as far as anybody knows', async () => {
    await using ground = await bucketUnderTest();
    await spoil(ground, {});
    alarmSays(ground, off);
    await ground.during(() => pass(ground, Duration.minutes(10)));
    await noticeStop(ground.drill, 'invoices');
    assert.equal(ground.subject.marks.get('detected')?.notBefore, ground.subject.marks.get('fault')?.notBefore);
  });

  test('that stays quiet twice as long as promised, or cannot tell, has fallen short', async () => {
    for (const state of [ok, unknown, undefined]) {
      await using ground = await bucketUnderTest();
      await spoil(ground, {});
      alarmSays(ground, state);
      const began = ground.drill.clock.now();
      await assert.rejects(noticeStop(ground.drill, 'invoices'), saying(PlanFellShort, 'was not noticed within 1 h'));
      assert.equal(Math.round(ground.drill.clock.now().since(began).seconds / 60), 60);
      assert.equal(ground.subject.marks.has('detected'), false);
    }
  });

  test('proves nothing by going off where nothing was stopped', async () => {
    await using ground = await bucketUnderTest();
    await assert.rejects(noticeStop(ground.drill, 'invoices'), saying(Compromised, 'nothing has stopped it'));
    assert.deepEqual(ground.entries('promise'), []);
  });
});
