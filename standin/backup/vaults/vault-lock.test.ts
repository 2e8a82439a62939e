/** Vault Lock: what it holds vaults to, and who can still take it back. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Backup } from '@aws-sdk/client-backup';
import { Duration } from '../../../time/duration';
import { Instant } from '../../../time/instant';
import { type StandinUnderTest, standinUnderTest } from '../../standin-under-test';
import { backupOf, refused } from '../client-under-test';
import { isLocked, lockViolation } from './lock';

const shop = { BackupVaultName: 'shop' };

async function withVault(standin: StandinUnderTest): Promise<Backup> {
  const backup = backupOf(standin);
  await backup.createBackupVault(shop);
  return backup;
}

describe('a lock in governance mode', () => {
  test('is there from when it is put to when it is taken back, however late', async () => {
    await using standin = await standinUnderTest();
    const backup = await withVault(standin);
    await backup.putBackupVaultLockConfiguration({ ...shop, MinRetentionDays: 7, MaxRetentionDays: 365 });
    const locked = await backup.describeBackupVault(shop);
    assert.deepEqual([locked.Locked, locked.MinRetentionDays, locked.MaxRetentionDays, locked.LockDate], [true, 7, 365, undefined]);
    await standin.pass(Duration.days(400));
    await backup.putBackupVaultLockConfiguration({ ...shop, MaxRetentionDays: 30 });
    assert.equal((await backup.describeBackupVault(shop)).MinRetentionDays, undefined);
    await backup.deleteBackupVaultLockConfiguration(shop);
    assert.equal((await backup.describeBackupVault(shop)).Locked, false);
  });
});

describe('a lock in compliance mode', () => {
  test('says from when on it is for good, to the second', async () => {
    await using standin = await standinUnderTest();
    const backup = await withVault(standin);
    await backup.putBackupVaultLockConfiguration({ ...shop, ChangeableForDays: 30 });
    const { Locked, LockDate } = await backup.describeBackupVault(shop);
    assert.deepEqual([Locked, LockDate], [true, standin.clock.now().plus(Duration.days(30)).toDate()]);
  });

  test('can be changed and taken back before that date', async () => {
    await using standin = await standinUnderTest();
    const backup = await withVault(standin);
    await backup.putBackupVaultLockConfiguration({ ...shop, ChangeableForDays: 3 });
    await standin.pass(Duration.days(3).minus(Duration.minutes(1)));
    await backup.putBackupVaultLockConfiguration({ ...shop, ChangeableForDays: 4 });
    assert.deepEqual((await backup.describeBackupVault(shop)).LockDate, standin.clock.now().plus(Duration.days(4)).toDate());
    await backup.deleteBackupVaultLockConfiguration(shop);
  });

  test('can be neither from that date on, by nobody', async () => {
    await using standin = await standinUnderTest();
    const backup = await withVault(standin);
    await backup.putBackupVaultLockConfiguration({ ...shop, MinRetentionDays: 7, ChangeableForDays: 3 });
    await standin.pass(Duration.days(3));
    await refused(backup.putBackupVaultLockConfiguration({ ...shop, MinRetentionDays: 1 }), 'InvalidRequestException', /immutable/);
    await refused(backup.deleteBackupVaultLockConfiguration(shop), 'InvalidRequestException', /immutable/);
    assert.equal((await backup.describeBackupVault(shop)).MinRetentionDays, 7);
  });

  test('lets an empty vault be deleted', async () => {
    await using standin = await standinUnderTest();
    const backup = await withVault(standin);
    await backup.putBackupVaultLockConfiguration({ ...shop, ChangeableForDays: 3 });
    await standin.pass(Duration.days(10));
    await backup.deleteBackupVault(shop);
  });
});

test('its days are within bounds, and cool off for three at least', async () => {
  await using standin = await standinUnderTest();
  const backup = await withVault(standin);
  const wrong = [{ ChangeableForDays: 2 }, { ChangeableForDays: 36_501 }, { MinRetentionDays: 0 }, { MaxRetentionDays: 36_501 }, { MinRetentionDays: 8, MaxRetentionDays: 7 }];
  for (const days of wrong) await refused(backup.putBackupVaultLockConfiguration({ ...shop, ...days }), 'InvalidParameterValueException', /Days/);
  await backup.putBackupVaultLockConfiguration({ ...shop, MinRetentionDays: 7, MaxRetentionDays: 7 });
});

test('taking back no lock does nothing', async () => {
  await using standin = await standinUnderTest();
  await (await withVault(standin)).deleteBackupVaultLockConfiguration(shop);
});

describe('what is to be kept', () => {
  const locked = { name: 'shop', lock: { minRetentionDays: 7, maxRetentionDays: 30, lockDate: Instant.parse('2026-01-05T00:00:00Z') } };

  test('neither too short nor too long is taken', () => {
    for (const deleteAfterDays of [7, 30]) assert.equal(lockViolation(locked, { deleteAfterDays }), undefined);
    for (const deleteAfterDays of [6, 31]) assert.match(lockViolation(locked, { deleteAfterDays }) ?? '', /not within the range.*at least 7 and at most 30 days/);
  });

  test('for good is longer than any maximum, and as long as any minimum', () => {
    assert.match(lockViolation(locked, {}) ?? '', /for good/);
    assert.equal(lockViolation({ name: 'shop', lock: { minRetentionDays: 7 } }, {}), undefined);
  });

  test('in a vault without a lock may be what it will', () => {
    assert.equal(lockViolation({ name: 'shop' }, { deleteAfterDays: 1 }), undefined);
    assert.deepEqual([isLocked({}), isLocked({ lock: {} })], [false, true]);
  });
});
