/** What StartRestoreJob refuses, before there is a job. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Duration } from '../../../time/duration';
import { readPolicy } from '../../access/read-policy';
import type { Caller } from '../../service';
import type { RecoveryPoint } from '../points/recovery-point';
import { BackupUnderTest, home, refused, roleArn } from './testing/backup-under-test';
import { start } from './testing/restoring';

describe('a call is refused', () => {
  const cases: [string, string, (backup: BackupUnderTest) => Promise<unknown>][] = [
    ['for a recovery point that there is not', 'ResourceNotFoundException', (backup) => start(backup, { ...backup.point('lamp'), arn: 'arn:aws:backup:us-east-1:123456789012:recovery-point:NONE' })],
    ['in another region than the recovery point is in', 'ResourceNotFoundException', (backup) => start(backup, backup.point('lamp'), {}, { region: 'us-west-2' })],
    ['for a recovery point of another account', 'AccessDenied', (backup) => start(backup, backup.point('lamp'), {}, { accountId: '210987654321' })],
    ['for a recovery point that is being made', 'InvalidRequestException', (backup) => start(backup, backup.point('lamp', { status: 'CREATING' }))],
    ['for a recovery point that is being deleted', 'InvalidRequestException', (backup) => start(backup, backup.point('lamp', { status: 'DELETING' }))],
    ['for metadata that the type does not have', 'InvalidParameterValueException', (backup) => start(backup, backup.point('lamp'), { Metadata: {} })],
    ['for a type that the recovery point is not of', 'InvalidParameterValueException', (backup) => start(backup, backup.point('lamp'), { ResourceType: 'RDS' })],
    ['without a role', 'MissingParameterValueException', (backup) => start(backup, backup.point('lamp'), { IamRoleArn: undefined })],
    ['without metadata', 'MissingParameterValueException', (backup) => start(backup, backup.point('lamp'), { Metadata: undefined })],
    ['with a role that is not there', 'InvalidParameterValueException', (backup) => start(backup, backup.point('lamp'), { IamRoleArn: `${roleArn}-2` })],
  ];
  for (const [name, code, call] of cases) {
    test(name, async () => assert.equal(await refused(call(await BackupUnderTest.make())), code));
  }

  test('with a role that does not trust AWS Backup', async () => {
    const backup = await BackupUnderTest.make();
    await backup.role('others', { Effect: 'Allow', Action: '*', Resource: '*' }, 's3.amazonaws.com');
    assert.equal(await refused(start(backup, backup.point('lamp'), { IamRoleArn: 'arn:aws:iam::123456789012:role/others' })), 'InvalidParameterValueException');
  });

  test('where the caller may not pass the role on', async () => {
    const backup = await BackupUnderTest.make();
    await backup.role('operator', { Effect: 'Allow', Action: 'backup:*', Resource: '*' });
    const caller = backup.state.neighbours.access.callerOfRole('arn:aws:iam::123456789012:role/operator', 'backup.amazonaws.com') as Caller;
    assert.equal(await refused(start(backup, backup.point('lamp'), {}, { caller })), 'AccessDenied');
    await backup.policy('operator', { Effect: 'Allow', Action: ['backup:*', 'iam:PassRole'], Resource: '*' });
    assert.equal(await refused(start(backup, backup.point('lamp'), {}, { caller })), 'answered');
  });

  test("where the vault's policy denies it", async () => {
    const backup = await BackupUnderTest.make();
    const text = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 'backup:StartRestoreJob', Resource: '*' }] });
    const vault = backup.state.vaults.named(home, 'vault');
    if (vault) backup.state.vaults.keep({ ...vault, policy: { text, document: readPolicy(text) } });
    assert.equal(await refused(start(backup, backup.point('lamp'))), 'AccessDeniedException');
  });
});

describe('a continuous recovery point', () => {
  async function continuous(): Promise<[BackupUnderTest, RecoveryPoint]> {
    const backup = await BackupUnderTest.make();
    const from = backup.clock.now();
    await backup.pass(Duration.days(3));
    const window = { from, to: backup.clock.now().minus(Duration.minutes(5)) };
    return [backup, backup.point('lamp', { status: 'AVAILABLE', continuous: true, content: { body: 'x', window } })];
  }
  const cases: [string, Record<string, string>, string][] = [
    ['is restored to an instant within its window', { RestoreTime: '2026-01-06T12:00:00Z' }, 'answered'],
    ['is restored whatever the case of the name', { restoreTime: '2026-01-06T12:00:00Z' }, 'answered'],
    ['is restored to the latest there is', { UseLatestRestorableTime: 'true' }, 'answered'],
    ['is not restored without either', {}, 'InvalidParameterValueException'],
    ['is not restored with both', { RestoreTime: '2026-01-06T12:00:00Z', UseLatestRestorableTime: 'true' }, 'InvalidParameterValueException'],
    ['is not restored to before its window', { RestoreTime: '2026-01-04T23:59:59Z' }, 'InvalidParameterValueException'],
    ['is not restored to what has not yet come in', { RestoreTime: '2026-01-07T23:58:00Z' }, 'InvalidParameterValueException'],
    ['is not restored to what is no time', { RestoreTime: 'yesterday' }, 'InvalidParameterValueException'],
  ];
  for (const [name, metadata, outcome] of cases) {
    test(name, async () => {
      const [backup, point] = await continuous();
      assert.equal(await refused(start(backup, point, { Metadata: { Name: 'new', ...metadata } })), outcome);
    });
  }

  test('is not restored before it has anything', async () => {
    const backup = await BackupUnderTest.make();
    const point = backup.point('lamp', { status: 'AVAILABLE', continuous: true, content: { body: 'x' } });
    assert.equal(await refused(start(backup, point, { Metadata: { Name: 'new', UseLatestRestorableTime: 'true' } })), 'InvalidParameterValueException');
  });
});
