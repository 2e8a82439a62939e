/** AWS Backup as a drill uses it, against the stand-in: vaults and plans that are filled, listed and taken back, and a bucket restored. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Duration } from '../time/duration';
import type { Backup, BackupSchedule } from './backup';
import { region, type ServicesUnderTest, servicesUnderTest } from './services-under-test';

const bucket = 'muster-backup-test';
const managed = ['AWSBackupServiceRolePolicyForBackup', 'AWSBackupServiceRolePolicyForRestores'].map((name) => `arn:aws:iam::aws:policy/service-role/${name}`);

let ground: ServicesUnderTest;
let backup: Backup;
let hourly: BackupSchedule;

describe('AWS Backup on the stand-in', () => {
  before(async () => {
    ground = await servicesUnderTest({ drill: 'backup' });
    const { services } = ground;
    backup = services.backup(region);
    await during(async () => {
      const roleArn = await services.roles(region).create({ name: 'backups', service: 'backup.amazonaws.com', allow: [], managed, tags: {} });
      await services.s3(region).createBucket(bucket);
      await services.s3(region).enableVersioning(bucket);
      await services.s3(region).put(bucket, 'a', Buffer.from('one'));
      const rules = [{ name: 'hourly', schedule: 'cron(0 * ? * * *)', keepFor: Duration.days(7), continuous: false }];
      hourly = { name: 'hourly', vault: 'shop', rules, resourceArn: `arn:aws:s3:::${bucket}`, roleArn, tags: { drill: 'backup' } };
    });
  });
  after(() => ground.target.close());

  const during = <T>(main: () => Promise<T>): Promise<T> => ground.clock.during(main);

  test('a vault is made once, however often it is asked for, and of one that is not there nothing is deleted or found', async () => {
    await during(async () => {
      const arn = await backup.createVault('shop', { drill: 'backup' });
      assert.match(arn, /^arn:aws:backup:eu-central-1:\d{12}:backup-vault:shop$/);
      assert.equal(await backup.createVault('shop', { drill: 'backup' }), arn);
      assert.deepEqual([await backup.recoveryPoints('none'), await backup.deleteVault('none'), await backup.deleteSchedule('none')], [[], false, false]);
    });
  });

  test('a plan fills its vault until it is deleted; what it holds is listed, the oldest first, and keeps the vault', async () => {
    await during(async () => {
      await backup.schedule(hourly);
      await ground.clock.sleep(Duration.hours(3));
      assert.deepEqual([await backup.deleteSchedule('hourly'), await backup.deleteSchedule('hourly')], [true, false]);
      await ground.clock.sleep(Duration.hours(1));
      const points = await backup.recoveryPoints('shop');
      assert.ok(points.length >= 2 && points.every(({ status, continuous }) => status === 'COMPLETED' && !continuous));
      assert.deepEqual(points.toSorted((a, b) => a.createdAt.compare(b.createdAt)), points);
      await ground.clock.sleep(Duration.hours(2));
      assert.equal((await backup.recoveryPoints('shop')).length, points.length);
      await assert.rejects(backup.deleteVault('shop'), { name: 'AwsRefusal', code: 'InvalidRequestException' });
    });
  });

  test('a bucket is restored as it was recorded, once for one token', async () => {
    await during(async () => {
      const [point] = await backup.recoveryPoints('shop');
      assert.ok(point);
      const metadata = { ...(await backup.restoreMetadata('shop', point.arn)), DestinationBucketName: `${bucket}-again`, NewBucket: 'true' };
      const restore = { pointArn: point.arn, roleArn: hourly.roleArn, metadata, token: 'once' };
      const job = await backup.startRestore(restore);
      assert.equal(await backup.startRestore(restore), job);
      await ground.clock.sleep(Duration.hours(1));
      assert.deepEqual(await backup.restoreJob(job), { status: 'COMPLETED', message: '', made: 'arn:aws:s3:::muster-backup-test-again' });
      assert.equal(Buffer.from((await ground.services.s3(region).get(`${bucket}-again`, 'a')) ?? []).toString(), 'one');
    });
  });

  test('a continuous recovery point is told from others by its ARN', async () => {
    await during(async () => {
      await backup.createVault('moments', {});
      const [rule] = hourly.rules;
      assert.ok(rule);
      await backup.schedule({ ...hourly, name: 'moments', vault: 'moments', rules: [{ ...rule, continuous: true }] });
      await ground.clock.sleep(Duration.hours(2));
      assert.deepEqual((await backup.recoveryPoints('moments')).map(({ status, continuous }) => [status, continuous]), [['AVAILABLE', true]]);
    });
  });

  test('a vault is deleted once its recovery points are, and one that is gone already is no matter', async () => {
    await during(async () => {
      const points = await backup.recoveryPoints('shop');
      for (const { arn } of points) await backup.deleteRecoveryPoint('shop', arn);
      await ground.clock.sleep(Duration.minutes(10));
      for (const { arn } of points) await backup.deleteRecoveryPoint('shop', arn);
      assert.deepEqual([await backup.deleteVault('shop'), await backup.deleteVault('shop')], [true, false]);
    });
  });
});
