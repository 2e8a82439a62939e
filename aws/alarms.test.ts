/** Alarms as a drill uses them, against the stand-in: made, asked for their state, and taken away again. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { CloudWatchClient, DescribeAlarmsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { Duration } from '../time/duration';
import type { Alarm, Alarms } from './alarms';
import { clientConfig, signingByClock } from './calls/client-config';
import { region, type ServicesUnderTest, servicesUnderTest } from './services-under-test';

const late: Alarm = {
  name: 'late', describes: 'Parcels come late', namespace: 'Shop', metric: 'Delay', dimensions: { City: 'Bonn' },
  threshold: 10, period: Duration.minutes(1), periods: 3, missingData: 'notBreaching', tags: { 'muster-drill': 'allowed' },
};

let ground: ServicesUnderTest;
let alarms: Alarms;
/** A client that the drill knows nothing of. */
let own: CloudWatchClient;

describe('an alarm', () => {
  before(async () => {
    ground = await servicesUnderTest({ drill: 'alarms' });
    alarms = ground.services.alarms(region);
    const settings = ground.target.clientSettings(region);
    own = signingByClock(new CloudWatchClient(clientConfig(settings)), settings);
  });
  after(() => ground.target.close());

  const during = <T>(main: () => Promise<T>): Promise<T> => ground.clock.during(main);
  const pass = (minutes: number): Promise<void> => ground.clock.sleep(Duration.minutes(minutes));
  const stateOf = async (name: string): Promise<string | undefined> => (await alarms.state(name))?.state;

  /** One figure in the middle of each of the next minutes. */
  async function report(minutes: number, Value: number): Promise<void> {
    for (let n = 0; n < minutes; n++) {
      const datum = { MetricName: 'Delay', Dimensions: [{ Name: 'City', Value: 'Bonn' }], Value, Timestamp: ground.clock.now().toDate() };
      await ground.clock.effect('api', () => own.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData: [datum] })));
      await pass(1);
    }
  }

  test('is what was asked for', async () => {
    const made = await during(async () => {
      await alarms.put(late);
      return ground.clock.effect('api', () => own.send(new DescribeAlarmsCommand({ AlarmNames: ['late'] })));
    });
    const [it] = made.MetricAlarms ?? [];
    assert.deepEqual(
      [it?.AlarmDescription, it?.Namespace, it?.MetricName, it?.Dimensions, it?.Statistic, it?.ComparisonOperator, it?.Threshold, it?.Period, it?.EvaluationPeriods, it?.TreatMissingData],
      ['Parcels come late', 'Shop', 'Delay', [{ Name: 'City', Value: 'Bonn' }], 'Maximum', 'GreaterThanOrEqualToThreshold', 10, 60, 3, 'notBreaching'],
    );
    assert.equal(await during(() => alarms.arn('late')), it?.AlarmArn);
    assert.match(it?.AlarmArn ?? '', /^arn:aws:cloudwatch:eu-central-1:123456789012:alarm:late$/);
  });

  test('does not know at first, is quiet, goes off after its periods at the threshold, and says why', async () => {
    await during(async () => {
      await alarms.put({ ...late, name: 'steps' });
      assert.equal(await stateOf('steps'), 'INSUFFICIENT_DATA');
      await report(5, 9.5);
      assert.equal(await stateOf('steps'), 'OK');
      await report(6, 10);
      const off = await alarms.state('steps');
      assert.equal(off?.state, 'ALARM');
      assert.match(off.reason, /^Threshold Crossed/);
    });
  });

  test('takes data that does not come as it was told to', async () => {
    await during(async () => {
      const silent = { ...late, metric: 'Nothing' };
      await alarms.put({ ...silent, name: 'silence-is-bad', missingData: 'breaching' });
      await alarms.put({ ...silent, name: 'silence-is-fine' });
      await pass(10);
      assert.deepEqual([await stateOf('silence-is-bad'), await stateOf('silence-is-fine')], ['ALARM', 'OK']);
    });
  });

  test('that is not there has no state and no ARN, in another region neither, and there is nothing to delete', async () => {
    await during(async () => {
      const elsewhere = ground.services.alarms('eu-west-1');
      assert.deepEqual([await alarms.state('none'), await alarms.arn('none'), await elsewhere.state('late')], [undefined, undefined, undefined]);
      assert.equal(await alarms.delete('none'), false);
    });
  });

  test('that was deleted is gone, and deleting it again does nothing', async () => {
    await during(async () => {
      await alarms.put({ ...late, name: 'passing' });
      assert.equal(await alarms.delete('passing'), true);
      assert.deepEqual([await alarms.state('passing'), await alarms.delete('passing')], [undefined, false]);
    });
  });

  test('is on record when it is made and deleted, not each time that somebody looks', async () => {
    await during(async () => {
      ground.calls.length = 0;
      await alarms.put({ ...late, name: 'recorded' });
      await alarms.state('recorded');
      await alarms.delete('recorded');
      assert.deepEqual(ground.calls.map(({ service, operation }) => `${service} ${operation}`), ['cloudwatch PutMetricAlarm', 'cloudwatch DeleteAlarms']);
    });
  });
});
