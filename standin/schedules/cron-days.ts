/** The days of cron expressions, with their words for the last one, the nearest weekday and the n-th of a month. */
import { Duration } from '../../time/duration';
import { Instant } from '../../time/instant';
import { type Field, readField, readNumber } from './cron-field';

/** Whether the day of a month, 1 to 12, of a year is meant. */
export type DayTest = (year: number, month: number, day: number) => boolean;

const ofMonth: Field = { least: 1, most: 31 };
const ofWeek: Field = { least: 1, most: 7, names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] };

/** Throws ScheduleProblem. */
export function dayOfMonthTest(text: string): DayTest {
  if (text === 'L') return (year, month, day) => day === lastDay(year, month);
  const [, near] = /^(\d{1,2})W$/.exec(text) ?? [];
  if (near !== undefined) {
    const wanted = readNumber(near, ofMonth);
    return (year, month, day) => wanted <= lastDay(year, month) && day === nearestWeekday(year, month, wanted);
  }
  const days = readField(text, ofMonth);
  return (_year, _month, day) => days.has(day);
}

/** Throws ScheduleProblem. */
export function dayOfWeekTest(text: string): DayTest {
  const [, lastOne] = /^(.+)L$/i.exec(text) ?? [];
  if (lastOne !== undefined) {
    const wanted = readNumber(lastOne, ofWeek);
    return (year, month, day) => weekday(year, month, day) === wanted && day + 7 > lastDay(year, month);
  }
  const [, each, count] = /^(.+)#([1-5])$/.exec(text) ?? [];
  if (each !== undefined) {
    const wanted = readNumber(each, ofWeek);
    return (year, month, day) => weekday(year, month, day) === wanted && Math.ceil(day / 7) === Number(count);
  }
  const days = text === 'L' ? new Set([7]) : readField(text, ofWeek);
  return (year, month, day) => days.has(weekday(year, month, day));
}

function midnight(year: number, month: number, day: number): Instant {
  return Instant.parse(`${year}-${two(month)}-${two(day)}T00:00:00Z`);
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** 1 is Sunday. */
function weekday(year: number, month: number, day: number): number {
  return midnight(year, month, day).toDate().getUTCDay() + 1;
}

function lastDay(year: number, month: number): number {
  const [nextYear, nextMonth] = month === 12 ? [year + 1, 1] : [year, month + 1];
  return midnight(nextYear, nextMonth, 1).minus(Duration.days(1)).toDate().getUTCDate();
}

/** Never in another month. */
function nearestWeekday(year: number, month: number, day: number): number {
  const on = weekday(year, month, day);
  if (on === 7) return day > 1 ? day - 1 : day + 2;
  if (on === 1) return day < lastDay(year, month) ? day + 1 : day - 2;
  return day;
}
