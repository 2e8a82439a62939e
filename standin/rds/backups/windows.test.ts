/** Backup and maintenance windows: which are taken, and when the next begins. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Instant } from '../../../time/instant';
import { Chance } from '../../chance';
import { assertApart, backupWindow, drawBackupWindow, drawMaintenanceWindow, maintenanceWindow, nextDaily, nextWeekly } from './windows';

// A Monday.
const monday = Instant.parse('2026-01-05T10:00:00Z');

test('a window has its form and lasts half an hour at least', () => {
  assert.equal(backupWindow('23:45-00:15'), '23:45-00:15');
  assert.equal(maintenanceWindow('Sun:23:45-Mon:00:15'), 'sun:23:45-mon:00:15');
  for (const wrong of ['3:00-4:00', '03:00', '24:00-24:30', '03:00-03:29', '03:60-04:30']) assert.throws(() => backupWindow(wrong), { code: 'InvalidParameterValue' });
  for (const wrong of ['mon:03:00-04:00', 'day:03:00-day:04:00', 'mon:03:00-mon:03:10']) assert.throws(() => maintenanceWindow(wrong), { code: 'InvalidParameterValue' });
});

test('the two windows may touch and must not overlap, on whatever day and over midnight', () => {
  assertApart('03:00-03:30', 'mon:03:30-mon:04:00');
  assert.throws(() => assertApart('03:00-03:31', 'mon:03:30-mon:04:00'), { code: 'InvalidParameterValue' });
  assert.throws(() => assertApart('23:45-00:15', 'sun:00:00-sun:00:30'), { code: 'InvalidParameterValue' });
  assert.throws(() => assertApart('00:00-00:30', 'sat:23:45-sun:00:15'), { code: 'InvalidParameterValue' });
});

test('the next window begins after now, never now', () => {
  assert.equal(nextDaily('10:00-10:30', monday).toString(), '2026-01-06T10:00:00.000Z');
  assert.equal(nextDaily('10:01-10:31', monday).toString(), '2026-01-05T10:01:00.000Z');
  assert.equal(nextWeekly('mon:10:00-mon:10:30', monday).toString(), '2026-01-12T10:00:00.000Z');
  assert.equal(nextWeekly('sun:03:00-sun:03:30', monday).toString(), '2026-01-11T03:00:00.000Z');
  assert.equal(nextWeekly('tue:03:00-tue:03:30', monday).toString(), '2026-01-06T03:00:00.000Z');
});

test('windows that are drawn are right ones and never overlap', () => {
  fc.assert(
    fc.property(fc.string(), (resource) => {
      const chance = new Chance('windows');
      const [daily, weekly] = [drawBackupWindow(chance, resource), drawMaintenanceWindow(chance, resource)];
      assert.equal(backupWindow(daily), daily);
      assert.equal(maintenanceWindow(weekly), weekly);
      assertApart(daily, weekly);
    }),
  );
});
