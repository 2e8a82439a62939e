/** The daily backup window and the weekly maintenance window: read, drawn, and when the next one begins. */
import type { Chance } from '../../chance';
import { Duration } from '../../../time/duration';
import { Instant } from '../../../time/instant';
import { refusals } from '../refusals';

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const minutesPerDay = 24 * 60;
const minutesPerWeek = 7 * minutesPerDay;
/** Source: the CreateDBInstance reference, for both windows. */
const shortest = 30;

interface Window {
  /** Minutes since midnight, or since Sunday's, UTC. */
  start: number;
  length: number;
}

/** Reads a daily window. Throws InvalidParameterValue. */
export function backupWindow(given: string): string {
  read(given, /^(\d\d):(\d\d)-(\d\d):(\d\d)$/, 'backup window', minutesPerDay);
  return given;
}

/** Reads a weekly window, which RDS keeps in lower case. Throws InvalidParameterValue. */
export function maintenanceWindow(given: string): string {
  const kept = given.toLowerCase();
  read(kept, weekly, 'maintenance window', minutesPerWeek);
  return kept;
}

const weekly = /^(sun|mon|tue|wed|thu|fri|sat):(\d\d):(\d\d)-(sun|mon|tue|wed|thu|fri|sat):(\d\d):(\d\d)$/;

/** Throws InvalidParameterValue when the two windows overlap on any day. */
export function assertApart(backup: string, maintenance: string): void {
  const [daily, week] = [dailyWindow(backup), weeklyWindow(maintenance)];
  for (let day = -1; day < 8; day++) {
    const start = day * minutesPerDay + daily.start;
    if (start < week.start + week.length && week.start < start + daily.length) {
      throw refusals.value('The backup window and maintenance window must not overlap.');
    }
  }
}

/** A window of half an hour between 03:00 and 11:00, as RDS draws one where none is asked for. */
export function drawBackupWindow(chance: Chance, resource: string): string {
  const start = 180 + Math.floor(chance.fraction('rds', 'backup window', resource) * 15) * 30;
  return `${clock(start)}-${clock(start + 30)}`;
}

/** A window of half an hour on some day, after the hours in which backup windows are drawn. */
export function drawMaintenanceWindow(chance: Chance, resource: string): string {
  const draw = chance.fraction('rds', 'maintenance window', resource);
  const day = days[Math.floor(draw * 7)] ?? 'sun';
  const start = 720 + Math.floor(((draw * 7) % 1) * 20) * 30;
  return `${day}:${clock(start)}-${day}:${clock(start + 30)}`;
}

/** The first beginning of a daily window after an instant. */
export function nextDaily(window: string, after: Instant): Instant {
  return next(dailyWindow(window).start, minutesPerDay, after);
}

/** The first beginning of a weekly window after an instant. */
export function nextWeekly(window: string, after: Instant): Instant {
  // The epoch began on a Thursday.
  return next((weeklyWindow(window).start + 3 * minutesPerDay) % minutesPerWeek, minutesPerWeek, after);
}

function next(startMinute: number, period: number, after: Instant): Instant {
  const minutes = after.epochMilliseconds / 60_000;
  const periods = Math.floor((minutes - startMinute) / period) + 1;
  return Instant.ofEpochMilliseconds(0).plus(Duration.minutes(periods * period + startMinute));
}

function dailyWindow(window: string): Window {
  return read(window, /^(\d\d):(\d\d)-(\d\d):(\d\d)$/, 'backup window', minutesPerDay);
}

function weeklyWindow(window: string): Window {
  return read(window, weekly, 'maintenance window', minutesPerWeek);
}

function read(text: string, form: RegExp, name: string, period: number): Window {
  const parts = form.exec(text)?.slice(1);
  if (!parts) throw refusals.value(`Invalid ${name} format: ${text}`);
  const half = parts.length / 2;
  const [start, end] = [minuteOf(parts.slice(0, half)), minuteOf(parts.slice(half))];
  const length = (((end - start) % period) + period) % period;
  if (Number.isNaN(length)) throw refusals.value(`Invalid ${name} format: ${text}`);
  if (length < shortest) throw refusals.value(`The ${name} must be at least ${shortest} minutes.`);
  return { start, length };
}

function minuteOf(parts: string[]): number {
  const [minute, hour, day] = [...parts].reverse();
  if (Number(hour) > 23 || Number(minute) > 59) return Number.NaN;
  return (day ? days.indexOf(day) * minutesPerDay : 0) + Number(hour) * 60 + Number(minute);
}

function clock(minutes: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
